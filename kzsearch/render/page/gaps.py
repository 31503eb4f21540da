"""Rows by year, in which years that no report is of are one row."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, TypeVar

from kzsearch.render.page.tags import Html, tag
from kzsearch.types.timelines import PresenceYear, TierYear, YearState

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Year = TypeVar("Year", TierYear, PresenceYear)


def rows_with_gaps(years: Sequence[Year], row: Callable[[Year], Html]) -> list[Html]:
    """Return the rows of a table of three columns.

    Args:
        years: By year, the missing ones included.
        row: Gives the row of a year that a report is of.
    """
    rows = []
    for missing, run in groupby(years, key=lambda year: year.state is YearState.MISSING):
        of_run = list(run)
        if missing:
            first, last = of_run[0].year, of_run[-1].year
            span = f"{first}" if first == last else f"{first}–{last}"
            nothing = tag("td", "no report in the index", colspan="2")
            rows.append(tag("tr", tag("th", span, scope="row"), nothing, class_="gap"))
        else:
            rows += map(row, of_run)
    return rows
