"""All that kzsearch makes of the reports on one country, for one page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from kzsearch.analysis.compare import compare
from kzsearch.analysis.compare.choosing import of_one_country
from kzsearch.analysis.figures import agreement, collect
from kzsearch.analysis.recommendations import recommendations
from kzsearch.analysis.timeline.placements import tier_timeline
from kzsearch.domain.series import TIP
from kzsearch.errors import QueryError
from kzsearch.types import Filters
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
        filters: The country; it is needed where the index holds several.
        told: Is told what is read, how much of it is done, and how much there is.

    Raises:
        QueryError: There is no report on this country, or there are several countries and none is named.
        IndexFolderError: The index is damaged.
    """
    held = of_one_country(index.store.reports(), filters)
    reports = sorted(held, key=lambda one: (one.series != TIP.code, one.series, one.year, one.report_id))
    of_country = replace(filters, countries=(reports[0].country.alpha3,))
    figures = tuple(collect.figures(index, of_country, told=told))
    comparisons, not_compared, followed, without = [], [], [], []
    for series in dict.fromkeys(report.series for report in reports):
        of_series = replace(of_country, series=(series,))
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
