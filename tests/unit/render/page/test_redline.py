"""Changed words on a page: both sides in one text, or each side by itself."""

from __future__ import annotations

from kzsearch.render.page.redline import one_side, redline
from kzsearch.types.comparison import Mark, Piece

WORDS = (
    Piece(Mark.SAME, "Courts convicted"),
    Piece(Mark.REMOVED, "12", figure=True),
    Piece(Mark.ADDED, "<45>", figure=True),
    Piece(Mark.SAME, "men"),
)


def test_both_sides_in_one_text() -> None:
    assert redline(WORDS).source == (
        "Courts convicted <del><strong>12</strong></del> <ins><strong>&lt;45&gt;</strong></ins> men"
    )


def test_each_side_has_its_own_words_alone() -> None:
    assert one_side(WORDS, Mark.REMOVED).source == "Courts convicted <del><strong>12</strong></del> men"
    assert one_side(WORDS, Mark.ADDED).source == "Courts convicted <ins><strong>&lt;45&gt;</strong></ins> men"
