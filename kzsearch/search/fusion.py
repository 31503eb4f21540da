"""The fusion of signals to one score: pure functions of numbers.

The constants were chosen on the development topics and two public collections together;
`docs/evaluation.md` shows how little the measures move when each is changed by a fifth.
"""

from __future__ import annotations

from collections.abc import Mapping

from kzsearch.types import Contribution, Scores

WEIGHTS: Mapping[str, float] = {"lexical": 0.38, "dense": 0.31, "sentence": 0.31}
"""What each signal is worth in hybrid search; they add up to 1."""

DENSE_WEIGHTS: Mapping[str, float] = {"dense": 0.5, "sentence": 0.5}
"""The same where words do not count."""

LEXICAL_WEIGHTS: Mapping[str, float] = {"lexical": 1.0}
"""The same where only words count."""


def scale_bm25(bm25: float, highest: float) -> float:
    """Scale BM25 to 0..1: the share of the highest BM25 that the query's words allow.

    Unlike scaling to the best hit, this gives a query without an answer low scores: a word that the corpus lacks
    raises the highest BM25.
    """
    return min(1.0, max(0.0, bm25) / highest) if highest > 0 else 0.0


def scale_cosine(cosine: float) -> float:
    """Scale a cosine to 0..1: opposite meanings count as unrelated ones do."""
    return min(1.0, max(0.0, cosine))


def contributions(
    scores: Scores, highest: float, weights: Mapping[str, float] = WEIGHTS
) -> tuple[Contribution, ...]:
    """Return what each signal that was measured adds to a passage's score.

    Args:
        scores: The signals.
        highest: The highest BM25 that the query allows.
        weights: What each signal is worth.
    """
    found = []
    if scores.lexical is not None and "lexical" in weights:
        scaled = scale_bm25(scores.lexical, highest)
        found.append(Contribution("lexical", scores.lexical, scaled, weights["lexical"]))
    for signal, cosine in (("dense", scores.dense), ("sentence", scores.sentence)):
        if cosine is not None and signal in weights:
            found.append(Contribution(signal, cosine, scale_cosine(cosine), weights[signal]))
    return tuple(found)


def fuse(scores: Scores, highest: float, weights: Mapping[str, float] = WEIGHTS) -> float:
    """Return the weighted sum of the scaled signals, 0..1."""
    lexical, dense, sentence = scores
    score = 0.0
    if lexical is not None:
        score += scale_bm25(lexical, highest) * weights.get("lexical", 0.0)
    if dense is not None:
        score += scale_cosine(dense) * weights.get("dense", 0.0)
    if sentence is not None:
        score += scale_cosine(sentence) * weights.get("sentence", 0.0)
    return score
