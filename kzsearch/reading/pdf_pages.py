"""The lines of a PDF's pages in reading order, without running headers, footers and page numbers."""

from __future__ import annotations

import re
from collections import Counter
from statistics import median, median_low
from typing import TYPE_CHECKING, Final

from kzsearch.list_markers import BULLET

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kzsearch.reading.pdf_lines import Line

_BAND: Final = 0.12  # of the page's height, at the top and at the bottom
_NUMBER: Final = re.compile(
    r"(?:page|p\.)?\s*[-–—|]?\s*(?:\d{1,4}|[ivxlc]{1,7})(?:\s*(?:of|/)\s*\d{1,4})?\s*[-–—|]?", re.IGNORECASE
)
_GRAIN: Final = 4.0  # points: lines of two pages that are no further apart stand at the same height
_ROW: Final = 0.5  # times the size of type: baselines no further apart are one row
# Columns of running text: several lines on each side, most of them about as wide as the column.
_FEWEST_LINES: Final = 4
_NARROWEST: Final = 100.0  # points; cells of tables are narrower
_FILLED: Final = 0.7
_STRAY: Final = 2  # characters; signs without a letter are parts of a drawing


def reading_order(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """Return the lines of each page in the order in which they are read."""
    running = _running(pages)
    kept = [[line for line in page if not _is_running(line, running)] for page in pages]
    gutters = [gutter for page in kept if (gutter := _gutter(page)) is not None]
    usual = median_low(gutters) if gutters else None
    return [_ordered(page, usual) for page in kept]


def _running(pages: Sequence[Sequence[Line]]) -> frozenset[tuple[str, int]]:
    """Return the texts that stand at the same height near the edge of several pages, numbers aside."""
    counts: Counter[tuple[str, int]] = Counter()
    for page in pages:
        found = {key for line in page if _in_band(line) for key in _keys(line)}
        counts.update(found)
    return frozenset(key for key, count in counts.items() if count > 1)


def _in_band(line: Line) -> bool:
    band = _BAND * line.page_height
    return line.bottom < band or line.top > line.page_height - band


def _keys(line: Line) -> tuple[tuple[str, int], ...]:
    """Return what identifies a running line: its text without numbers, and its height, give or take."""
    text = re.sub(r"\d+", "#", line.text).casefold()
    height = int(line.bottom // _GRAIN)
    return (text, height), (text, height + 1)


def _is_running(line: Line, running: frozenset[tuple[str, int]]) -> bool:
    if not _in_band(line):
        return False
    return _NUMBER.fullmatch(line.text) is not None or any(key in running for key in _keys(line))


def _ordered(lines: list[Line], usual: float | None = None) -> list[Line]:
    gutter = _gutter(lines)
    if gutter is None and usual is not None and _parts(lines, usual):
        gutter = usual  # the last page of a report has few lines in its second column
    if gutter is None:
        return _by_row(lines)
    across = sorted(
        (line for line in lines if line.left < gutter < line.right), key=lambda line: -line.bottom
    )
    ordered: list[Line] = []
    ceiling = float("inf")
    for divider in [*across, None]:
        floor = divider.bottom if divider else float("-inf")
        between = [
            line for line in lines if floor < line.bottom <= ceiling and not line.left < gutter < line.right
        ]
        for column in (
            [line for line in between if line.right <= gutter],
            [line for line in between if line.left >= gutter],
        ):
            ordered += _ordered(column)
        if divider:
            ordered.append(divider)
            ceiling = floor
    return ordered


def _gutter(lines: Sequence[Line]) -> float | None:
    """Return where the gap between two columns of running text is, or None.

    Lines that run across it, such as a heading, are allowed; they must be few.
    """
    best: tuple[int, float] | None = None
    for place in sorted({line.left for line in lines}):
        gutter = place - 1.0
        left = [line for line in lines if line.right <= gutter]
        right = [line for line in lines if line.left >= gutter]
        across = len(lines) - len(left) - len(right)
        if min(len(left), len(right)) < _FEWEST_LINES or not (_is_column(left) and _is_column(right)):
            continue
        if max(line.bottom for line in right) < min(line.bottom for line in left) or max(
            line.bottom for line in left
        ) < min(line.bottom for line in right):
            continue  # one below the other, not side by side
        if best is None or across < best[0]:
            best = (across, gutter)
    return best[1] if best and best[0] <= len(lines) // 2 else None


def _parts(lines: Sequence[Line], gutter: float) -> bool:
    """Whether the gap between the columns of other pages parts the lines of this one too."""
    right = [line for line in lines if line.left >= gutter]
    return (
        bool(right)
        and not any(line.left < gutter < line.right for line in lines)
        and min(line.left for line in right) < gutter + _GRAIN
    )


def _is_column(lines: Sequence[Line]) -> bool:
    width = max(line.right for line in lines) - min(line.left for line in lines)
    return median(line.right - line.left for line in lines) >= max(_NARROWEST, _FILLED * width)


def _by_row(lines: list[Line]) -> list[Line]:
    """Return lines from top to bottom, and those of one row from left to right."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: (-line.bottom, line.left)):
        if rows and abs(rows[-1][0].bottom - line.bottom) <= _ROW * min(rows[-1][0].size, line.size):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [line for row in rows for line in _with_bullets(sorted(row, key=lambda line: line.left))]


def _with_bullets(row: Sequence[Line]) -> list[Line]:
    """Return a row with each bullet that stands alone put before the text that it marks."""
    found: list[Line] = []
    bullet: Line | None = None
    for line in row:
        if line is not row[-1] and BULLET.match(f"{line.text} x") and len(line.text) == 1:
            bullet = line
        elif bullet:
            found.append(line._replace(text=f"{bullet.text} {line.text}", left=bullet.left))
            bullet = None
        elif any(map(str.isalnum, line.text)) or len(line.text) > _STRAY:
            found.append(line)
    return found
