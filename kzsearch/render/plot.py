"""Series by year as a picture, SVG or PNG: the one place that asks the library that draws.

A value of None is a gap: the line stops there, and no point stands in its place. The same series give the same bytes.
`plot` draws lines on one panel; `plot_panels` draws a panel a line, whose points tell where they come from.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from kzsearch.errors import QueryError

SUFFIXES = ("svg", "png")
Points = Sequence[tuple[float, float | None]]
_MARKERS = "osD^vPX*"
_COLOURS = (
    "#0072B2",
    "#D55E00",
    "#009E73",
    "#CC79A7",
    "#56B4E9",
    "#E69F00",
    "#000000",
)  # told apart by everyone
_SIZE = (8.0, 4.0)  # inches
_LARGE = 11  # points
_LEGEND_COLUMNS = 4
_ROOM = 0.5  # of a unit, around the outermost years
_PANEL_SIZE = (8.0, 2.2)  # inches
_HEADROOM = 1.3  # of the greatest value, for the numbers beside points
_SMALL, _SMALLEST = 9, 7  # points


class Panel(NamedTuple):
    """A line, and the points on it by where they come from.

    Attributes:
        title: What stands above.
        joined: The points that a thin line joins.
        sources: Each with its label and its points, which have a form of their own.
    """

    title: str
    joined: Points
    sources: Sequence[tuple[str, Points]]


def suffix_of(name: str) -> str:
    """Return the kind of picture that a file's name asks for.

    Raises:
        QueryError: It ends neither in .svg nor in .png.
    """
    suffix = name.rpartition(".")[2].casefold()
    if "." not in name or suffix not in SUFFIXES:
        raise QueryError(
            f"{name} is no picture that can be drawn", "--plot takes a file that ends in .svg or .png"
        )
    return suffix


def plot(
    series: Sequence[tuple[str, Points]],
    suffix: str,
    *,
    title: str = "",
    y_label: str = "",
    y_names: Mapping[float, str] | None = None,
    missing: Sequence[float] = (),
    marks: Mapping[float, str] | None = None,
    size: tuple[float, float] = _SIZE,
) -> bytes:
    """Return a picture of series by year.

    Args:
        series: Each with its label and its points, (year, value), in order; a value of None is a gap.
        suffix: `svg` or `png`.
        title: What stands above.
        y_label: What the values are.
        y_names: Names in place of values, such as those of tiers.
        missing: Years that nothing is known of; they are shaded.
        marks: Forms of the points of certain values, as matplotlib names them, in place of the series' own.
        size: Width and height in inches.

    Raises:
        QueryError: There is nothing to draw, or the library that draws is not installed.
    """
    if not any(value is not None for _, points in series for _, value in points):
        raise QueryError("there is nothing to draw", "leave --plot out to see why")

    def draw(picture: Any) -> None:  # noqa: ANN401  the library is an extra, and untyped here
        panel = picture.subplots()
        for number, (label, points) in enumerate(series):
            colour = _COLOURS[number % len(_COLOURS)]
            panel.plot(*_columns(points), marker=_marker(number), color=colour, label=label)
            for marked, form in (marks or {}).items():
                held = [year for year, value in points if value == marked]
                panel.plot(held, [marked] * len(held), form, color=colour, markersize=_LARGE)
        for number, year in enumerate(missing):
            named = {} if number else {"label": "no report"}
            panel.axvspan(year - 0.5, year + 0.5, color="0.92", linewidth=0, zorder=0, **named)
        _dress(panel, series, title, y_label, y_names, missing)
        if len(series) > 1 or missing:
            picture.legend(loc="outside lower center", ncols=_LEGEND_COLUMNS, frameon=False)

    return _drawn(draw, suffix, size)


def plot_panels(panels: Sequence[Panel], suffix: str) -> bytes:
    """Return a picture of a panel a line, all with the same years.

    Args:
        panels: The panels; there is at least one, each with a point.
        suffix: `svg` or `png`.

    Raises:
        QueryError: The library that draws is not installed.
    """
    years = [year for panel in panels for year, _ in panel.joined]

    def draw(picture: Any) -> None:  # noqa: ANN401  as above
        from matplotlib.ticker import MaxNLocator, StrMethodFormatter

        axes = picture.subplots(len(panels), 1, squeeze=False)
        for axis, panel in zip(axes[:, 0], panels, strict=True):
            axis.plot(*_columns(panel.joined), color="0.6", linewidth=1, zorder=1)
            for number, (label, points) in enumerate(panel.sources):
                axis.scatter(*_columns(points), marker=_marker(number), label=label, zorder=2)
                for year, value in points:
                    _number_beside(axis, year, value)
            top = max((value or 0 for _, points in panel.sources for _, value in points), default=0)
            axis.set_ylim(0, _HEADROOM * max(1, top))
            axis.set_xlim(min(years) - _ROOM, max(years) + 2 * _ROOM)
            axis.xaxis.set_major_locator(MaxNLocator(integer=True))
            axis.yaxis.set_major_formatter(StrMethodFormatter("{x:,.12g}"))
            axis.set_title(panel.title, fontsize=_SMALL, loc="left")
            axis.tick_params(labelsize=_SMALLEST)
            axis.legend(fontsize=_SMALLEST, loc="best")
            axis.spines[["top", "right"]].set_visible(False)

    width, height = _PANEL_SIZE
    return _drawn(draw, suffix, (width, height * len(panels) + 0.4))


def _drawn(draw: Callable[[Any], None], suffix: str, size: tuple[float, float]) -> bytes:
    """Return the bytes of a picture, without the date and with a fixed salt: the same each time."""
    try:
        from matplotlib import rc_context
        from matplotlib.figure import Figure
    except ImportError:
        raise QueryError("a plot needs the package matplotlib", "pip install 'kzsearch[plots]'") from None
    with rc_context({"svg.hashsalt": "kzsearch", "svg.fonttype": "none"}):
        picture = Figure(figsize=size, layout="constrained")
        draw(picture)
        target = io.BytesIO()
        picture.savefig(target, format=suffix, metadata={"Date": None} if suffix == "svg" else None)
    return target.getvalue()


def _columns(points: Points) -> tuple[list[float], list[float]]:
    """Return the years and the values; a gap is no number."""
    return [year for year, _ in points], [float("nan") if value is None else value for _, value in points]


def _marker(number: int) -> str:
    return _MARKERS[number % len(_MARKERS)]


def _number_beside(axis: Any, year: float, value: float | None) -> None:  # noqa: ANN401  as above
    if value is not None:
        beside = {"textcoords": "offset points", "xytext": (5, 4), "fontsize": _SMALLEST}
        axis.annotate(f"{value:,.12g}", (year, value), **beside)


def _dress(
    panel: Any,  # noqa: ANN401  the library is an extra, and untyped here
    series: Sequence[tuple[str, Points]],
    title: str,
    y_label: str,
    y_names: Mapping[float, str] | None,
    missing: Sequence[float],
) -> None:
    from matplotlib.ticker import MaxNLocator

    years = [year for _, points in series for year, _ in points] + list(missing)
    panel.set_xlim(min(years) - _ROOM, max(years) + _ROOM)
    panel.xaxis.set_major_locator(MaxNLocator(integer=True))
    if y_names is None:
        panel.margins(y=0.1)
        panel.set_ylim(bottom=0)
        panel.yaxis.set_major_locator(MaxNLocator(integer=True))
    else:
        panel.set_yticks(list(y_names), list(y_names.values()))
        panel.set_ylim(min(y_names) - _ROOM, max(y_names) + _ROOM)
    panel.set_title(title, loc="left")
    panel.set_ylabel(y_label)
    panel.spines[["top", "right"]].set_visible(False)
