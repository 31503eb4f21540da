"""Phrases, which only the texts know, added to what Milvus finds by single words."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Collection, Mapping, Sequence

_AT_ONCE = 512


def with_phrases(
    by_words: Mapping[int, float],
    phrases: Mapping[int, float],
    limit: int,
    *,
    allowed: Callable[[Sequence[int]], Collection[int]],
    weights: Callable[[Sequence[int]], Mapping[int, float]],
) -> dict[int, float]:
    """Return passages with the scores of their words and phrases, the best ones among them.

    A passage that Milvus did not find among the best has at most the score of the last that it did find. So passages
    are gone through by what phrases add to them, and the rest is left as soon as it cannot be among the best.

    Args:
        by_words: The best passages by single words, `limit` of them where there are so many.
        phrases: What the phrases add to passages.
        limit: How many passages are wanted.
        allowed: Returns those of some passages that may be found.
        weights: Returns the scores of some passages by single words; those without any are left out.
    """
    scores = {key: score + phrases.get(key, 0.0) for key, score in by_words.items()}
    unseen = min(by_words.values(), default=0.0)
    left = sorted((key for key in phrases if key not in scores), key=lambda key: (-phrases[key], key))
    for start in range(0, len(left), _AT_ONCE):
        part = left[start : start + _AT_ONCE]
        best = heapq.nlargest(limit, scores.values())
        if len(best) == limit and phrases[part[0]] + unseen < best[-1]:
            break
        inside = allowed(part)
        found = [key for key in part if key in inside]
        words = weights(found)
        scores |= {key: words.get(key, 0.0) + phrases[key] for key in found}
    return scores
