"""The characters of a PDF page to lines with their places.

A line is a run of characters on one baseline without a wide gap, so that it lies in one column. Footnote marks, which
are small and raised, are left out.
"""

from __future__ import annotations

import ctypes
import re
from statistics import median
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    import pypdfium2


class Line(NamedTuple):
    """A line of a page, with its edges in points from the page's lower left corner.

    Attributes:
        text: Its text.
        left: Its left edge.
        right: Its right edge.
        bottom: Its lower edge, near the baseline.
        top: Its upper edge.
        size: Size of its type.
        bold: Whether it is in bold type.
        page_height: Height of its page.
    """

    text: str
    left: float
    right: float
    bottom: float
    top: float
    size: float
    bold: bool
    page_height: float

    @property
    def width(self) -> float:
        """Distance of its left and right edges."""
        return self.right - self.left


def same_row(line: Line, other: Line) -> bool:
    """Whether two lines are side by side: their baselines are at most half their type apart."""
    return abs(line.bottom - other.bottom) <= ROW * min(line.size, other.size)


class _Char(NamedTuple):
    text: str
    left: float
    right: float
    bottom: float
    top: float
    number: int

    @property
    def size(self) -> float:
        """Height of its font's box."""
        return self.top - self.bottom


_BROKEN_HYPHEN: Final = 0x02  # PDFium's code for a hyphen at a line's end
_BOLD_WEIGHT: Final = 600
_GAP: Final = 1.8  # times the size of type: wider than any space in justified text
_MARK_SIZE: Final = 0.8  # of the line's type; footnote marks seen have 0.58 to 0.7
_MARK_RISE: Final = 0.12  # times the line's type, above its baseline
_MARK: Final = re.compile(r"[\d,*†‡§¶\[\]()ivx\s]+")
ROW: Final = 0.5  # times the size of type
_HIGHEST: Final = 0x10FFFF
_SURROGATES: Final = range(0xD800, 0xE000)
_SECOND_HALVES: Final = 0xDC00


def lines_of(page: pypdfium2.PdfPage) -> list[Line]:
    """Return the lines of a page in the order of the file."""
    height = float(page.get_height())
    textpage = page.get_textpage()
    try:
        characters = _characters(textpage)
        runs = (run for run in _runs(characters) if any(character.text.strip() for character in run))
        return _without_lone_marks([_line(run, textpage, height) for run in runs])
    finally:
        textpage.close()


def _characters(textpage: pypdfium2.PdfTextPage) -> list[_Char]:
    from pypdfium2 import raw

    box = raw.FS_RECTF()
    found = []
    high = 0
    for index in range(textpage.count_chars()):
        code = raw.FPDFText_GetUnicode(textpage, index)
        if code in _SURROGATES:  # UTF-16 halves come one after the other
            if code < _SECOND_HALVES:
                high = code
                continue
            code = 0x10000 + ((high - 0xD800) << 10) + (code - _SECOND_HALVES) if high else 0
        high = 0
        if not 0 < code <= _HIGHEST or code in _SURROGATES:
            continue
        text = "-" if code == _BROKEN_HYPHEN else chr(code)
        raw.FPDFText_GetLooseCharBox(textpage, index, box)
        found.append(_Char(text, box.left, box.right, box.bottom, box.top, index))
    return found


def _runs(characters: list[_Char]) -> list[list[_Char]]:
    """Divide characters at line ends, at wide gaps, and where the file jumps to another place."""
    runs: list[list[_Char]] = [[]]
    last: _Char | None = None
    for character in characters:
        if character.text in "\r\n":
            last = None
            runs.append([])
            continue
        if character.text.isspace():
            if runs[-1]:
                runs[-1].append(character)
            continue
        if last is not None and _jumps(last, character):
            runs.append([])
        runs[-1].append(character)
        last = character
    return [run for run in runs if run]


def _jumps(before: _Char, character: _Char) -> bool:
    size = max(before.size, character.size, 1.0)
    return (
        character.left - before.right > _GAP * size
        or character.right < before.left - _GAP * size
        or character.top < before.bottom
        or character.bottom > before.top
    )


def _line(run: list[_Char], textpage: pypdfium2.PdfTextPage, height: float) -> Line:
    inked = [character for character in run if character.text.strip()]
    size = median(character.size for character in inked)
    baseline = median(character.bottom for character in inked)
    kept = [character for character in run if not _is_mark(character, size, baseline)]
    if not any(character.text.strip() for character in kept):
        kept = run
    places = {inked[0].number, inked[len(inked) // 2].number, inked[-1].number}
    return Line(
        text=" ".join("".join(character.text for character in kept).split()),
        left=min(character.left for character in inked),
        right=max(character.right for character in inked),
        bottom=baseline,
        top=max(character.top for character in inked),
        size=size,
        bold=all(_is_bold(textpage, place) for place in places),
        page_height=height,
    )


def _is_mark(character: _Char, size: float, baseline: float) -> bool:
    """Whether a character is a footnote mark: small, raised, and a digit or sign."""
    return (
        0 < character.size < _MARK_SIZE * size
        and character.bottom > baseline + _MARK_RISE * size
        and _MARK.fullmatch(character.text) is not None
    )


def _without_lone_marks(lines: list[Line]) -> list[Line]:
    """Return lines without footnote marks that are lines of their own in the file."""
    return [
        line
        for line in lines
        if not (
            _MARK.fullmatch(line.text)
            and any(
                other.size * _MARK_SIZE > line.size
                and other.bottom < line.bottom
                and line.top < other.top + line.size
                and line.bottom < other.top
                and other.left - other.size < line.left < other.right + other.size
                for other in lines
            )
        )
    ]


def _is_bold(textpage: pypdfium2.PdfTextPage, index: int) -> bool:
    from pypdfium2 import raw

    if int(raw.FPDFText_GetFontWeight(textpage, index)) >= _BOLD_WEIGHT:
        return True
    flags = ctypes.c_int()
    length = int(raw.FPDFText_GetFontInfo(textpage, index, None, 0, flags))
    if not 0 < length < 1000:  # noqa: PLR2004  a name, not rubbish
        return False
    name = ctypes.create_string_buffer(length)
    raw.FPDFText_GetFontInfo(textpage, index, name, length, flags)
    return re.search(rb"bold|black|heavy", name.value, re.IGNORECASE) is not None
