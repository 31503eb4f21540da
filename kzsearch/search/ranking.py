"""Candidates of every signal to one ranking.

A passage's score depends on the query and the passage alone: not on filters, on how many hits are wanted, nor on
what else was found.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from kzsearch.index.read.bm25 import highest_bm25
from kzsearch.search import fusion
from kzsearch.search.understanding import PREFERENCE, Understood
from kzsearch.types import Filters, Mode, PassageKind, PassageMetadata, Scores, Store

if TYPE_CHECKING:
    from kzsearch.types import Vector

# What a list of references, contents or acronyms keeps of its score: it names many things and answers none.
_LIST = 0.4

MODE_WEIGHTS: Mapping[Mode, Mapping[str, float]] = {
    Mode.HYBRID: fusion.WEIGHTS,
    Mode.DENSE: fusion.DENSE_WEIGHTS,
    Mode.LEXICAL: fusion.LEXICAL_WEIGHTS,
    Mode.EXACT: {},
}


@dataclass(frozen=True, slots=True)
class PreparedQuery:
    """A query as one mode asks it.

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
    def elsewhere(self) -> PreparedQuery:
        """The query as passages on other countries than those that it names are compared with it."""
        reading = self.understood.with_countries
        if reading is None:
            return self
        return replace(self, understood=replace(self.understood, reading=reading), vector=self.with_countries)


@dataclass(frozen=True, slots=True)
class RankedPassage:
    """A passage in its place.

    Attributes:
        key: The store's number of the passage.
        score: What it is ranked by: 0 to 1; in exact mode, how often the words occur.
        scores: The signals.
        relevance: What says whether the passage answers at all: the sum of the signals, and what the query names
            that only such reports have.
        highest: The highest BM25 that a passage can have for this query.
        own: Whether the passage was compared with the query's own reading, not with the one for other countries.
        adjustments: What the score gained by what the query names, or lost because the passage is a list.
    """

    key: int
    score: float
    scores: Scores = field(default_factory=Scores)
    relevance: float = 0.0
    highest: float = 0.0
    own: bool = True
    adjustments: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ranking:
    """Candidates, best first, ties by key.

    Attributes:
        items: The candidates.
        complete: Whether nothing that the filters allow was left out.
    """

    items: tuple[RankedPassage, ...]
    complete: bool


class _Candidates(NamedTuple):
    """Candidates under one reading of the query, and the highest BM25 that a passage can have for it."""

    scores: Mapping[int, Scores]
    complete: bool
    highest: float
    own: bool = True


def best_first(items: Iterable[RankedPassage]) -> tuple[RankedPassage, ...]:
    """Return candidates in order: the highest score first, ties by key."""
    return tuple(sorted(items, key=lambda item: (-item.score, item.key)))


def rank(store: Store, prepared: PreparedQuery, filters: Filters, limit: int) -> Ranking:
    """Rank what the filters allow.

    Args:
        store: The index.
        prepared: The query.
        filters: What may be found.
        limit: How many passages each signal proposes.
    """
    understood = prepared.understood
    if prepared.mode is Mode.EXACT:
        exact = store.exact(understood.query, filters, limit)
        return Ranking(tuple(RankedPassage(*candidate) for candidate in exact), len(exact) < limit)
    if understood.names_only:
        keys = store.keys(understood.named.filters.within(filters), limit)
        return Ranking(tuple(RankedPassage(key, 1.0, relevance=1.0) for key in keys), len(keys) < limit)
    found = _candidates_by_reading(store, prepared, filters, limit)
    keys = [key for one in found for key in one.scores]
    metadata = store.metadata(keys) if understood.prefers or store.coverage().lists else {}
    weights = MODE_WEIGHTS[prepared.mode]
    items = [
        _ranked(key, scores, one, understood, metadata.get(key), weights)
        for one in found
        for key, scores in one.scores.items()
    ]
    return Ranking(best_first(items), all(one.complete for one in found))


def _ranked(
    key: int,
    scores: Scores,
    found: _Candidates,
    understood: Understood,
    metadata: PassageMetadata | None,
    weights: Mapping[str, float],
) -> RankedPassage:
    signals = fusion.fuse(scores, found.highest, weights)
    if metadata and metadata.kind is not PassageKind.TEXT:
        lost = {metadata.kind.value: (_LIST - 1) * signals}
        kept = _LIST * signals
        return RankedPassage(key, kept, scores, kept, found.highest, found.own, lost)
    fits = understood.fit(metadata) if metadata else {}
    gains = {name: PREFERENCE * fit * (1 - signals) for name, fit in fits.items()}
    relevance = signals + sum(gain for name, gain in gains.items() if name in understood.vouched)
    return RankedPassage(
        key, signals + sum(gains.values()), scores, relevance, found.highest, found.own, gains
    )


def _candidates_by_reading(
    store: Store, prepared: PreparedQuery, filters: Filters, limit: int
) -> list[_Candidates]:
    """Return the candidates, each under the reading that is for it.

    A country that the query names is no content where a report is on that country, and content elsewhere.
    """
    understood = prepared.understood
    if understood.with_countries is None:
        return [_candidates(store, prepared, filters, limit)]
    countries = understood.named.countries
    on_them = Filters(countries=tuple(sorted(countries))).within(filters)
    own = _candidates(store, prepared, on_them, limit)
    others = _candidates(store, prepared.elsewhere, filters, limit)
    metadata = store.metadata(list(others.scores))
    scores = {key: one for key, one in others.scores.items() if metadata[key].country not in countries}
    return [own, others._replace(scores=scores, own=False)]


def _candidates(store: Store, prepared: PreparedQuery, filters: Filters, limit: int) -> _Candidates:
    reading = prepared.understood.reading
    terms = None if prepared.mode is Mode.DENSE else reading.terms
    frequencies = store.frequencies(reading.own_terms).values()
    found = store.candidates(terms, prepared.vector, filters, limit)
    return _Candidates(*found, highest_bm25(store.coverage().passages, frequencies))
