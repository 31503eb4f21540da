"""The panels of a picture of figures by year: one a measure and counter, points by the year that a figure is about.

Lines join neighbouring years only, so that gaps stay gaps; the form of a point says which report tells it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzsearch.errors import QueryError
from kzsearch.render.figures_series import Line, lines
from kzsearch.render.plot import Panel, plot_panels

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kzsearch.types.figures import Figure

_MOST_PANELS = 60


def picture(figures: Sequence[Figure], suffix: str) -> bytes:
    """Return a picture of figures by year.

    Args:
        figures: The figures.
        suffix: `svg` or `png`.

    Raises:
        QueryError: There is nothing to draw, or the library that draws is not installed.
    """
    found = lines(figures)[:_MOST_PANELS]
    if not found:
        raise QueryError("there is no figure to draw", "leave --plot out to see what is unclassified")
    return plot_panels([_panel(line) for line in found], suffix)


def _panel(line: Line) -> Panel:
    latest = {point.year: point.value for point in line.points}
    every = range(min(latest), max(latest) + 1)
    sources = [
        (
            f"report of {report}",
            [(float(point.year), point.value) for point in line.points if point.report_year == report],
        )
        for report in sorted({point.report_year for point in line.points})
    ]
    return Panel(line.title, [(float(year), latest.get(year)) for year in every], sources)
