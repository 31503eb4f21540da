"""The way of a query: checked, understood, encoded, ranked, compared with the threshold, made into hits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from kzsearch.search.checked import checked_settings
from kzsearch.search.hits import make_hits
from kzsearch.search.known_languages import reads
from kzsearch.search.parsed import ParsedQuery, as_words
from kzsearch.search.parsing import parsed_for
from kzsearch.search.query import kept_out
from kzsearch.search.ranking import PreparedQuery, RankedPassage, Ranking, rank, rerank
from kzsearch.search.repeats import choose
from kzsearch.search.settings import Answer, Settings
from kzsearch.search.thresholds import thresholds_of
from kzsearch.search.understanding import Understood, plain, understand
from kzsearch.types import Embedder, EncodeQueries, Mode
from kzsearch.types.filters import Condition

if TYPE_CHECKING:
    from kzsearch.index import OpenIndex

_DEFAULTS = Settings()
_NONE_ALLOWED = "no passage of the index passes the filters"
_ENCODED_MODES = (Mode.HYBRID, Mode.DENSE)
# Passages that each signal proposes: the fewest, and for each hit. What a query prefers may stand deeper. Where repeats
# or a limit on the hits of a report leave too few hits, each signal proposes _MORE times as many.
_CANDIDATES = 100
_CANDIDATES_A_HIT = 4
_DEEPER = 2
_MORE = 4


def search(index: OpenIndex, query: str | ParsedQuery, settings: Settings = _DEFAULTS) -> Answer:
    """Answer one query.

    Args:
        index: An open index.
        query: What to look for; a text may hold operators.
        settings: How.

    Returns:
        The hits. The same index and query give the same hits in the same order; ties go by passage id.

    Raises:
        QueryError: The query or a setting makes no sense.
        ModelError: The index's model cannot be had.
        IndexFolderError: The index is damaged.
    """
    return next(search_many(index, [query], settings))


def search_many(
    index: OpenIndex, queries: Iterable[str | ParsedQuery], settings: Settings = _DEFAULTS
) -> Iterator[Answer]:
    """Answer several queries, encoding them together.

    Args:
        index: An open index.
        queries: What to look for. All are read before the first is answered.
        settings: How.

    Yields:
        The answers in order.

    Raises:
        QueryError: As `search`, of the first query that makes no sense, before anything is answered.
    """
    settings = checked_settings(settings, index.store.labels)
    parsed = [parsed_for(index.store, query, settings.mode) for query in queries]
    if settings.filters and not index.store.keys(settings.filters, 1):
        yield from (Answer(query.written, (), reason=_NONE_ALLOWED) for query in parsed)
        return
    for prepared in prepare(index, parsed, settings.mode):
        yield _answer(index, prepared, settings)


def prepare(
    index: OpenIndex, parsed: Sequence[ParsedQuery], mode: Mode, encode: EncodeQueries | None = None
) -> Iterator[PreparedQuery]:
    """Yield queries understood, and encoded where the mode needs it: by the index's model if no one else does."""
    if mode not in _ENCODED_MODES or not any(query.text for query in parsed):
        for query in parsed:
            understood = plain(query.written) if mode is Mode.EXACT else _understood(index, query)
            yield PreparedQuery(understood, mode)
        return
    embedder = index.embedder()
    understood_all = [_readable(embedder, _understood(index, query)) for query in parsed]
    readings = [reading for one in understood_all for reading in (one.reading, one.with_countries) if reading]
    vectors = (encode or embedder.encode_queries)([reading.encoded for reading in readings])
    for one in understood_all:
        vector = next(vectors)
        yield PreparedQuery(one, mode, vector, next(vectors) if one.with_countries else None)


def _understood(index: OpenIndex, parsed: ParsedQuery) -> Understood:
    if parsed.condition is None:
        return understand(index.store, parsed.written, index.is_word)
    from kzsearch.search.restricted import understand_restricted

    return understand_restricted(index.store, parsed, parsed.condition, index.is_word)


def _readable(embedder: Embedder, understood: Understood) -> Understood:
    """Return a query with English in place of a script that the model does not read."""
    if understood.query.isascii() or reads(embedder, understood.query):
        return understood
    note = (
        f"the model {embedder.name} does not read this script, so the English of a glossary was searched; another "
        "does: pip install 'kzsearch[multilingual]', then kzsearch index --model multilingual"
    )
    encoded = understood.english or understood.reading.encoded
    return replace(understood, reading=replace(understood.reading, encoded=encoded), script_note=note)


def _answer(index: OpenIndex, prepared: PreparedQuery, settings: Settings) -> Answer:
    """Return the answer to a query, with more candidates where repeats and limits leave too few hits."""
    understood = prepared.understood
    if understood.condition and not index.store.keys(settings.filters.within(understood.filters)):
        return _kept_out(index, prepared, understood.condition, settings)
    limit = _candidates(settings.top_k) * (_DEEPER if understood.preferred else 1)
    ranking = rank(index.store, prepared, settings.filters, limit)
    nearest, threshold = _nearest(index, ranking, prepared)
    counts = settings.min_score is None and not understood.certain
    reason = _why_nothing(prepared, nearest, threshold if counts else 0.0)
    if not reason and settings.rerank and settings.mode is not Mode.EXACT:
        ranking = rerank(index.store, understood.compared, ranking, settings.rerank, settings.top_k)
    if not reason and settings.min_score is not None:
        reason = _all_below(ranking, settings.min_score)
    if reason or nearest is None:
        return _nothing(index, prepared, nearest, reason, settings)
    chosen = choose(index.store, ranking.items, settings)
    while len(chosen) < settings.top_k and not ranking.complete:
        limit *= _MORE
        ranking = rank(index.store, prepared, settings.filters, limit)
        chosen = choose(index.store, ranking.items, settings)
    hits = make_hits(index, prepared, chosen, settings)
    notes = understood.notes
    if settings.explain and understood.condition:
        notes = (*notes, _how_read(understood, understood.condition))
    return Answer(understood.query, tuple(hits), notes=notes, relevance=nearest.relevance)


def _kept_out(index: OpenIndex, prepared: PreparedQuery, condition: Condition, settings: Settings) -> Answer:
    """Return the answer to a query whose operators, with the filters, let no passage through.

    The nearest is what the query's words alone find where the filters and its fields allow.
    """
    from kzsearch.search.conditions import fields

    understood = replace(prepared.understood, condition=None)
    allowed = settings.filters.within(fields(condition))
    nearest = None
    if understood.reading.words:
        ranking = rank(index.store, replace(prepared, understood=understood), allowed, _candidates(1))
        nearest = next(iter(ranking.items), None)
    answer = _nothing(index, prepared, nearest, _none_passes(condition), settings)
    return replace(answer, notes=(*answer.notes, *kept_out(fields(condition), index.store.reports())))


def _none_passes(condition: Condition) -> str:
    from kzsearch.search.conditions import described

    return f"no passage of the index has what the query asks for: {described(condition)}"


def _how_read(understood: Understood, condition: Condition) -> str:
    from kzsearch.search.conditions import described

    words = f"ranked by {understood.text!r}" if understood.text else "in the order of the reports"
    return f"only passages with {described(condition)}, {words}"


def _candidates(top_k: int) -> int:
    return max(_CANDIDATES, top_k * _CANDIDATES_A_HIT)


def _nearest(
    index: OpenIndex, ranking: Ranking, prepared: PreparedQuery
) -> tuple[RankedPassage | None, float]:
    """Return the passage whose signals come nearest to its series' threshold, and that threshold."""
    thresholds = thresholds_of(index.manifest.thresholds, prepared.mode, prepared.understood.language)
    series = _series(index, ranking.items, thresholds)

    def share(item: RankedPassage) -> tuple[float, int]:
        threshold = thresholds.get(series.get(item.key, ""), 1.0)
        return item.relevance / max(threshold, 1e-9), -item.key

    nearest = max(ranking.items, key=share, default=None)
    return nearest, thresholds.get(series.get(nearest.key, ""), 0.0) if nearest else 0.0


def _series(
    index: OpenIndex, items: Sequence[RankedPassage], thresholds: Mapping[str, float]
) -> Mapping[int, str]:
    """Return each passage's series; where the index has one, it need not be read."""
    keys = [item.key for item in items]
    if len(thresholds) <= 1:
        return dict.fromkeys(keys, next(iter(thresholds), ""))
    return {key: metadata.series for key, metadata in index.store.metadata(keys).items()}


def _why_nothing(prepared: PreparedQuery, nearest: RankedPassage | None, threshold: float) -> str:
    """Return why no hit is shown, or nothing where some are."""
    if nearest is None:
        if prepared.mode is Mode.EXACT:
            return "no passage holds these very words"
        if prepared.understood.names_only and prepared.understood.named.written:
            return "no report of the index is what the query names"
        return "no passage holds any word of the query"
    if nearest.relevance < threshold:
        digits = 2 if f"{nearest.relevance:.2f}" != f"{threshold:.2f}" else 4
        return (
            f"the corpus does not seem to answer it: the nearest passage reaches {nearest.relevance:.{digits}f}, and "
            f"{threshold:.{digits}f} is needed (--min-score 0 shows it all the same)"
        )
    return ""


def _all_below(ranking: Ranking, min_score: float) -> str:
    best = max((item.score for item in ranking.items), default=0.0)
    return f"no hit scores {min_score:g} or more; the best scores {best:.4g}" if best < min_score else ""


def _nothing(
    index: OpenIndex, prepared: PreparedQuery, nearest: RankedPassage | None, reason: str, settings: Settings
) -> Answer:
    """Return an answer without hits, with the passage that came nearest."""
    relevance = nearest.relevance if nearest else 0.0
    if nearest is None and settings.mode is Mode.EXACT:
        # The nearest to a phrase that no passage holds is what its single words find.
        prepared = next(prepare(index, [as_words(prepared.understood.query)], Mode.LEXICAL))
        nearest = next(iter(rank(index.store, prepared, settings.filters, _candidates(1)).items), None)
    hit = make_hits(index, prepared, [(nearest, ())], settings)[0] if nearest else None
    return Answer(prepared.understood.query, (), hit, reason, prepared.understood.notes, relevance)
