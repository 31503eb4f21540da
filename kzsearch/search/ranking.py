"""Candidates of every signal to one ranking."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kzsearch import fusion
from kzsearch.search.understanding import Understood
from kzsearch.types import Filters, Mode, Scores, Store

if TYPE_CHECKING:
    from kzsearch.types import Vector

# How many passages each signal proposes before fusion, at least, and for each hit asked for.
_CANDIDATES = 200
_CANDIDATES_A_HIT = 4

MODE_WEIGHTS: Mapping[Mode, Mapping[str, float]] = {
    Mode.HYBRID: fusion.WEIGHTS,
    Mode.DENSE: fusion.DENSE_WEIGHTS,
    Mode.LEXICAL: fusion.LEXICAL_WEIGHTS,
    Mode.EXACT: {},
}


# Feedback reorders so many of the best; it says nothing of passages that nothing else proposes.
_REORDERED = 100


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate in its place.

    Attributes:
        key: The store's number of the passage.
        score: What it is ranked by.
        scores: The signals.
        adjustments: What the score gained or lost besides, by name: `year`, `country` and `section` for what
            the query names, `feedback` for its likeness to the best passages.
    """

    key: int
    score: float
    scores: Scores
    adjustments: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Ranking:
    """Every candidate, best first, ties by key.

    Attributes:
        items: The candidates.
        highest: The highest BM25 that the query allows.
        evidence: The highest score that the signals alone give a candidate, which says whether the corpus
            answers at all.
    """

    items: tuple[Ranked, ...]
    highest: float
    evidence: float


def _best_first(items: Iterable[Ranked]) -> list[Ranked]:
    return sorted(items, key=lambda item: (-item.score, item.key))


def rank(
    store: Store,
    passages: int,
    understood: Understood,
    vector: Vector | None,
    mode: Mode,
    filters: Filters,
    top_k: int,
) -> Ranking:
    """Rank what the filters allow.

    Args:
        store: The index.
        passages: How many passages it holds.
        understood: The query.
        vector: Its unit vector; None in the modes that need none.
        mode: Which signals count.
        filters: What may be found.
        top_k: How many hits will be shown.
    """
    limit = max(_CANDIDATES, top_k * _CANDIDATES_A_HIT)
    if mode is Mode.EXACT:
        found = store.exact(understood.query, filters, limit)
        return Ranking(tuple(Ranked(key, score, Scores(), {}) for key, score in found), 0.0, 0.0)
    highest = _highest(store, passages, understood)
    if vector is None:
        signals = {
            key: Scores(lexical=score) for key, score in store.lexical(understood.terms, filters, limit)
        }
    else:
        signals = _signals(store, understood.terms, vector, mode, filters, limit)
    gains = _preferences(store, understood, list(signals)) if mode is Mode.HYBRID else {}
    weights = MODE_WEIGHTS[mode]
    fused = {key: fusion.fuse(scores, highest, weights) for key, scores in signals.items()}
    ranked = _best_first(
        Ranked(key, fused[key] + sum(gains.get(key, {}).values()), scores, gains.get(key, {}))
        for key, scores in signals.items()
    )
    if vector is not None and mode is Mode.HYBRID and ranked:
        ranked = _with_feedback(store, vector, ranked, max(_REORDERED, 2 * top_k))
    return Ranking(tuple(ranked), highest, max(fused.values(), default=0.0))


def signal_evidence(
    store: Store, passages: int, understood: Understood, vector: Vector, modes: Iterable[Mode]
) -> dict[Mode, float]:
    """Return `Ranking.evidence` by mode, all from the signals of hybrid search, which proposes the most."""
    signals = _signals(store, understood.terms, vector, Mode.HYBRID, Filters(), _CANDIDATES).values()
    highest = _highest(store, passages, understood)
    return {
        mode: max((fusion.fuse(scores, highest, MODE_WEIGHTS[mode]) for scores in signals), default=0.0)
        for mode in modes
    }


def _with_feedback(store: Store, vector: Vector, ranked: Sequence[Ranked], reordered: int) -> list[Ranked]:
    """Reorder the best by what the very best have in common (pseudo-relevance feedback).

    The mean vector of the best passages, in part, is added to the query's. What a passage gains by that is
    counted against the passage that gains most, so that scores stay on their scale: feedback takes away,
    and a query that nothing answers does not look answered.
    """
    weights = MODE_WEIGHTS[Mode.HYBRID]
    considered = ranked[:reordered]
    keys = [item.key for item in considered]
    mean = store.vectors(keys[: fusion.FEEDBACK_PASSAGES]).mean(axis=0)
    added = (fusion.FEEDBACK_WEIGHT / max(float((mean @ mean) ** 0.5), 1e-9)) * mean
    dense = store.dense_of(added, keys)
    sentence = store.sentence_of(vector + added, keys)
    gains = {
        item.key: weights["dense"] * dense[item.key]
        + weights["sentence"] * (sentence[item.key][0] - (item.scores.sentence or 0.0))
        for item in considered
    }
    most = max(gains.values())
    least = min(gains.values()) - most
    adjusted = [
        Ranked(item.key, item.score + gain, item.scores, {**item.adjustments, "feedback": gain})
        for item, gain in (
            *((item, gains[item.key] - most) for item in considered),
            *((item, least) for item in ranked[reordered:]),
        )
    ]
    return _best_first(adjusted)


def _highest(store: Store, passages: int, understood: Understood) -> float:
    """Return the highest BM25 that the query's own words allow; what an expansion adds is a gift."""
    added = {name for names in understood.expansions.values() for name in names}
    terms = [term for term in understood.terms if term not in added]
    return fusion.highest_bm25(passages, store.frequencies(terms).values())


def _signals(
    store: Store, terms: Sequence[str], vector: Vector, mode: Mode, filters: Filters, limit: int
) -> dict[int, Scores]:
    """Return every signal of each passage that some signal proposes."""
    dense = dict(store.dense(vector, filters, limit))
    sentence = dict(store.sentence(vector, filters, limit))
    lexical = dict(store.lexical(terms, filters, limit)) if mode is Mode.HYBRID else {}
    keys = sorted({*dense, *sentence, *lexical})
    dense |= store.dense_of(vector, [key for key in keys if key not in dense])
    missing = [key for key in keys if key not in sentence]
    sentence |= {key: score for key, (score, _) in store.sentence_of(vector, missing).items()}
    if mode is not Mode.HYBRID:
        return {key: Scores(None, dense[key], sentence[key]) for key in keys}
    lexical |= store.lexical_of(terms, [key for key in keys if key not in lexical])
    return {key: Scores(lexical.get(key, 0.0), dense[key], sentence[key]) for key in keys}


def _preferences(store: Store, understood: Understood, keys: Sequence[int]) -> dict[int, dict[str, float]]:
    if not understood.prefers:
        return {}
    return {key: understood.fit(belongs) for key, belongs in store.belongs(keys).items()}
