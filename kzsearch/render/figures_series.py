"""Figures by year, as charts take them: of one country, series, measure and counter, the wholes only.

A year without a figure stays a gap. The same year may be told by two reports; both values are kept.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from kzsearch.domain.currencies import same_name
from kzsearch.types.figures import Comparison, Figure, Measure

if TYPE_CHECKING:
    from collections.abc import Iterable

_NO_SERIES = frozenset({Measure.UNCLASSIFIED, Measure.SENTENCES})
_CASES = frozenset(
    "case cases investigation investigations prosecution prosecutions conviction convictions".split()
)


class Point(NamedTuple):
    """A value of a year.

    Attributes:
        year: The year that the figure is about.
        value: The value.
        report_year: The year of the report that tells it.
        amount: The value as people read it.
    """

    year: int
    value: float
    report_year: int
    amount: str


class Line(NamedTuple):
    """The values of a measure by year.

    Attributes:
        title: Country, measure and counter.
        measure: The measure.
        points: By year, then by report.
    """

    title: str
    measure: Measure
    points: tuple[Point, ...]

    @property
    def years(self) -> range:
        """Every year from the first to the last, those without a figure included."""
        return range(self.points[0].year, self.points[-1].year + 1)


def lines(figures: Iterable[Figure]) -> list[Line]:
    """Return the lines of a chart."""
    return [
        Line(title, group[0].measure, tuple(sorted({_point(figure) for figure in group})))
        for title, group in line_groups(figures)
    ]


def line_groups(figures: Iterable[Figure]) -> list[tuple[str, list[Figure]]]:
    """Return the figures of each line, under its title."""
    groups: dict[tuple[str, str, Measure, str, str], list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.measure in _NO_SERIES or figure.breakdown or figure.year is None:
            continue
        if figure.comparison is Comparison.RANGE:
            continue
        groups[figure.country, figure.series, figure.measure, _counter(figure), _unit(figure)].append(figure)
    order = list(Measure)
    return [
        (_title(key), group)
        for key, group in sorted(
            groups.items(),
            key=lambda item: (
                item[0][0],
                item[0][1],
                order.index(item[0][2]),
                item[0][3] != "government",
                item[0][3:],
            ),
        )
    ]


def _point(figure: Figure) -> Point:
    return Point(figure.year or 0, figure.value, figure.report_year, figure.amount)


def _title(key: tuple[str, str, Measure, str, str]) -> str:
    country, series, measure, counter, unit = key
    beside = [
        *([unit] if unit else []),
        *([counter] if counter != "government" else []),
        *([series] if series != "tip" else []),
    ]
    return f"{country}: {measure.words}" + (f" ({', '.join(beside)})" if beside else "")


def _counter(figure: Figure) -> str:
    return "government" if figure.counted_by in ("", "police") else figure.counted_by


def _unit(figure: Figure) -> str:
    if figure.measure is Measure.BUDGET:
        return same_name(figure.unit)
    if figure.measure in (Measure.INVESTIGATIONS, Measure.PROSECUTIONS, Measure.CONVICTIONS):
        return "" if figure.unit in _CASES or figure.measure is Measure.CONVICTIONS else "persons"
    if figure.measure is Measure.OFFICERS and figure.unit.startswith("inspector"):
        return "inspectors"
    return ""
