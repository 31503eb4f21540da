"""Words of a quote beside the words of a report."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzsearch.analysis.locate.alignment import Pair, align, alignments, exact_starts

REPORT = "the government identified 24 victims compared with 20 in 2021 and the courts convicted six".split()


def _places(words: list[str]) -> dict[str, list[int]]:
    return {word: [place for place, other in enumerate(words) if other == word] for word in words}


@pytest.mark.parametrize(
    ("quote", "pairs"),
    [
        ("identified 24 victims", [(0, 2), (1, 3), (2, 4)]),
        ("identified 25 victims", [(0, 2), (1, 3), (2, 4)]),
        ("25 victims compared", [(0, 3), (1, 4), (2, 5)]),
        ("courts convicted seven", [(0, 12), (1, 13), (2, 14)]),
        ("identified victims compared", [(0, 2), (None, 3), (1, 4), (2, 5)]),
        ("identified 24 foreign victims", [(0, 2), (1, 3), (2, None), (3, 4)]),
    ],
)
def test_alignments(quote: str, pairs: list[tuple[int | None, int | None]]) -> None:
    found = alignments(quote.split(), REPORT, _places(REPORT))
    assert found[0] == [Pair(*pair) for pair in pairs]


def test_exact_places_are_all_found_and_do_not_overlap() -> None:
    words = "a a a b a a".split()
    assert exact_starts(["a", "a"], words, _places(words)) == [0, 4]
    assert exact_starts(["a", "b"], words, _places(words)) == [2]
    assert exact_starts(["b", "b"], words, _places(words)) == []


@given(
    quoted=st.lists(st.sampled_from("abc"), min_size=1, max_size=12),
    printed=st.lists(st.sampled_from("abc"), max_size=30),
    diagonal=st.integers(-40, 40),
)
def test_every_word_of_the_quote_has_one_pair(quoted: list[str], printed: list[str], diagonal: int) -> None:
    _, pairs = align(quoted, printed, diagonal)
    if pairs:
        assert [pair.quoted for pair in pairs if pair.quoted is not None] == list(range(len(quoted)))
        held = [pair.printed for pair in pairs if pair.printed is not None]
        assert held == list(range(held[0], held[-1] + 1)) if held else True
