"""Text fitted into lines: whole where it fits, else a window of its own words with an ellipsis at each cut."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from kzsearch.render.clipping import ELLIPSIS, broken, fitted, shortened
from kzsearch.render.styles import Style, Styled
from kzsearch.types import Span
from tests.render_records import READABLE, squeezed

LINE = READABLE.map(lambda text: text.replace("\n", " "))


def plain(lines: list[list[tuple[str, Style]]]) -> list[str]:
    return ["".join(text for text, _ in line) for line in lines]


@given(LINE, st.integers(2, 60), st.integers(1, 60))
def test_broken_lines_fit_and_lose_no_word(text: str, room: int, first: int) -> None:
    lines = [text[slice(*span)] for span in broken(text, room, first=max(2, first))]
    assert [line for line in lines[1:] if cell_len(line) > room] == []
    assert squeezed("".join(lines)) == squeezed(text)


@given(LINE, st.integers(12, 60), st.integers(1, 4), st.data())
def test_what_is_fitted_fits_and_says_where_it_is_cut(
    text: str, room: int, rows: int, data: st.DataObject
) -> None:
    points = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=6)))
    marks = [(Span(a, b), Style.MATCH) for a, b in zip(points[::2], points[1::2], strict=False) if a < b]
    lines, whole = fitted(Styled(text, marks), room, rows)
    shown = plain(lines)
    assert len(shown) <= rows
    assert max(map(cell_len, shown), default=0) <= room
    if whole:
        assert squeezed("".join(shown)) == squeezed(text)
    else:
        assert ELLIPSIS in (shown[0][:1], shown[-1][-1:])
        inner = squeezed("".join(shown)).strip(ELLIPSIS)
        assert inner in squeezed(text)


@given(LINE, st.integers(5, 60), st.integers(1, 4))
def test_what_is_shortened_keeps_both_ends(text: str, room: int, rows: int) -> None:
    shown = plain(shortened(Styled(text), room, rows))
    assert len(shown) <= rows
    assert max(map(cell_len, shown), default=0) <= room
    before, mark, after = squeezed("".join(shown)).partition(ELLIPSIS)
    assert squeezed(text).startswith(before)
    assert squeezed(text).endswith(after) if mark else before == squeezed(text)


def test_the_window_holds_the_marked_words() -> None:
    text = "one two three four, " * 20 + "shelters for victims; " + "five six seven eight " * 20
    start = text.index("shelters")
    marks = [(Span(start, start + 8), Style.MATCH), (Span(start + 13, start + 20), Style.MATCH)]
    lines, whole = fitted(Styled(text, marks), 40, 2)
    shown = " ".join(plain(lines))
    assert not whole
    assert "shelters for victims;" in shown
    assert (shown[:2], shown[-2:]) == ("… ", " …")
    assert ("shelters", Style.MATCH) in [piece for line in lines for piece in line]


def test_a_window_at_an_end_of_the_text_is_cut_at_the_other_only() -> None:
    text = "shelter " + "word " * 50
    assert plain(fitted(Styled(text, [(Span(0, 7), Style.MATCH)]), 20, 2)[0])[0].startswith("shelter word")
    text = "word " * 50 + "shelter"
    mark = Span(len(text) - 7, len(text))
    assert plain(fitted(Styled(text, [(mark, Style.MATCH)]), 20, 2)[0])[-1].endswith("shelter")


def test_no_width_cuts_nothing() -> None:
    text = "word " * 500
    assert plain(fitted(Styled(text), None, None)[0]) == [text.rstrip()]
    assert plain(shortened(Styled(text), None, None)) == [text.rstrip()]
