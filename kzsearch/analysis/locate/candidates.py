"""Which passages of an index may hold a quote: few of many, found by its phrases and its rare words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from kzsearch.analysis.locate.words import Word
from kzsearch.search.query import terms
from kzsearch.types import Filters, Store

_PHRASE = 5  # words of a phrase that is looked for word for word
_PHRASES = 12
_HOLDING_A_PHRASE = 40  # passages of each phrase
_BY_WORDS = 30  # passages of each part of the quote
_PART = 40  # words that are looked for together
_PARTS = 8
_TRIED = 48  # passages at most
_EXACT = 1_000


def holding_exactly(store: Store, quote: str, filters: Filters) -> list[int]:
    """Return the keys of passages in which the quote begins, word for word but for case and quotation marks."""
    return [candidate.key for candidate in store.exact(quote, filters, _EXACT)]


def likely(store: Store, quote: str, words: Sequence[Word], filters: Filters) -> list[int]:
    """Return the keys of the passages that most likely hold a quote with differences, the likeliest first."""
    votes: Counter[int] = Counter()
    for first in _spread(len(words) - _PHRASE + 1, _PHRASES, _PHRASE):
        phrase = quote[words[first].start : words[min(first + _PHRASE, len(words)) - 1].end]
        for candidate in store.exact(phrase, filters, _HOLDING_A_PHRASE):
            votes[candidate.key] += 1
    for first in _spread(len(words), _PARTS, _PART):
        part = quote[words[first].start : words[min(first + _PART, len(words)) - 1].end]
        found = store.candidates(terms(part), None, filters, _BY_WORDS).scores
        best = max((scores.lexical or 0.0 for scores in found.values()), default=0.0)
        for key, scores in found.items():
            if best and scores.lexical:
                votes[key] += scores.lexical / best  # type: ignore[assignment]  # shares of a vote
    return sorted(votes, key=lambda key: (-votes[key], key))[:_TRIED]


def _spread(count: int, most: int, step: int) -> list[int]:
    """Return numbers from 0, a step apart or, where that would be too many, evenly spread."""
    if count <= 0:
        return [0]
    step = max(step, -(-count // most))
    return list(range(0, count, step))
