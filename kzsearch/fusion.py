"""Ranking arithmetic: signals to one score. Pure functions of numbers."""

from __future__ import annotations

from collections.abc import Mapping

from kzsearch.types import Contribution, Scores

# BM25 at which a passage counts as half of the best that words alone can say.
_HALF_BM25 = 6.0

WEIGHTS: Mapping[str, float] = {"lexical": 0.4, "dense": 0.3, "sentence": 0.3}
"""What each signal is worth in hybrid search; they add up to 1."""

DENSE_WEIGHTS: Mapping[str, float] = {"dense": 0.5, "sentence": 0.5}
"""The same where words do not count."""


def saturate(bm25: float) -> float:
    """Scale BM25 to 0..1, independent of what else was found.

    BM25 has no upper bound and grows with the number of query terms; x / (x + h) is the saturation that BM25
    itself applies to term frequency (Robertson & Zaragoza 2009, section 3.3).
    """
    return bm25 / (bm25 + _HALF_BM25) if bm25 > 0 else 0.0


def contributions(scores: Scores, weights: Mapping[str, float] = WEIGHTS) -> tuple[Contribution, ...]:
    """Return what each signal that was measured adds to a passage's score."""
    found = []
    if scores.lexical is not None:
        found.append(Contribution("lexical", scores.lexical, saturate(scores.lexical), weights["lexical"]))
    for signal, cosine in (("dense", scores.dense), ("sentence", scores.sentence)):
        if cosine is not None:
            found.append(Contribution(signal, cosine, min(1.0, max(0.0, cosine)), weights[signal]))
    return tuple(found)


def fuse(scores: Scores, weights: Mapping[str, float] = WEIGHTS) -> float:
    """Return the weighted sum of the scaled signals, 0..1."""
    return sum(part.amount for part in contributions(scores, weights))
