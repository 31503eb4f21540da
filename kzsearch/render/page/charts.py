"""Small charts of a measure by year, drawn into the page: gaps stay gaps, and inferred years are hollow."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from kzsearch.render.page.marks import mark, number
from kzsearch.render.page.places import Addresses, nowhere
from kzsearch.render.page.tags import Html, tag
from kzsearch.types.figures import Figure, YearOrigin

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_WIDE, _HIGH = 320, 150
_LEFT, _RIGHT, _TOP, _BOTTOM = 30, 290, 28, 120
_YEAR_LABEL = 138  # the line of the years
_MOST_YEARS = 9  # that have room for a label each
_BESIDE = 10  # between points of one year
_NEAR = 11  # within which a pointer hits a point
_MILLION = 1_000_000


class Point(NamedTuple):
    """A value of a year as one report tells it.

    Attributes:
        year: The year that the figure is about.
        value: The value.
        report_year: The year of the report.
        inferred: Whether no words give the year.
        amount: The value as people read it.
        report_id: The report.
        address: Where the point leads; empty where it leads nowhere.
    """

    year: int
    value: float
    report_year: int
    inferred: bool
    amount: str
    report_id: str
    address: str = ""

    @property
    def told(self) -> str:
        """The point in words."""
        inferred = " (year inferred)" if self.inferred else ""
        return f"{self.year}{inferred}: {self.amount}, told in {self.report_id}"


def points(figures: Sequence[Figure], to: Addresses = nowhere) -> list[Point]:
    """Return the points of a line, each once, by year, report and value; a year that any sentence states is stated."""
    found: dict[tuple[int, int, float], Point] = {}
    for figure in figures:
        if figure.year is None:
            continue
        inferred = figure.year_origin is YearOrigin.INFERRED
        key = figure.year, figure.report_year, figure.value
        if key not in found or not inferred:
            found[key] = Point(
                figure.year,
                figure.value,
                figure.report_year,
                inferred,
                figure.amount,
                figure.report_id,
                to(figure.passage_id, figure.sentence_span),
            )
    return [found[key] for key in sorted(found)]


def chart(title: str, drawn: Sequence[Point], years: range, forms: Mapping[int, int]) -> Html:
    """Return a chart with its title, and below it the years that have no figure.

    Args:
        title: What is counted.
        drawn: Its points.
        years: The years of the page, so that all charts have the same scale.
        forms: The form of the points of each report year.
    """
    told = "; ".join(point.told for point in drawn)
    gaps = _runs([year for year in years if year not in {point.year for point in drawn}])
    missing = f"No figure: {', '.join(gaps)}." if gaps else ""
    picture = tag(
        "svg",
        tag("line", class_="axis", x1="8", x2=str(_WIDE - 8), y1=str(_BOTTOM), y2=str(_BOTTOM)),
        *_year_labels(years),
        *_joins(drawn, years),
        *_marks(drawn, years, forms),
        viewBox=f"0 0 {_WIDE} {_HIGH}",
        # An image holds nothing that a keyboard could reach.
        role="group" if any(point.address for point in drawn) else "img",
        aria_label=f"{title}. {told}",
    )
    caption = tag("figcaption", tag("strong", title), " ", tag("span", missing))
    return tag("figure", caption, picture, class_="chart")


def key(forms: Mapping[int, int]) -> Html:
    """Return what the forms of the points mean."""
    entries = [
        tag("span", _icon(form, hollow=False), f" told in the report of {year}")
        for year, form in forms.items()
    ]
    hollow = tag("span", _icon(0, hollow=True), " hollow: the sentence states no year")
    return tag("p", *entries, hollow, class_="key")


def _icon(form: int, *, hollow: bool) -> Html:
    point = mark(form, 8, 8, hollow=hollow)
    return tag("svg", point, viewBox="0 0 16 16", width="16", height="16", aria_hidden="true")


def _runs(years: Sequence[int]) -> list[str]:
    """Return years as `2017–2020`, those that follow one another together."""
    runs: list[list[int]] = []
    for year in years:
        if runs and runs[-1][-1] == year - 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return [f"{run[0]}–{run[-1]}" if len(run) > 1 else f"{run[0]}" for run in runs]


def _x(year: int, years: range) -> float:
    if len(years) == 1:
        return (_LEFT + _RIGHT) / 2
    return _LEFT + (_RIGHT - _LEFT) * (year - years[0]) / (len(years) - 1)


def _y(value: float, drawn: Sequence[Point]) -> float:
    most = max([point.value for point in drawn]) or 1
    return _BOTTOM - (_BOTTOM - _TOP) * value / most


def _year_labels(years: range) -> list[Html]:
    step = -(-len(years) // _MOST_YEARS)
    return [
        tag("text", year, class_="year", x=number(_x(year, years)), y=str(_YEAR_LABEL))
        for year in years
        if (years[-1] - year) % step == 0
    ]


def _joins(drawn: Sequence[Point], years: range) -> list[Html]:
    """Return the lines between neighbouring years; a year between them without a figure leaves a gap."""
    latest = {point.year: point.value for point in drawn}
    return [
        tag(
            "line",
            class_="join",
            x1=number(_x(year, years)),
            y1=number(_y(latest[year], drawn)),
            x2=number(_x(year + 1, years)),
            y2=number(_y(latest[year + 1], drawn)),
        )
        for year in latest
        if year + 1 in latest
    ]


def _marks(drawn: Sequence[Point], years: range, forms: Mapping[int, int]) -> list[Html]:
    by_year: dict[int, list[Point]] = defaultdict(list)
    for point in drawn:
        by_year[point.year].append(point)
    crowded = len(years) > _MOST_YEARS
    labelled = {min(by_year), max(by_year), max(drawn, key=lambda point: point.value).year}
    found: list[Html] = []
    said: set[int] = set()
    for year, of_year in by_year.items():
        for place, point in enumerate(of_year):
            x = _x(year, years) + _BESIDE * (place - (len(of_year) - 1) / 2)
            y = _y(point.value, drawn)
            drawn_mark = mark(forms[point.report_year], x, y, point.told, hollow=point.inferred)
            found.append(_leading(drawn_mark, point, x, y))
            # Of several values of a year the highest has its label; the others have no room, and the table has all.
            highest = point.value == max(one.value for one in of_year)
            if highest and (not crowded or year in labelled) and year not in said:
                said.add(year)
                found.append(tag("text", short(point.value), class_="value", x=number(x), y=number(y - 9)))
    return found


def _leading(drawn: Html, point: Point, x: float, y: float) -> Html:
    """Return a point as a link, where it leads somewhere."""
    if not point.address:
        return drawn
    near = tag("circle", class_="near", cx=number(x), cy=number(y), r=str(_NEAR))
    return tag("a", near, drawn, href=point.address, aria_label=point.told)


def short(value: float) -> str:
    """Return a value as the label of a point has room for it: `25.97M`."""
    return f"{value / _MILLION:,.4g}M" if value >= _MILLION else f"{value:,.12g}"
