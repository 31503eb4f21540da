"""Which reports are compared: those of one country and series, by year."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from kzsearch.cite import series_of
from kzsearch.domain.series import TIP
from kzsearch.errors import QueryError
from kzsearch.types import Filters, ReportRecord, Section, YearRange

if TYPE_CHECKING:
    from kzsearch.index import OpenIndex

_TOLD = 12
_TWO = 2


def chosen_reports(index: OpenIndex, filters: Filters, *, at_least: int = _TWO) -> list[ReportRecord]:
    """Return the reports that filters name, of one country and one series, by year.

    Without a country the index's only country is meant; without a series the Trafficking in Persons Report, where the
    country has such reports.

    Args:
        index: An open index.
        filters: Years, country and series; a year that is asked for must be there.
        at_least: How many reports are needed.

    Raises:
        QueryError: The reports are of several countries or series, or too few.
    """
    of_country = of_one_country(index.store.reports(), filters)
    reports = _of_one_series(of_country, filters)
    held, of = sorted({report.year for report in reports}), _called(reports[0])
    _check_series(filters, reports, of_country)
    check_years(filters, reports, of=of)
    wanted = of_years(reports, filters)
    if len({report.year for report in wanted}) < at_least:
        if len(held) < at_least:
            raise QueryError(
                f"the index holds one report on {of}, of {held[0]}: there is nothing to compare it with",
                "kzsearch add takes a report of another year",
            )
        raise QueryError(
            f"one year alone cannot be compared: {wanted[0].year}",
            f"name another: {_holds([year for year in held if year != wanted[0].year])}",
        )
    return sorted(wanted, key=lambda report: (report.year, report.report_id))


def of_years(reports: Sequence[ReportRecord], filters: Filters) -> list[ReportRecord]:
    """Return the reports of the years that filters name, or all where they name none."""
    return [
        report
        for report in reports
        if not filters.years or any(years.first <= report.year <= years.last for years in filters.years)
    ]


def check_years(filters: Filters, reports: Sequence[ReportRecord], *, of: str) -> None:
    """Check that there is a report of every year, or of some year of every range, that filters name.

    Raises:
        QueryError: There is none; the hint says which years there are.
    """
    held = sorted({report.year for report in reports})
    for years in filters.years:
        if not any(years.first <= year <= years.last for year in held):
            asked = f"{years.first}" if years.first == years.last else f"{years.first} to {years.last}"
            raise QueryError(f"the index holds no report of {asked} on {of}", _holds(held))


def comparable(index: OpenIndex, filters: Filters) -> list[Filters]:
    """Return filters for each country and series of which the index holds two years or more, by country.

    Args:
        index: An open index.
        filters: Years, series and sections; without a series every one is taken.

    Raises:
        QueryError: There is no such country.
    """
    years: dict[tuple[str, str, str], set[int]] = {}
    for report in index.store.reports():
        if of_years([report], filters) and (not filters.series or report.series in filters.series):
            key = report.country.name, report.country.alpha3, report.series
            years.setdefault(key, set()).add(report.year)
    found = [
        replace(filters, countries=(alpha3,), series=(series,), years=_each(held))
        for (_, alpha3, series), held in sorted(years.items())
        if len(held) >= _TWO
    ]
    if not found:
        raise QueryError(
            "the index holds no two reports of one country and series",
            "kzsearch add takes a report of another year",
        )
    return found


def _each(years: Iterable[int]) -> tuple[YearRange, ...]:
    return tuple(YearRange(year, year) for year in sorted(years))


def check_section(index: OpenIndex, reports: Sequence[ReportRecord], filters: Filters) -> list[str]:
    """Return a note for each report that lacks the section that is asked for.

    Raises:
        QueryError: None of the reports has it.
    """
    if not filters.sections and not filters.labels:
        return []
    names = " or ".join([*(section.value for section in filters.sections), *filters.labels])
    lacking = []
    for report in reports:
        passages = index.store.report_passages(report.report_id)
        if not any(
            passage.section in filters.sections
            or (passage.section is Section.OTHER and passage.section_label in filters.labels)
            for passage in passages
        ):
            lacking.append(report)
    if len(lacking) == len(reports):
        raise QueryError(
            f"none of these reports has a section {names}",
            f"kzsearch show {reports[-1].report_id} shows its sections",
        )
    return [f"the report of {report.year} has no section {names}" for report in lacking]


def _check_series(
    filters: Filters, reports: Sequence[ReportRecord], of_country: Sequence[ReportRecord]
) -> None:
    """Check that no year is asked for that only another series has.

    Raises:
        QueryError: There is one.
    """
    for years in filters.years:
        there, elsewhere = (
            of_years(some, replace(filters, years=(years,))) for some in (reports, of_country)
        )
        if elsewhere and not there:
            other = elsewhere[0]
            raise QueryError(
                f"the report of {other.year} on {other.country.name} is of another series "
                f"({series_of(other).name}), and reports of different series are not compared",
                f"of the {series_of(reports[0]).name} {_holds(sorted({one.year for one in reports}))}; "
                f"--series {other.series} takes the other series",
            )


def of_one_country(reports: Sequence[ReportRecord], filters: Filters) -> list[ReportRecord]:
    """Return the reports on the country that filters name, or on the only one that there is.

    Raises:
        QueryError: There is no such report, or none is named and there are several countries.
    """
    held = sorted({report.country.name for report in reports})
    if not held:
        raise QueryError("the index holds no report", "kzsearch add takes one")
    if filters.countries:
        reports = [report for report in reports if report.country.alpha3 in filters.countries]
        if not reports:
            raise QueryError("the index holds no report on this country", f"it holds {_some(held)}")
        held = sorted({report.country.name for report in reports})
    if len(held) > 1:
        raise QueryError(
            f"the reports are on {len(held)} countries", f"name one with --country: {_some(held)}"
        )
    return list(reports)


def _of_one_series(reports: Sequence[ReportRecord], filters: Filters) -> list[ReportRecord]:
    codes = sorted({report.series for report in reports})
    wanted = filters.series or ((TIP.code,) if TIP.code in codes else tuple(codes))
    found = [report for report in reports if report.series in wanted]
    if not found:
        raise QueryError(
            f"the index holds no report of the series {', '.join(wanted)} on {reports[0].country.name}",
            f"it holds the series {', '.join(codes)}",
        )
    if len({report.series for report in found}) > 1:
        raise QueryError(
            "reports of different series do not tell of the same and cannot be compared",
            f"name one with --series: {', '.join(codes)}",
        )
    return found


def _called(report: ReportRecord) -> str:
    """Return `Kazakhstan`, with the series where it is another than the Trafficking in Persons Report."""
    return report.country.name + ("" if report.series == TIP.code else f" in {series_of(report).name}")


def _holds(years: Sequence[int]) -> str:
    return f"it holds {', '.join(map(str, years))}"


def _some(names: Sequence[str]) -> str:
    more = f" and {len(names) - _TOLD} more" if len(names) > _TOLD else ""
    return ", ".join(names[:_TOLD]) + more
