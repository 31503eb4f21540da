"""Phrases added to the best passages by words give the best passages of all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from kzsearch.index.milvus import phrases as phrases_module
from kzsearch.index.milvus.phrases import with_phrases

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_SCORES = st.dictionaries(st.integers(0, 30), st.integers(1, 9).map(float))


def _best(scores: Mapping[int, float], limit: int) -> dict[int, float]:
    return dict(sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))[:limit])


@given(_SCORES, _SCORES, st.sets(st.integers(0, 30)), st.integers(1, 8), st.integers(1, 4))
def test_the_best_are_those_of_adding_everything_up(
    words: dict[int, float], phrases: dict[int, float], forbidden: set[int], limit: int, at_once: int
) -> None:
    phrases_module._AT_ONCE, before = at_once, phrases_module._AT_ONCE
    try:
        found = with_phrases(
            _best({key: score for key, score in words.items() if key not in forbidden}, limit),
            phrases,
            limit,
            allowed=lambda keys: set(keys) - forbidden,
            weights=lambda keys: {key: words[key] for key in keys if key in words},
        )
    finally:
        phrases_module._AT_ONCE = before
    everything = {
        key: words.get(key, 0.0) + phrases.get(key, 0.0)
        for key in words.keys() | phrases.keys()
        if key not in forbidden
    }
    mine, all_of_them = _best(found, limit), _best(everything, limit)
    assert list(mine.values()) == list(all_of_them.values())
    # A passage that only words hold may be left out where as good a one was found.
    assert all(everything[key] == score for key, score in mine.items())


def test_passages_that_cannot_be_among_the_best_are_not_asked_for() -> None:
    asked: list[Sequence[int]] = []

    def weights(keys: Sequence[int]) -> dict[int, float]:
        asked.append(keys)
        return {}

    words = {1: 9.0, 2: 8.0, 3: 1.0}  # what Milvus did not find scores 1 at most, and 1.5 with the phrase
    found = with_phrases(words, dict.fromkeys(range(10, 4_000), 0.5), 2, allowed=list, weights=weights)
    assert found == words
    assert asked == []
