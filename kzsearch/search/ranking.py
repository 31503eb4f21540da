"""Candidates of every signal to one ranking.

A passage's score depends on the query and the passage alone: not on the filters, the number of hits, or the other
passages found.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from kzsearch.index.read.bm25 import highest_bm25
from kzsearch.search import fusion
from kzsearch.search.understanding import PREFERENCE, Understood
from kzsearch.types import Candidates, Filters, Mode, PassageKind, PassageMetadata, Scores, Store

if TYPE_CHECKING:
    from kzsearch.types import Vector

# A list of references, contents or acronyms keeps this share of its score: it names many things and answers none.
LIST = 0.4
"""What a list keeps of its score."""
# A cross-encoder takes as long for one pair as a whole query takes.
_RERANKED = 50

MODE_WEIGHTS: Mapping[Mode, Mapping[str, float]] = {
    Mode.HYBRID: fusion.WEIGHTS,
    Mode.DENSE: fusion.DENSE_WEIGHTS,
    Mode.LEXICAL: fusion.LEXICAL_WEIGHTS,
    Mode.EXACT: {},
}


@dataclass(frozen=True, slots=True)
class PreparedQuery:
    """A query prepared for one mode.

    Attributes:
        understood: The query.
        mode: Which signals count.
        vector: Unit vector of its reading; None in the modes that need none.
        with_countries: Unit vector of its reading with countries, where there is one.
    """

    understood: Understood
    mode: Mode
    vector: Vector | None = None
    with_countries: Vector | None = None

    @property
    def for_other_countries(self) -> PreparedQuery:
        """The query with which passages on other countries than it names are compared."""
        reading = self.understood.with_countries
        if reading is None:
            return self
        return replace(self, understood=replace(self.understood, reading=reading), vector=self.with_countries)


class RankedPassage(NamedTuple):
    """A passage in a ranking.

    Attributes:
        key: The store's number of the passage.
        score: The score that it is ranked by: 0 to 1; in exact mode, how often the phrase occurs.
        scores: The signals.
        relevance: What a threshold is compared with: the sum of the signals, and the preference for things that only
            reports of this kind have.
        highest: The highest BM25 that a passage can have for this query.
        other_country: Whether the passage was compared with the query for other countries.
        adjustments: What the score gained by preferences, or lost because the passage is a list.
    """

    key: int
    score: float
    scores: Scores = Scores()
    relevance: float = 0.0
    highest: float = 0.0
    other_country: bool = False
    adjustments: Mapping[str, float] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Ranking:
    """Candidates, best first, ties by key.

    Attributes:
        items: The candidates.
        complete: Whether every passage that a signal can find is among them.
    """

    items: tuple[RankedPassage, ...]
    complete: bool


class _Candidates(NamedTuple):
    """Candidates under one reading of the query, and the highest BM25 that a passage can have for it."""

    scores: Mapping[int, Scores]
    complete: bool
    highest: float
    other_country: bool = False


def rank(store: Store, prepared: PreparedQuery, filters: Filters, limit: int) -> Ranking:
    """Rank the passages that the filters allow.

    Args:
        store: The index.
        prepared: The query.
        filters: What may be found.
        limit: How many passages each signal proposes.
    """
    understood = prepared.understood
    filters = filters.within(understood.filters)
    if prepared.mode is Mode.EXACT:
        exact = store.exact(understood.query, filters, limit)
        return Ranking(tuple(RankedPassage(*candidate) for candidate in exact), len(exact) < limit)
    if understood.names_only:
        keys = store.keys(understood.named.filters.within(filters), limit)
        return Ranking(tuple(RankedPassage(key, 1.0, relevance=1.0) for key in keys), len(keys) < limit)
    found = _candidates_by_reading(store, prepared, filters, limit)
    keys = [key for one in found for key in one.scores]
    metadata = store.metadata(keys) if understood.preferred or store.coverage().lists else {}
    weights = MODE_WEIGHTS[prepared.mode]
    items = []
    for one in found:
        for key, scores in one.scores.items():
            signals = fusion.fuse(scores, one.highest, weights)
            item = RankedPassage(key, signals, scores, signals, one.highest, one.other_country)
            items.append(_adjusted(item, metadata[key], understood) if metadata else item)
    return _ranking(items, complete=all(one.complete for one in found))


def rerank(store: Store, query: str, ranking: Ranking, model: str, top_k: int) -> Ranking:
    """Return the best candidates in the order of a cross-encoder's scores, 0 to 1.

    The difference from the score before is kept under `rerank`. Candidates that the cross-encoder did not read have no
    score on its scale, and are left out.

    Args:
        store: The index.
        query: The query.
        ranking: Every candidate.
        model: The cross-encoder.
        top_k: How many hits are wanted.
    """
    from kzsearch.embedder.reranker import open_reranker

    again = ranking.items[: max(_RERANKED, top_k)]
    passages = store.passages([item.key for item in again])
    scores = open_reranker(model).scores(query, [passages[item.key].text for item in again])
    items = [
        item._replace(score=score, adjustments={**item.adjustments, "rerank": score - item.score})
        for item, score in zip(again, scores, strict=True)
    ]
    return _ranking(items, complete=True)


def _ranking(items: list[RankedPassage], *, complete: bool) -> Ranking:
    return Ranking(tuple(sorted(items, key=lambda item: (-item.score, item.key))), complete)


def _adjusted(item: RankedPassage, metadata: PassageMetadata, understood: Understood) -> RankedPassage:
    """Return a passage with what its score gains by preferences, or loses because it is a list."""
    signals = item.score
    if metadata.kind is not PassageKind.TEXT:
        lost = {metadata.kind.value: (LIST - 1) * signals}
        kept = LIST * signals
        return item._replace(score=kept, relevance=kept, adjustments=lost)
    if not understood.preferred:
        return item
    gains = {
        name: PREFERENCE * degree * (1 - signals) for name, degree in understood.matches(metadata).items()
    }
    relevance = signals + sum(gain for name, gain in gains.items() if name in understood.in_domain)
    return item._replace(score=signals + sum(gains.values()), relevance=relevance, adjustments=gains)


def _candidates_by_reading(
    store: Store, prepared: PreparedQuery, filters: Filters, limit: int
) -> list[_Candidates]:
    """Return the candidates by reading.

    A country that the query names says nothing of a passage's subject in a report on that country. In a report on
    another country it may be the subject.
    """
    understood = prepared.understood
    if understood.with_countries is None:
        return [_candidates(store, prepared, filters, limit)]
    countries = understood.named.countries
    on_them = Filters(countries=tuple(sorted(countries))).within(filters)
    named = _candidates(store, prepared, on_them, limit)
    others = _candidates(store, prepared.for_other_countries, filters, limit)
    metadata = store.metadata(list(others.scores))
    scores = {key: one for key, one in others.scores.items() if metadata[key].country not in countries}
    return [named, others._replace(scores=scores, other_country=True)]


def _candidates(store: Store, prepared: PreparedQuery, filters: Filters, limit: int) -> _Candidates:
    reading = prepared.understood.reading
    terms = None if prepared.mode is Mode.DENSE else reading.terms
    frequencies = store.frequencies(reading.words).values()
    found = store.candidates(terms, prepared.vector, filters, limit)
    if prepared.mode is Mode.LEXICAL and prepared.understood.certain:
        # These passages hold what the query asks for, if in another form than BM25 compares.
        keys = store.keys(filters)[:limit]
        others = {key: Scores(0.0) for key in keys if key not in found.scores}
        found = Candidates({**found.scores, **others}, found.complete and len(keys) < limit)
    return _Candidates(*found, highest_bm25(store.coverage().passages, frequencies))
