"""Lines of a PDF in reading order to paragraphs, joined across lines, columns and pages."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Final, NamedTuple

from kzsearch.domain.headings import is_capitals, parse_heading, parse_run_in
from kzsearch.domain.list_markers import BULLET, NUMBER
from kzsearch.domain.tiers import parse_tier_line, parse_tier_lines
from kzsearch.reading.files.pdf.lines import ROW, same_row
from kzsearch.reading.files.text.assembled import Piece, squeezed
from kzsearch.reading.files.text.line_hyphens import Words, joined
from kzsearch.text import ends_sentence
from kzsearch.types import BlockKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kzsearch.reading.files.pdf.lines import Line

_WIDE_GAP: Final = 1.35  # times the usual distance of two lines of a paragraph
_PARAGRAPH_GAP: Final = 1.2  # the same after the end of a sentence
_SHORT: Final = 0.85  # of the column's width: a shorter line is not full
_INDENT: Final = 0.6  # times the size of type
_LARGER: Final = 1.12  # times the usual size of type: a heading
_SMALLER: Final = 0.9  # times the usual size: a note at the foot of a page
_MOSTLY: Final = 0.6  # of a page's lines
_ROW_GAP: Final = 1.1  # times the distance of a cell's lines
_ENOUGH_LINES: Final = 3  # of a paragraph, to measure its width
_LONG_LINE: Final = 40  # characters
_LETTERS: Final = 0.75
_LONGEST_HEADING: Final = 120  # characters
_EDGE: Final = 0.2  # share of a column's lines that may begin to the left of its edge, or end to the right


class _Column(NamedTuple):
    """The edges of a line's column."""

    left: float
    right: float


class _Type(NamedTuple):
    """The usual type in a file: its size, and the distance of two lines of a paragraph."""

    size: float
    leading: float


class _Paragraph:
    """A paragraph to which lines are added."""

    def __init__(self, kind: BlockKind, *, note: bool) -> None:
        self.kind = kind
        self.note = note
        self.text = ""
        self.pages: list[int] = []
        self.starts: list[int] = []
        self.last: Line  # set by the first line
        self.column = _Column(0, 0)
        self.second_cell: float | None = None
        self._lines = 0
        self._right = 0.0

    def add(self, line: Line, column: _Column, words: Words, new_pages: int) -> None:
        """Join a line to the text; `new_pages` is the number of pages that begin with it."""
        self.text, at = joined(self.text, squeezed(line.text), words)
        self.pages += [at] * new_pages
        self.starts.append(at)
        self.last, self.column = line, column
        self._lines += 1
        self._right = max(self._right, line.right)

    @property
    def ends_full(self) -> bool:
        """Whether its last line reaches the right edge of the column, or of its own lines beside a picture."""
        right = min(self.column.right, self._right) if self._lines >= _ENOUGH_LINES else self.column.right
        return self.last.right >= self.column.left + _SHORT * (right - self.column.left)


def pieces_of(pages: Sequence[Sequence[Line]]) -> list[Piece]:
    """Return the paragraphs, headings and items of a PDF.

    Args:
        pages: The lines of each page in reading order.
    """
    words = Words(line.text for page in pages for line in page)
    usual = _usual(pages)
    paragraphs: list[_Paragraph] = []
    new_pages = 0
    for page in pages:
        new_pages += 1
        notes = _notes(page, usual)
        cells = _second_cells(page)
        tight = _tightest(page)
        for line, column in zip(page, _columns(page), strict=True):
            note = line in notes
            before = next((known for known in reversed(paragraphs) if known.note == note), None)
            kind = _kind(line, usual, before, note=note)
            second = cells.get(line)
            if (
                before is None
                or not _continues(before, line, kind, column, usual)
                or _leaves_row(before, line, second, tight)
            ):
                before = _Paragraph(kind, note=note)
                paragraphs.append(before)
            elif new_pages and before is not paragraphs[-1]:
                # The paragraph continues below the notes of the page before; they are put above it, on their page.
                paragraphs.remove(before)
                paragraphs.append(before)
            before.add(line, column, words, new_pages)
            if second is not None:
                before.second_cell = second
            new_pages = 0
    return [piece for paragraph in paragraphs for piece in _pieces(paragraph)]


def _pieces(paragraph: _Paragraph) -> list[Piece]:
    """Return a paragraph as one piece, or as two where a tier line follows a heading in the same type."""
    text, pages = paragraph.text, paragraph.pages
    if paragraph.kind is BlockKind.HEADING and parse_tier_line(text) is None:
        for at in paragraph.starts[1:]:
            if parse_tier_line(text[at:]):
                above = Piece(paragraph.kind, text[:at].rstrip(), tuple(page for page in pages if page < at))
                below = tuple(page - at for page in pages if page >= at)
                return [above, Piece(paragraph.kind, text[at:], below)]
    return [Piece(paragraph.kind, text, tuple(pages))]


def _usual(pages: Sequence[Sequence[Line]]) -> _Type:
    sizes: Counter[float] = Counter()
    drops: defaultdict[int, list[float]] = defaultdict(list)
    for page in pages:
        for line in page:
            sizes[round(line.size, 1)] += len(line.text)
        for before, line in pairwise(page):
            drop = before.bottom - line.bottom
            if 0 < drop < 3 * line.size and abs(before.left - line.left) < line.size:
                drops[round(drop)].append(drop)
    size = max(sizes, key=lambda size: (sizes[size], size), default=10.0)
    commonest = max(drops, key=lambda drop: (len(drops[drop]), -drop), default=0)
    return _Type(size, median(drops[commonest]) if commonest else size * 1.2)


def _columns(page: Sequence[Line]) -> list[_Column]:
    """Return the column of each line, by the lines above and below it."""
    found = []
    for line in page:
        same = [
            other
            for other in page
            if min(line.right, other.right) - max(line.left, other.left) > 0.5 * min(line.width, other.width)
        ]
        lefts = sorted(other.left for other in same)
        rights = sorted(other.right for other in same)
        edge = int(len(same) * _EDGE)
        found.append(_Column(lefts[edge], rights[-1 - edge]))
    return found


def _notes(page: Sequence[Line], usual: _Type) -> set[Line]:
    """Return the lines in small type at the end of a page."""
    body = [line.bottom for line in page if line.size >= _SMALLER * usual.size]
    floor = min(body, default=0.0)
    notes = {line for line in page if line.size < _SMALLER * usual.size and line.bottom < floor}
    # A page of references is in small type itself.
    return notes if len(notes) < _MOSTLY * len(page) else set()


def _second_cells(page: Sequence[Line]) -> dict[Line, float]:
    """Return the left edge of the second cell for each line that is the first cell of a table's row."""
    rows = {}
    last = None
    for before, line in pairwise(page):
        same = same_row(before, line) and line.left > before.right
        if same and before is not last:
            rows[before] = line.left
        last = line if same else None
    return rows


def _tightest(page: Sequence[Line]) -> float:
    """Return the smallest distance of two lines of a page with the same left edge."""
    drops = [
        before.bottom - line.bottom
        for before, line in pairwise(sorted(page, key=lambda line: (round(line.left), -line.bottom)))
        if abs(before.left - line.left) < 1 and before.bottom - line.bottom > ROW * line.size
    ]
    return min(drops, default=0.0)


def _leaves_row(before: _Paragraph, line: Line, second: float | None, tight: float) -> bool:
    """Whether a line begins a new row of a table, or text above or below the table.

    The lines of a cell are closer together than rows, and begin in the middle of a sentence. Text below a table is as
    wide as both cells.
    """
    last = before.last
    if line.bottom > last.bottom - ROW * line.size or line.text[0].islower():
        return False
    if before.second_cell is None:
        return second is not None and ends_sentence(before.text)
    if second is None:
        return line.left < before.second_cell - line.size < line.right - 2 * line.size
    return last.bottom - line.bottom > _ROW_GAP * tight


def _kind(line: Line, usual: _Type, before: _Paragraph | None, *, note: bool) -> BlockKind:
    text = line.text
    if BULLET.match(text):
        return BlockKind.ITEM
    if note or len(text) > _LONGEST_HEADING:
        return BlockKind.PARAGRAPH
    heading = parse_heading(text)
    if before and before.kind is BlockKind.HEADING and before.text.count("(") > before.text.count(")"):
        return BlockKind.HEADING  # a tier line printed on two lines, `(Tier` and `2)`
    if parse_tier_line(text) or (heading and heading.label.isupper()):
        return BlockKind.HEADING
    closed = before is None or before.kind is BlockKind.HEADING or ends_sentence(before.text)
    plain = not ends_sentence(text) and any(map(str.isalpha, text))
    set_off = line.bold or line.size > _LARGER * usual.size
    if (plain and set_off) or (closed and (heading or is_capitals(text))):
        return BlockKind.HEADING
    return BlockKind.PARAGRAPH


def _continues(  # noqa: PLR0911  one line for each sign
    before: _Paragraph, line: Line, kind: BlockKind, column: _Column, usual: _Type
) -> bool:
    """Whether a line continues the paragraph before it."""
    last = before.last
    if kind is BlockKind.ITEM:
        return False
    drop = last.bottom - line.bottom
    beside = same_row(last, line) and line.left >= last.left
    below = 0 < drop <= _WIDE_GAP * max(usual.leading, 1.25 * line.size) and _overlap(before.column, column)
    if before.kind is BlockKind.HEADING or kind is BlockKind.HEADING:
        alike = before.kind is kind and (beside or below) and abs(last.size - line.size) < 1
        if alike and parse_tier_lines(before.text, line.text):
            return True
        return alike and not any(
            parse_heading(text) or parse_tier_line(text) for text in (before.text, line.text)
        )
    if beside:
        return True
    ended = ends_sentence(before.text)
    if ended and (NUMBER.match(line.text) or parse_run_in(line.text)):
        return False
    lower = line.text[0].islower() or line.text[0] in "(,;–—"
    if not ended and lower:
        return True
    full = before.ends_full
    if not below:
        return not ended and (full or _has_no_room(before, line))
    if ended and _starts_anew(line) and drop > _PARAGRAPH_GAP * max(usual.leading, line.size):
        return False
    if not ended and _is_running_text(last.text):
        return True  # a short line beside a picture
    indented = line.left > column.left + _INDENT * line.size and last.left < line.left - _INDENT * line.size
    return full and not (ended and indented)


def _starts_anew(line: Line) -> bool:
    return line.text[0].isupper() or line.text[0] in "“‘\"'"


def _has_no_room(before: _Paragraph, line: Line) -> bool:
    """Whether the first word of a line would not have fitted on the line before it."""
    word = len(line.text.split(maxsplit=1)[0]) + 1
    width = line.width * word / len(line.text)
    return before.last.right + width > before.column.right


def _is_running_text(text: str) -> bool:
    """Whether a line is long enough, and has letters enough, not to be the row of a table."""
    return len(text) >= _LONG_LINE and sum(map(str.isalpha, text)) >= _LETTERS * len(text)


def _overlap(one: _Column, other: _Column) -> bool:
    return min(one.right, other.right) > max(one.left, other.left)
