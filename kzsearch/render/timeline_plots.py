"""A country's tiers as a ladder of text, and the series that a picture of a timeline is drawn from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzsearch.render.cells import pad
from kzsearch.render.plot import plot
from kzsearch.render.styles import Line, Style, painted
from kzsearch.types import Tier
from kzsearch.types.timelines import PresenceYear, TierYear, YearState

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_RUNGS = (Tier.TIER_1, Tier.TIER_2, Tier.TIER_2_WATCH_LIST, Tier.TIER_3, Tier.SPECIAL_CASE)
_POINTS = {Tier.TIER_2_WATCH_LIST: "◆", Tier.SPECIAL_CASE: "✱"}
_FORMS = {Tier.TIER_2_WATCH_LIST: "D", Tier.SPECIAL_CASE: "*"}
_POINT, _NOTHING, _UNKNOWN = "●", "·", "?"
_LABEL = max(map(len, _RUNGS)) + 2
_WIDE, _NARROW = 6, 4  # cells a year: `2023`, `'23`
_HEIGHTS = {tier: float(len(_RUNGS) - number) for number, tier in enumerate(_RUNGS)}


def ladder(years: Sequence[TierYear], width: int | None, *, colour: bool) -> Iterator[str]:
    """Yield a line a tier, with a point in the column of each year; a missing year has dots in all lines.

    Where the columns have no room, earlier years are on lines of their own.

    Args:
        years: One country's, in order.
        width: Cells of a line, or None.
        colour: Whether there may be colour.
    """
    room = (width or len(years) * _WIDE + _LABEL) - _LABEL
    cell = _WIDE if room >= _WIDE * len(years) else _NARROW
    columns = max(1, room // cell)
    for start in range(0, len(years), columns):
        yield from _rungs(years[start : start + columns], cell, colour=colour)


def _rungs(years: Sequence[TierYear], cell: int, *, colour: bool) -> Iterator[str]:
    for tier in _RUNGS:
        if tier not in _POINTS or any(year.tier is tier for year in years):
            line: Line = [(pad(tier, _LABEL), Style.PLAIN)]
            for year in years:
                point = _POINTS.get(tier, _POINT) if year.tier is tier else _empty(year)
                style = Style.MATCH if year.tier is tier and tier in _POINTS else Style.PLAIN
                line.append((pad(point, cell), style))
            yield _stripped(line, colour=colour)
    names = [f"{year.year}" if cell == _WIDE else f"'{year.year % 100:02d}" for year in years]
    yield _stripped(
        [(" " * _LABEL, Style.PLAIN), *((pad(name, cell), Style.DIM) for name in names)], colour=colour
    )


def _empty(year: TierYear) -> str:
    return {YearState.MISSING: _NOTHING, YearState.NOT_STATED: _UNKNOWN}.get(year.state, "")


def _stripped(line: Line, *, colour: bool) -> str:
    while line and not line[-1][0].strip():
        line.pop()
    if line:
        line[-1] = (line[-1][0].rstrip(), line[-1][1])
    return f"{painted(line, colour=colour)}\n"


def picture(years: Sequence[TierYear] | Sequence[PresenceYear], suffix: str) -> bytes:
    """Return a timeline as a picture: a line a country; years without a report are gaps.

    Args:
        years: The years.
        suffix: `svg` or `png`.

    Raises:
        QueryError: There is nothing to draw, or the library that draws is not installed.
    """
    by_country: dict[str, list[TierYear | PresenceYear]] = {}
    for year in years:
        by_country.setdefault(year.country.name, []).append(year)
    series = [(name, [(float(year.year), _value(year)) for year in of]) for name, of in by_country.items()]
    # Where there are several countries, a year may be missing for one of them alone: its line has the gap.
    missing = (
        [float(year.year) for year in years if year.state is YearState.MISSING]
        if len(by_country) == 1
        else []
    )
    first = years[0] if years else None
    if isinstance(first, PresenceYear):
        title = f"Passages that speak of “{first.concept}”{_of(by_country)}"
        return plot(series, suffix, title=title, y_label="passages", missing=missing)
    names = {height: tier.value for tier, height in _HEIGHTS.items()}
    marks = {_HEIGHTS[tier]: form for tier, form in _FORMS.items()}
    title = f"Tier placement{_of(by_country)}"
    return plot(series, suffix, title=title, y_names=names, missing=missing, marks=marks)


def _of(by_country: Mapping[str, object]) -> str:
    return f": {next(iter(by_country))}" if len(by_country) == 1 else ""


def _value(year: TierYear | PresenceYear) -> float | None:
    if isinstance(year, PresenceYear):
        return None if year.passages is None else float(year.passages)
    return None if year.tier is None else _HEIGHTS[year.tier]
