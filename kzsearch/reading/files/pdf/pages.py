"""The lines of a PDF's pages in reading order, without running headers, footers and page numbers."""

from __future__ import annotations

from collections import Counter
from statistics import median, median_low
from typing import TYPE_CHECKING, Final

from kzsearch.domain.list_markers import BULLET
from kzsearch.reading.files.pdf.lines import same_row
from kzsearch.reading.files.pdf.running import without_running

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kzsearch.reading.files.pdf.lines import Line

_GRAIN: Final = 4.0  # points: edges at most so far apart are at the same place
# Columns of running text: several lines on each side, most of them about as wide as the column.
_FEWEST_LINES: Final = 4
_NARROWEST: Final = 100.0  # points; cells of tables are narrower
_MOST_PLACES: Final = (
    500  # more left edges than that are a drawing or damage; all lines are looked at for each
)
_OVERHANG: Final = 0.5  # times the size of type
_FILLED: Final = 0.7
_STRAY: Final = 2  # characters; so few signs without a letter are parts of a drawing


def reading_order(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """Return the lines of each page in reading order."""
    kept = without_running(pages)
    gutters = [gutter for page in kept if (gutter := _gutter(page)) is not None]
    usual = median_low(gutters) if gutters else None
    return [_ordered(page, usual) for page in kept]


def _ordered(lines: list[Line], usual: float | None = None) -> list[Line]:
    gutter = _gutter(lines)
    if gutter is None and usual is not None and _separates(usual, lines):
        gutter = usual  # the last page of a report has few lines in its second column
    if gutter is None:
        return _by_row(lines)
    across = sorted((line for line in lines if _is_across(line, gutter)), key=lambda line: -line.bottom)
    # A line beside one that runs across is a cell of the same row, not the top of a column.
    beside: dict[Line, list[Line]] = {}
    for line in across:
        if not any(line in row for row in beside.values()):
            beside[line] = [other for other in lines if same_row(line, other)]
    placed = {line for row in beside.values() for line in row}
    ordered: list[Line] = []
    ceiling = float("inf")
    for divider in [*beside, None]:
        floor = divider.bottom if divider else float("-inf")
        between = [line for line in lines if floor < line.bottom <= ceiling and line not in placed]
        for column in (
            [line for line in between if line.left < gutter],
            [line for line in between if line.left >= gutter],
        ):
            ordered += _ordered(column)
        if divider:
            ordered += _by_row(beside[divider])
            ceiling = floor
    return ordered


def _is_across(line: Line, gutter: float) -> bool:
    """Whether a line runs across a gutter, and is not just a little too long for its column."""
    return line.left < gutter and line.right > gutter + _OVERHANG * line.size


def _gutter(lines: Sequence[Line]) -> float | None:
    """Return the place of the gap between two columns of running text, or None.

    A few lines, such as headings, may run across it. Among three columns it is the gap beside the first or the last.
    """
    places = Counter(round(line.left) for line in lines)
    edges = sorted({line.left for line in lines if places[round(line.left)] >= _FEWEST_LINES})
    found = _gap(lines, sorted({line.left for line in lines}), _is_column)
    return (
        _gap(lines, edges, lambda side: _is_column(side) or _is_two_columns(side)) if found is None else found
    )


def _gap(
    lines: Sequence[Line], places: Sequence[float], is_side: Callable[[Sequence[Line]], bool]
) -> float | None:
    """Return the gap to the left of one of these places that the fewest lines run across, or None."""
    best: tuple[int, float] | None = None
    if len(places) > _MOST_PLACES:
        return None
    for place in places:
        gutter = place - 1.0
        left = [line for line in lines if line.left < gutter and not _is_across(line, gutter)]
        right = [line for line in lines if line.left >= gutter]
        across = len(lines) - len(left) - len(right)
        if min(len(left), len(right)) < _FEWEST_LINES or (best is not None and across >= best[0]):
            continue
        if not (is_side(left) and is_side(right)):
            continue
        if max(line.bottom for line in right) < min(line.bottom for line in left) or max(
            line.bottom for line in left
        ) < min(line.bottom for line in right):
            continue  # one below the other, not side by side
        best = (across, gutter)
    return best[1] if best and best[0] <= len(lines) // 2 else None


def _is_two_columns(lines: Sequence[Line]) -> bool:
    """Whether lines form two columns, of the three that a page has."""
    width = max(line.right for line in lines) - min(line.left for line in lines)
    places = Counter(round(line.left) for line in lines)
    edges = [float(place) for place, count in places.items() if count >= _FEWEST_LINES]
    return (
        median(line.width for line in lines) <= width / 2
        and _gap(lines, sorted(edges), _is_column) is not None
    )


def _separates(gutter: float, lines: Sequence[Line]) -> bool:
    """Whether the gap between the columns of other pages separates the lines of this page too."""
    right = [line for line in lines if line.left >= gutter]
    return (
        bool(right)
        and not any(_is_across(line, gutter) for line in lines)
        and min(line.left for line in right) < gutter + _GRAIN
    )


def _is_column(lines: Sequence[Line]) -> bool:
    width = max(line.right for line in lines) - min(line.left for line in lines)
    return median(line.width for line in lines) >= max(_NARROWEST, _FILLED * width)


def _by_row(lines: list[Line]) -> list[Line]:
    """Return lines from top to bottom, and the lines of one row from left to right."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: (-line.bottom, line.left)):
        if rows and same_row(rows[-1][0], line):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [line for row in rows for line in _with_bullets(sorted(row, key=lambda line: line.left))]


def _with_bullets(row: Sequence[Line]) -> list[Line]:
    """Return a row with each bullet that is a line of its own joined to the text that it marks."""
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
