"""Figures by year as a picture (SVG or PNG): a panel a measure, points by the year that a figure is about.

Lines join neighbouring years only, so that gaps stay gaps; the form of a point says which report tells it.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from kzsearch.errors import QueryError
from kzsearch.render.figures_series import Line, lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kzsearch.types.figures import Figure

SUFFIXES = ("svg", "png")
_FORMS = "osD^vP*Xh<>"
_PANEL = 2.2  # inches
_WIDE = 8.0
_MOST_PANELS = 60


def plot(figures: Sequence[Figure], suffix: str) -> bytes:
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
    try:
        from matplotlib.figure import Figure as Picture
        from matplotlib.ticker import MaxNLocator, StrMethodFormatter
    except ImportError:
        raise QueryError(
            "a plot needs the package matplotlib", "pip install 'kzsearch[plots]', or take --chart"
        ) from None
    from matplotlib import rc_context

    first = min(line.points[0].year for line in found)
    last = max(line.points[-1].year for line in found)
    # Without the date and with a fixed salt the same figures give the same bytes.
    with rc_context({"svg.hashsalt": "kzsearch", "svg.fonttype": "none"}):
        picture = Picture(figsize=(_WIDE, _PANEL * len(found) + 0.4), layout="constrained")
        panels = picture.subplots(len(found), 1, squeeze=False)
        for panel, line in zip(panels[:, 0], found, strict=True):
            _draw(panel, line)
            panel.set_xlim(first - 0.6, last + 1.0)
            panel.xaxis.set_major_locator(MaxNLocator(integer=True))
            panel.yaxis.set_major_formatter(StrMethodFormatter("{x:,.12g}"))
        target = io.BytesIO()
        picture.savefig(target, format=suffix, metadata={"Date": None} if suffix == "svg" else None)
    return target.getvalue()


def _draw(panel: object, line: Line) -> None:
    latest = {point.year: point.value for point in line.points}
    runs: list[list[int]] = []
    for year in sorted(latest):
        if runs and runs[-1][-1] == year - 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    for run in runs:
        panel.plot(run, [latest[year] for year in run], color="0.6", linewidth=1, zorder=1)  # type: ignore[attr-defined]
    reports = sorted({point.report_year for point in line.points})
    for place, report in enumerate(reports):
        told = [point for point in line.points if point.report_year == report]
        panel.scatter(  # type: ignore[attr-defined]
            [point.year for point in told],
            [point.value for point in told],
            marker=_FORMS[place % len(_FORMS)],
            label=f"report of {report}",
            zorder=2,
        )
        for point in told:
            panel.annotate(  # type: ignore[attr-defined]
                f"{point.value:,.12g}",
                (point.year, point.value),
                textcoords="offset points",
                xytext=(5, 4),
                fontsize=7,
            )
    panel.set_title(line.title, fontsize=9, loc="left")  # type: ignore[attr-defined]
    panel.set_ylim(0, 1.3 * max(1, *(point.value for point in line.points)))  # type: ignore[attr-defined]
    panel.tick_params(labelsize=7)  # type: ignore[attr-defined]
    panel.legend(fontsize=6, loc="best")  # type: ignore[attr-defined]
