"""Figures by year as bars of text, for a terminal and a pipe; a year without a figure is a line without a bar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzsearch.render.cells import cells, pad
from kzsearch.render.figures_series import Line, lines
from kzsearch.render.printable import one_line
from kzsearch.render.screen import DEFAULT_WIDTH
from kzsearch.render.styles import Style, painted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kzsearch.types.figures import Figure

_EIGHTHS = " ▏▎▍▌▋▊▉"
_NARROWEST = 10
_LONGEST_GAP = 3  # years that are listed one by one


def render_chart(figures: Sequence[Figure], *, width: int | None, colour: bool) -> Iterator[str]:
    """Yield a chart a measure: a line a year, with the year of the report that tells it."""
    for number, line in enumerate(lines(figures)):
        yield ("\n" if number else "") + painted([(one_line(line.title), Style.STRONG)], colour=colour) + "\n"
        yield from _bars(line, width or DEFAULT_WIDTH, colour=colour)


def _bars(line: Line, width: int, *, colour: bool) -> Iterator[str]:
    by_year = {year: [point for point in line.points if point.year == year] for year in line.years}
    labels = [f"{point.amount} (report of {point.report_year})" for point in line.points]
    longest = max(map(cells, labels))
    room = max(_NARROWEST, width - longest - len("  2017    "))
    highest = max(point.value for point in line.points) or 1
    gap: list[int] = []
    for year, points in by_year.items():
        if not points:
            gap.append(year)
            continue
        yield from _gap(gap)
        gap = []
        for point in points:
            bar = pad(_bar(point.value / highest * room), room)
            label = f"{point.amount} (report of {point.report_year})"
            pieces = [(f"  {year}  ", Style.PLAIN), (bar, Style.SECTION), (f"  {label}", Style.PLAIN)]
            yield (
                painted(
                    [(text.rstrip() if text is pieces[-1][0] else text, style) for text, style in pieces],
                    colour=colour,
                )
                + "\n"
            )


def _gap(years: Sequence[int]) -> Iterator[str]:
    if len(years) > _LONGEST_GAP:
        yield f"  {years[0]} to {years[-1]}: no figure\n"
    else:
        yield from (f"  {year}  no figure\n" for year in years)


def _bar(length: float) -> str:
    full, rest = divmod(round(length * 8), 8)
    return "█" * full + (_EIGHTHS[rest] if rest else "")
