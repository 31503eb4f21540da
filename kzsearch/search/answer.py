"""Queries answered: understood, ranked, and made into hits."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from kzsearch.search import query as queries
from kzsearch.search.choosing import choose
from kzsearch.search.hits import make_hits
from kzsearch.search.ranking import Asked, Ranked, Ranking, rank
from kzsearch.search.settings import Answer, Settings
from kzsearch.search.understanding import Understood, plain, understand
from kzsearch.types import Embedder, Filters, Mode

if TYPE_CHECKING:
    from kzsearch.index import OpenIndex
    from kzsearch.search.repeats import Repeats

_DEFAULTS = Settings()
_NONE_ALLOWED = "no passage of the index passes the filters"
# Word pieces for each letter: a script that a model was trained on takes 0.2 to 0.4, one that it knows only by
# its letters 0.7 to 1, and one that it does not know at all becomes one unknown piece a word.
_FEWEST_PIECES, _MOST_PIECES = 0.12, 0.6
_ENCODED_MODES = (Mode.HYBRID, Mode.DENSE)
# How many passages each signal proposes, at least, and for each hit asked for; and how many more are asked for
# where repeats, or a limit on the hits of a report, leave too few.
_CANDIDATES = 200
_CANDIDATES_A_HIT = 4
_MORE = 4


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
    for one in ask(index, checked, settings.mode):
        yield _answer(index, one, settings)


def ask(index: OpenIndex, checked: Iterable[str], mode: Mode) -> Iterator[Asked]:
    """Yield queries as they are asked: understood, and encoded where the mode needs it."""
    if mode not in _ENCODED_MODES:
        for query in checked:
            understood = plain(query) if mode is Mode.EXACT else understand(index.store, query, index.is_word)
            yield Asked(understood, mode)
        return
    embedder = index.embedder()
    understood_all = [_as_read(embedder, understand(index.store, query, index.is_word)) for query in checked]
    readings = [reading for one in understood_all for reading in (one.reading, one.with_countries) if reading]
    vectors = embedder.encode_queries([reading.encoded for reading in readings])
    for one in understood_all:
        own = next(vectors)
        yield Asked(one, mode, own, None if one.with_countries is None else next(vectors))


def _as_read(embedder: Embedder, understood: Understood) -> Understood:
    """Return a query with English in place of a script that the model does not read."""
    if understood.query.isascii() or _reads(embedder, understood.query):
        return understood
    note = (
        f"the model {embedder.name} does not read this script, so words alone were searched; a multilingual "
        "model does: kzsearch index --model paraphrase-multilingual-MiniLM-L12-v2"
    )
    encoded = understood.english or understood.reading.encoded
    return replace(understood, reading=replace(understood.reading, encoded=encoded), unread=note)


def _reads(embedder: Embedder, query: str) -> bool:
    """Whether a model has words for a script, rather than letters or nothing."""
    foreign = [word for word in re.findall(r"\w+", query) if not word.isascii()]
    letters = sum(map(len, foreign))
    pieces = embedder.count_tokens(" ".join(foreign)) - embedder.count_tokens("")
    return not letters or _FEWEST_PIECES < pieces / letters < _MOST_PIECES


def _answer(index: OpenIndex, asked: Asked, settings: Settings) -> Answer:
    """Return what a query found, looking further where repeats and limits leave less than is wanted."""
    passages, limit = index.manifest.counts.passages, _candidates(settings.top_k)
    ranking = rank(index.store, passages, asked, settings.filters, limit)
    reached = nearest_to_bar(index, ranking, settings.mode)
    reason = _why_nothing(index, asked, reached, settings)
    if not reason and settings.rerank and settings.mode is not Mode.EXACT:
        from kzsearch.search.rerank import rerank

        ranking = rerank(index.store, asked.understood.query, ranking, settings.rerank, settings.top_k)
    if not reason and settings.min_score is not None:
        reason = _all_below(ranking, settings.min_score)
    if reason:
        return _nothing(index, asked, ranking, reached, reason, settings)
    chosen = choose(index.store, ranking.items, settings)
    while len(chosen) < settings.top_k and not ranking.complete:
        limit *= _MORE
        ranking = rank(index.store, passages, asked, settings.filters, limit)
        chosen = choose(index.store, ranking.items, settings)
    hits = make_hits(index, asked, chosen, settings)
    return Answer(
        asked.understood.query,
        tuple(hits),
        notes=asked.understood.notes,
        evidence=reached.evidence if reached else 0.0,
    )


def _candidates(top_k: int) -> int:
    return max(_CANDIDATES, top_k * _CANDIDATES_A_HIT)


def _nothing(
    index: OpenIndex, asked: Asked, ranking: Ranking, reached: Ranked | None, reason: str, settings: Settings
) -> Answer:
    """Return an answer without hits, with the passage that came nearest."""
    shown = replace(settings, top_k=1, min_score=None, per_report=None, rerank=None)
    nearest = reached or next(iter(ranking.items), None)
    if nearest is None and settings.mode is Mode.EXACT:
        # What words alone find is the nearest to what these very words do not.
        shown = replace(shown, mode=Mode.LEXICAL)
        asked = next(ask(index, [asked.understood.query], Mode.LEXICAL))
        found = rank(
            index.store, index.manifest.counts.passages, asked, settings.filters, _candidates(1)
        ).items
        nearest = next(iter(found), None)
    chosen: Repeats = [] if nearest is None else [(nearest, ())]
    hits = make_hits(index, asked, chosen, shown)
    evidence = reached.evidence if reached else 0.0
    return Answer(
        asked.understood.query, (), hits[0] if hits else None, reason, asked.understood.notes, evidence
    )


def nearest_to_bar(index: OpenIndex, ranking: Ranking, mode: Mode) -> Ranked | None:
    """Return the candidate whose evidence comes nearest to its series' threshold, or goes furthest beyond."""
    bars = index.manifest.thresholds.get(mode.value, {})
    series = _series(index, ranking.items, bars)
    return max(
        ranking.items,
        key=lambda item: (item.evidence / max(bars.get(series.get(item.key, ""), 1.0), 1e-9), -item.key),
        default=None,
    )


def _series(index: OpenIndex, items: Sequence[Ranked], bars: Mapping[str, float]) -> Mapping[int, str]:
    """Return each candidate's series; where the index has one, it need not be read."""
    if len(bars) == 1:
        return dict.fromkeys((item.key for item in items), next(iter(bars)))
    if not bars:
        return {}
    return {key: belongs.series for key, belongs in index.store.belongs([item.key for item in items]).items()}


def _why_nothing(index: OpenIndex, asked: Asked, reached: Ranked | None, settings: Settings) -> str:
    """Return why no hit is shown, or nothing where some are."""
    if reached is None:
        if settings.mode is Mode.EXACT:
            return "no passage holds these very words"
        if asked.understood.names_only:
            return "no report of the index is what the query names"
        return "no passage holds any word of the query"
    bars = index.manifest.thresholds.get(settings.mode.value, {})
    bar = bars.get(_series(index, [reached], bars).get(reached.key, ""), 0.0)
    if settings.min_score is None and reached.evidence < bar:
        return (
            f"the corpus does not seem to answer it: the nearest passage reaches {reached.evidence:.2f}, and "
            f"{bar:.2f} is needed (--min-score 0 shows it all the same)"
        )
    return ""


def _all_below(ranking: Ranking, min_score: float) -> str:
    best = max((item.score for item in ranking.items), default=0.0)
    return f"no hit scores {min_score:g} or more; the best scores {best:.4g}" if best < min_score else ""


def evidence(
    index: OpenIndex, asked: Sequence[str], modes: Sequence[Mode], filters: Filters
) -> dict[Mode, list[float]]:
    """Return, by mode and for each query, the highest evidence of a passage that the filters allow."""
    checked = [queries.check_query(query) for query in asked]
    passages = index.manifest.counts.passages
    found: dict[Mode, list[float]] = {mode: [] for mode in modes}
    for one in ask(index, checked, Mode.HYBRID):
        for mode in modes:
            ranking = rank(index.store, passages, replace(one, mode=mode), filters, _CANDIDATES)
            found[mode].append(max((item.evidence for item in ranking.items), default=0.0))
    return found
