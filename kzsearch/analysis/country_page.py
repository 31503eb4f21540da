"""All that kzsearch makes of the reports on one country, for one page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from kzsearch.analysis.compare import compare
from kzsearch.analysis.compare.choosing import check_years, of_one_country, of_years
from kzsearch.analysis.figures import agreement, collect
from kzsearch.analysis.recommendations import recommendations
from kzsearch.analysis.timeline.placements import tier_timeline
from kzsearch.domain.series import TIP
from kzsearch.errors import QueryError
from kzsearch.types import Filters, ReportRecord, YearRange
from kzsearch.types.country_page import CountryPage

if TYPE_CHECKING:
    from kzsearch.index import OpenIndex

Progress = Callable[[str, int, int], None]
_ANY = Filters()


def country_page(
    index: OpenIndex, filters: Filters = _ANY, told: Progress = lambda _what, _done, _all: None
) -> CountryPage:
    """Return what the reports on one country say: tiers, figures, changes and recommendations.

    Reports of different series are neither compared nor mixed; a series of one report, or without recommendations,
    is said to be so.

    Args:
        index: An open index.
        filters: The country, needed where the index holds several; the report years and the series, all without any.
        told: Is told what is read, how much of it is done, and how much there is.

    Raises:
        QueryError: There is no report on this country, of such a year or series, or there are several countries and
            none is named.
        IndexFolderError: The index is damaged.
    """
    reports = _chosen(index, filters)
    of_country = replace(filters, countries=(reports[0].country.alpha3,))
    figures = tuple(collect.figures(index, of_country, told=told))
    comparisons, not_compared, followed, without = [], [], [], []
    for series in dict.fromkeys(report.series for report in reports):
        years = sorted({report.year for report in reports if report.series == series})
        of_series = replace(
            of_country, series=(series,), years=tuple(YearRange(year, year) for year in years)
        )
        try:
            comparisons += compare(index, of_series)
        except QueryError as error:
            not_compared.append(error.message)
        try:
            followed.append(recommendations(index, of_series))
        except QueryError as error:
            without.append(f"{error.message} (series {series})" if series != TIP.code else error.message)
    return CountryPage(
        country=reports[-1].country.name,
        corpus=index.corpus.resolve().name,
        reports=tuple(reports),
        tiers=tuple(tier_timeline(index, of_country)),
        figures=figures,
        findings=tuple(agreement.findings(figures)),
        comparisons=tuple(comparisons),
        not_compared=tuple(not_compared),
        recommendations=tuple(followed),
        no_recommendations=tuple(without),
    )


def _chosen(index: OpenIndex, filters: Filters) -> list[ReportRecord]:
    """Return the reports that the page is made from, by series and year."""
    held = of_one_country(index.store.reports(), filters)
    country = held[0].country.name
    if filters.series:
        codes = sorted({report.series for report in held})
        held = [report for report in held if report.series in filters.series]
        if not held:
            raise QueryError(
                f"the index holds no report of the series {', '.join(filters.series)} on {country}",
                f"it holds the series {', '.join(codes)}",
            )
    check_years(filters, held, of=country)
    return sorted(
        of_years(held, filters), key=lambda one: (one.series != TIP.code, one.series, one.year, one.report_id)
    )
