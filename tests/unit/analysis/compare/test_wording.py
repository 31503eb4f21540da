"""What became of a wording."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzsearch.analysis.compare.wording import change, figures_changed, pieces
from kzsearch.types.comparison import Change, Mark

WORDS = st.lists(st.sampled_from("the police, found 12 victims. “Six” men and".split()), max_size=12).map(
    " ".join
)


@pytest.mark.parametrize(
    ("earlier", "later", "became"),
    [
        ("Police found 12 victims.", "Police found 12 victims", Change.CARRIED),
        ("He said “no.”", 'He said "no."', Change.CARRIED),
        ("Police found 12 victims.", "Police found 13 victims.", Change.FIGURES),
        ("Police found one victim in 2016.", "Police found six victims in 2022.", Change.FIGURES),
        (
            "Police opened 12 cases, compared to 9.",
            "Police opened 14 cases, compared with 12.",
            Change.FIGURES,
        ),
        ("Police spoke to 12 victims.", "Police spoke with 12 victims.", Change.REWORDED),
        ("Police found 12 victims.", "Police did not find 13 victims.", Change.REWORDED),
        ("Police found 12 victims.", "Police identified 12 victims.", Change.REWORDED),
        ("Police found 12 victims.", "Police did not find 12 victims.", Change.REWORDED),
    ],
)
def test_kinds(earlier: str, later: str, became: Change) -> None:
    assert change(earlier, later) is became


def test_figures_changed_needs_figures_on_both_sides() -> None:
    assert figures_changed("12 victims", "13 victims")
    assert not figures_changed("12 victims", "many victims")
    assert not figures_changed("12 victims, 3 men", "3 men among 12 victims")
    assert not figures_changed("a million migrants", "migrants since 2014")
    assert not figures_changed(
        "Articles 128, 135, and 134(2b) forbid it", "Article 128 (“trafficking”) forbids it"
    )
    assert figures_changed("the plan for 2015-2017", "its 2021-2023 plan")
    assert figures_changed("12 victims in 2016", "13 victims in 2022")


def test_the_words_that_changed_are_marked_and_figures_among_them() -> None:
    found = pieces("Police found 12 victims in Almaty.", "Police identified 13 victims.")
    assert [(piece.mark, piece.text, piece.figure) for piece in found] == [
        (Mark.SAME, "Police", False),
        (Mark.REMOVED, "found 12", True),
        (Mark.ADDED, "identified 13", True),
        (Mark.SAME, "victims.", False),
        (Mark.REMOVED, "in Almaty.", False),
    ]


@given(WORDS, WORDS)
def test_the_pieces_hold_both_texts(earlier: str, later: str) -> None:
    found = pieces(earlier, later)
    after = [word for piece in found if piece.mark is not Mark.REMOVED for word in piece.text.split()]
    assert after == later.split()
    removed = sum(len(piece.text.split()) for piece in found if piece.mark is Mark.REMOVED)
    same = sum(len(piece.text.split()) for piece in found if piece.mark is Mark.SAME)
    assert removed + same == len(earlier.split())
