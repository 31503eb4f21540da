"""Candidates of every signal to one ranking.

A passage's score depends on the query and the passage alone: not on filters, on how many hits are wanted, nor on
what else was found.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kzsearch import fusion
from kzsearch.index.bm25 import highest_bm25
from kzsearch.search.narrowing import named_filters, narrowed
from kzsearch.search.understanding import PREFERENCE, Understood
from kzsearch.types import Belongs, Filters, Mode, PassageKind, Scores, Store

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
class Asked:
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
    def elsewhere(self) -> Asked:
        """The query as passages on other countries than those that it names are compared with it."""
        reading = self.understood.with_countries
        if reading is None:
            return self
        return replace(self, understood=replace(self.understood, reading=reading), vector=self.with_countries)


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate in its place.

    Attributes:
        key: The store's number of the passage.
        score: What it is ranked by: 0 to 1; in exact mode, how often the words occur.
        scores: The signals.
        evidence: What the signals alone add up to, which says whether the passage answers at all.
        highest: The highest BM25 that a passage can have for this query.
        own: Whether the passage was compared with the query's own reading, not with the one for other countries.
        adjustments: What the score gained by what the query names, or lost because the passage is a list.
    """

    key: int
    score: float
    scores: Scores = field(default_factory=Scores)
    evidence: float = 0.0
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

    items: tuple[Ranked, ...]
    complete: bool


@dataclass(frozen=True, slots=True)
class _Found:
    """What the signals say of passages under one reading, and whether all passages were heard."""

    scores: Mapping[int, Scores]
    highest: float
    complete: bool
    own: bool = True


def best_first(items: Iterable[Ranked]) -> tuple[Ranked, ...]:
    """Return candidates in order: the highest score first, ties by key."""
    return tuple(sorted(items, key=lambda item: (-item.score, item.key)))


def rank(store: Store, passages: int, asked: Asked, filters: Filters, limit: int) -> Ranking:
    """Rank what the filters allow.

    Args:
        store: The index.
        passages: How many passages it holds.
        asked: The query.
        filters: What may be found.
        limit: How many passages each signal proposes.
    """
    understood = asked.understood
    if asked.mode is Mode.EXACT:
        exact = store.exact(understood.query, filters, limit)
        return Ranking(tuple(Ranked(*candidate) for candidate in exact), len(exact) < limit)
    if understood.names_only:
        allowed = narrowed(filters, named_filters(understood.named))
        keys = [] if allowed is None else store.first(allowed, limit)
        return Ranking(tuple(Ranked(key, 1.0, evidence=1.0) for key in keys), len(keys) < limit)
    found = _found_by_reading(store, passages, asked, filters, limit)
    keys = [key for one in found for key in one.scores]
    belongs = store.belongs(keys) if understood.prefers or store.held().lists else {}
    weights = MODE_WEIGHTS[asked.mode]
    items = [
        _ranked(key, scores, one, understood, belongs.get(key), weights)
        for one in found
        for key, scores in one.scores.items()
    ]
    return Ranking(best_first(items), all(one.complete for one in found))


def _ranked(
    key: int,
    scores: Scores,
    found: _Found,
    understood: Understood,
    belongs: Belongs | None,
    weights: Mapping[str, float],
) -> Ranked:
    evidence = fusion.fuse(scores, found.highest, weights)
    fits = understood.fit(belongs) if belongs else {}
    if belongs and belongs.kind is not PassageKind.TEXT:
        lost = {belongs.kind.value: (_LIST - 1) * evidence}
        return Ranked(key, _LIST * evidence, scores, _LIST * evidence, found.highest, found.own, lost)
    gains = {name: PREFERENCE * fit * (1 - evidence) for name, fit in fits.items()}
    return Ranked(key, evidence + sum(gains.values()), scores, evidence, found.highest, found.own, gains)


def _found_by_reading(
    store: Store, passages: int, asked: Asked, filters: Filters, limit: int
) -> list[_Found]:
    """Return what the signals say of passages, each under the reading that is for it.

    A country that the query names is no content where a report is on that country, and content elsewhere.
    """
    understood = asked.understood
    if understood.with_countries is None:
        return [_signals(store, passages, asked, filters, limit)]
    found = []
    own = narrowed(filters, Filters(countries=tuple(sorted(understood.named.countries))))
    if own is not None:
        found.append(_signals(store, passages, asked, own, limit))
    others = _signals(store, passages, asked.elsewhere, filters, limit)
    of = store.belongs(list(others.scores))
    scores = {
        key: scores
        for key, scores in others.scores.items()
        if of[key].country not in understood.named.countries
    }
    return [*found, _Found(scores, others.highest, others.complete, own=False)]


def _signals(store: Store, passages: int, asked: Asked, filters: Filters, limit: int) -> _Found:
    """Return every signal of each passage that some signal proposes."""
    reading, vector, mode = asked.understood.reading, asked.vector, asked.mode
    highest = highest_bm25(passages, store.frequencies(reading.own_terms).values())
    lexical = {} if mode is Mode.DENSE else dict(store.lexical(reading.terms, filters, limit))
    if vector is None:
        scores = {key: Scores(lexical=score) for key, score in lexical.items()}
        return _Found(scores, highest, len(lexical) < limit)
    dense = dict(store.dense(vector, filters, limit))
    complete = len(dense) < limit
    sentence = dict(store.sentence(vector, filters, limit))
    keys = sorted({*dense, *sentence, *lexical})
    dense |= store.dense_of(vector, _missing(keys, dense))
    nearest = store.sentence_of(vector, _missing(keys, sentence))
    sentence |= {key: score for key, (score, _) in nearest.items()}
    if mode is Mode.DENSE:
        return _Found({key: Scores(None, dense[key], sentence[key]) for key in keys}, highest, complete)
    lexical |= store.lexical_of(reading.terms, _missing(keys, lexical))
    return _Found(
        {key: Scores(lexical.get(key, 0.0), dense[key], sentence[key]) for key in keys}, highest, complete
    )


def _missing(keys: Sequence[int], known: Mapping[int, float]) -> list[int]:
    return [key for key in keys if key not in known]
