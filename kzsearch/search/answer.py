"""Queries answered: understood, ranked, and made into hits."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from kzsearch.search import query as queries
from kzsearch.search.hits import choose, make_hits
from kzsearch.search.ranking import Ranking, rank, signal_evidence
from kzsearch.search.settings import Answer, Settings
from kzsearch.search.understanding import Understood, understand
from kzsearch.types import Embedder, Hit, Mode

if TYPE_CHECKING:
    from kzsearch.index import OpenIndex
    from kzsearch.types import Vector

_DEFAULTS = Settings()
_NONE_ALLOWED = "no passage of the index passes the filters"
# Word pieces for each letter: a script that a model was trained on takes 0.2 to 0.4, one that it knows only by
# its letters 0.7 to 1, and one that it does not know at all becomes one unknown piece a word.
_FEWEST_PIECES, _MOST_PIECES = 0.12, 0.6
_ENCODED_MODES = (Mode.HYBRID, Mode.DENSE)


def search(index: OpenIndex, query: str, settings: Settings = _DEFAULTS) -> Answer:
    """Answer one query.

    Args:
        index: An open index.
        query: What to look for.
        settings: How.

    Returns:
        The hits. The same index and query give the same hits in the same order; ties go by passage id.

    Raises:
        QueryError: The query or a setting makes no sense.
        ModelError: The index's model cannot be had.
        IndexFolderError: The index is damaged.
    """
    return next(search_many(index, [query], settings))


def search_many(index: OpenIndex, asked: Iterable[str], settings: Settings = _DEFAULTS) -> Iterator[Answer]:
    """Answer several queries, encoding them together.

    Args:
        index: An open index.
        asked: What to look for. All are read before the first is answered.
        settings: How.

    Yields:
        The answers in order.

    Raises:
        QueryError: As `search`, of the first query that makes no sense, before anything is answered.
    """
    settings = queries.check_settings(settings)
    checked = [queries.check_query(query) for query in asked]
    if settings.filters and not index.store.count(settings.filters):
        yield from (Answer(query, (), reason=_NONE_ALLOWED) for query in checked)
        return
    embedder = index.embedder() if settings.mode in _ENCODED_MODES else None
    exact = settings.mode is Mode.EXACT
    understood = [understand(index.store, query, index.is_word, plain=exact) for query in checked]
    vectors: Iterable[Vector | None] = [None] * len(understood)
    if embedder is not None:
        understood = [_as_read(embedder, one) for one in understood]
        vectors = embedder.encode_queries([one.encoded for one in understood])
    for one, vector in zip(understood, vectors, strict=True):
        yield _answer(index, one, vector, settings)


def _as_read(embedder: Embedder, understood: Understood) -> Understood:
    """Return a query with English in place of a script that the model does not read."""
    if understood.query.isascii() or _reads(embedder, understood.query):
        return understood
    note = (
        f"the model {embedder.name} does not read this script, so words alone were searched; a multilingual "
        "model does: kzsearch index --model paraphrase-multilingual-MiniLM-L12-v2"
    )
    encoded = understood.english or understood.encoded
    return replace(understood, encoded=encoded, unread=note)


def _reads(embedder: Embedder, query: str) -> bool:
    """Whether a model has words for a script, rather than letters or nothing."""
    foreign = [word for word in re.findall(r"\w+", query) if not word.isascii()]
    letters = sum(map(len, foreign))
    pieces = embedder.count_tokens(" ".join(foreign)) - embedder.count_tokens("")
    return not letters or _FEWEST_PIECES < pieces / letters < _MOST_PIECES


def evidence(index: OpenIndex, asked: Sequence[str], modes: Sequence[Mode]) -> dict[Mode, list[float]]:
    """Return, by mode and for each query, the highest score that the signals alone give a passage."""
    embedder = index.embedder()
    understood = [
        _as_read(embedder, understand(index.store, queries.check_query(query), index.is_word))
        for query in asked
    ]
    vectors = list(embedder.encode_queries([one.encoded for one in understood]))
    passages = index.manifest.counts.passages
    found = [
        signal_evidence(index.store, passages, one, vector, modes)
        for one, vector in zip(understood, vectors, strict=True)
    ]
    return {mode: [reached[mode] for reached in found] for mode in modes}


def _answer(index: OpenIndex, understood: Understood, vector: Vector | None, settings: Settings) -> Answer:
    ranking = _rank(index, understood, vector, settings)
    query, notes = understood.query, understood.notes

    def hits(settings: Settings, ranking: Ranking) -> Sequence[Hit]:
        chosen = choose(index.store, ranking, settings)
        return make_hits(index, understood, vector, ranking, chosen, settings)

    reason = _why_turned_away(index, ranking, settings)
    if settings.rerank and settings.mode is not Mode.EXACT and not reason:
        from kzsearch.search.rerank import rerank

        ranking = rerank(index.store, query, ranking, settings.rerank)
    reached = ranking.evidence
    if not reason:
        return Answer(query, tuple(hits(settings, ranking)), notes=notes, evidence=reached)
    nearest = replace(settings, top_k=1, min_score=None, per_report=None)
    if not ranking.items and settings.mode is Mode.EXACT:
        # What words alone find is the nearest to what these very words do not.
        nearest = replace(nearest, mode=Mode.LEXICAL)
        understood = understand(index.store, query, index.is_word)
        ranking = _rank(index, understood, None, nearest)
    found = hits(nearest, ranking)
    return Answer(query, (), found[0] if found else None, reason, notes, reached)


def _rank(index: OpenIndex, understood: Understood, vector: Vector | None, settings: Settings) -> Ranking:
    passages = index.manifest.counts.passages
    return rank(index.store, passages, understood, vector, settings.mode, settings.filters, settings.top_k)


def _why_turned_away(index: OpenIndex, ranking: Ranking, settings: Settings) -> str:
    """Return why no hit is shown, or nothing where some are."""
    if not ranking.items:
        if settings.mode is Mode.EXACT:
            return "no passage holds these very words"
        return "no passage holds any word of the query"
    if settings.min_score is not None:
        short = ranking.items[0].score < settings.min_score
        return f"no hit scores {settings.min_score:g} or more" if short else ""
    threshold = index.manifest.thresholds.get(settings.mode.value)
    if threshold is not None and ranking.evidence < threshold:
        return (
            f"the corpus does not seem to answer it: the best passage reaches {ranking.evidence:.2f} of "
            f"{threshold:.2f} (--min-score 0 shows it all the same)"
        )
    return ""
