"""Which years a timeline has: those of the reports, and those between them that no report is of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from kzsearch.types import Country, Filters, ReportRecord, Store


class Line(NamedTuple):
    """The reports of one country and series by year; a year may have none."""

    country: Country
    years: Mapping[int, list[ReportRecord]]


def lines_of(store: Store, filters: Filters) -> list[Line]:
    """Return the timelines of the countries that filters allow, in the order of the alphabet.

    Each runs from the first to the last year of its reports; where years are asked for, over those.

    Args:
        store: The index.
        filters: Which reports count; sections do not matter here.
    """
    groups: dict[tuple[str, str], list[ReportRecord]] = {}
    for report in store.reports():
        if _allowed(report, filters):
            groups.setdefault((report.country.name, report.series), []).append(report)
    return [
        Line(reports[0].country, {year: _of(reports, year) for year in _years(reports, filters)})
        for _, reports in sorted(groups.items())
    ]


def _allowed(report: ReportRecord, filters: Filters) -> bool:
    return (
        (not filters.years or any(span.first <= report.year <= span.last for span in filters.years))
        and (not filters.countries or report.country.alpha3 in filters.countries)
        and (not filters.tiers or report.tier in filters.tiers)
        and (not filters.series or report.series in filters.series)
        and all(_allowed(report, other) for other in filters.also)
    )


def _years(reports: Iterable[ReportRecord], filters: Filters) -> list[int]:
    if filters.years:
        return sorted({year for span in filters.years for year in range(span.first, span.last + 1)})
    years = [report.year for report in reports]
    return list(range(min(years), max(years) + 1))


def _of(reports: Iterable[ReportRecord], year: int) -> list[ReportRecord]:
    return [report for report in reports if report.year == year]
