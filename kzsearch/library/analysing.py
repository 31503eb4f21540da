"""What an analyst does after searching, as methods of an open index."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from typing import TYPE_CHECKING

from kzsearch.errors import QueryError
from kzsearch.index import OpenIndex
from kzsearch.library.own_errors import own_errors
from kzsearch.search.checked import read_filters
from kzsearch.types import Country, Section, YearRange

if TYPE_CHECKING:
    from kzsearch.types.comparison import ByYear, Comparison
    from kzsearch.types.country_page import CountryPage
    from kzsearch.types.figures import Figure
    from kzsearch.types.locating import Located
    from kzsearch.types.recommendations import Recommendations
    from kzsearch.types.references import Reference
    from kzsearch.types.timelines import PresenceYear, TierYear


class Analysing(ABC):
    """Methods that return records with `to_dict`; every one raises `KzsearchError`, and no other error."""

    @abstractmethod
    def _opened(self) -> OpenIndex:
        """Return the index, if it is open."""

    def compare(
        self,
        *,
        country: str | Country | None = None,
        year: str | int | YearRange | Iterable[str | int | YearRange] | None = None,
        section: str | Section | Iterable[str | Section] | None = None,
        series: str | None = None,
    ) -> list[Comparison]:
        """Compare each report of a country with the one before it: what was carried, reworded, new and dropped.

        Args:
            country: The country; needed where the index holds several.
            year: Report years; all without it.
            section: Only these sections.
            series: The series; the Trafficking in Persons Report without it.

        Raises:
            KzsearchError: There are not two reports to compare, or they have no such section.
        """
        from kzsearch.analysis.compare import compare

        with own_errors():
            opened = self._opened()
            return compare(opened, read_filters(year, section, country, None, series, opened.store.labels))

    def compare_query(
        self,
        query: str,
        *,
        country: str | Country | None = None,
        year: str | int | YearRange | Iterable[str | int | YearRange] | None = None,
        section: str | Section | Iterable[str | Section] | None = None,
        series: str | None = None,
    ) -> ByYear:
        """Return the best sentence of each year's report on a query; a report without an answer is silent.

        Args:
            query: What to look for.
            country: The country; needed where the index holds several.
            year: Report years; all without it.
            section: Only these sections.
            series: The series; the Trafficking in Persons Report without it.

        Raises:
            KzsearchError: The query makes no sense, or there are not two reports to compare.
        """
        from kzsearch.analysis.compare import compare_query

        with own_errors():
            opened = self._opened()
            filters = read_filters(year, section, country, None, series, opened.store.labels)
            return compare_query(opened, query, filters)

    def recommendations(
        self,
        *,
        country: str | Country | None = None,
        year: str | int | YearRange | Iterable[str | int | YearRange] | None = None,
        series: str | None = None,
    ) -> Recommendations:
        """Return the recommendations to a country, a row for all years that make it.

        Args:
            country: The country; needed where the index holds several.
            year: Report years; all without it.
            series: The series; the Trafficking in Persons Report without it.

        Raises:
            KzsearchError: There is no such report, or none has recommendations.
        """
        from kzsearch.analysis.recommendations import recommendations

        with own_errors():
            opened = self._opened()
            return recommendations(
                opened, read_filters(year, None, country, None, series, opened.store.labels)
            )

    def figures(
        self,
        *,
        measure: str | Iterable[str] = (),
        country: str | Country | Iterable[str | Country] | None = None,
        year: str | int | Iterable[str | int] = (),
        report_year: str | int | YearRange | Iterable[str | int | YearRange] | None = None,
        section: str | Section | Iterable[str | Section] | None = None,
        series: str | Iterable[str] | None = None,
    ) -> list[Figure]:
        """Return the numbers that reports give: what each counts, of which year, who counted, in which sentence.

        Args:
            measure: Only these measures, such as "convictions"; all without it.
            country: Countries by name or ISO 3166 code.
            year: Only figures about these years: 2016, "2015..2017".
            report_year: Only reports of these years.
            section: Only these sections.
            series: Series by code or name.

        Raises:
            KzsearchError: An argument makes no sense.
        """
        from kzsearch.analysis.figures import collect, queries

        with own_errors():
            opened = self._opened()
            filters = read_filters(report_year, section, country, None, series, opened.store.labels)
            return list(
                collect.figures(
                    opened,
                    filters,
                    measures=queries.parse_measures(_several(measure)),
                    about=queries.parse_about(map(str, _several(year))),
                )
            )

    def timeline(
        self,
        concept: str | None = None,
        *,
        country: str | Country | Iterable[str | Country] | None = None,
        year: str | int | YearRange | Iterable[str | int | YearRange] | None = None,
        series: str | Iterable[str] | None = None,
    ) -> list[TierYear] | list[PresenceYear]:
        """Return a country's tiers by report year, or how much each report speaks of a concept.

        Years between two reports that no report is of are there too, as missing.

        Args:
            concept: A concept, as a query; None for the tiers.
            country: Countries by name or ISO 3166 code.
            year: Report years.
            series: Series by code or name.

        Raises:
            KzsearchError: An argument makes no sense.
        """
        from kzsearch.analysis.timeline.placements import tier_timeline
        from kzsearch.analysis.timeline.presence import presence_timeline
        from kzsearch.search.query import check_query

        with own_errors():
            opened = self._opened()
            filters = read_filters(year, None, country, None, series, opened.store.labels)
            if concept is None:
                return list(tier_timeline(opened, filters))
            return list(presence_timeline(opened, check_query(concept), filters))

    def locate(
        self,
        quote: str,
        *,
        country: str | Country | Iterable[str | Country] | None = None,
        year: str | int | YearRange | Iterable[str | int | YearRange] | None = None,
        series: str | Iterable[str] | None = None,
    ) -> Located:
        """Say where a quote comes from, and how it differs from the report's words.

        Args:
            quote: The quoted words.
            country: Countries by name or ISO 3166 code.
            year: Report years.
            series: Series by code or name.

        Raises:
            KzsearchError: The quote is empty or too long, or a filter makes no sense.
        """
        from kzsearch.analysis.locate.locating import Locator, check_quote

        with own_errors():
            opened = self._opened()
            if not isinstance(quote, str):
                raise QueryError(f"the quote is a {type(quote).__name__}", "give the quoted words")
            check_quote(quote)
            filters = read_filters(year, None, country, None, series, opened.store.labels)
            return Locator(opened, filters).locate(quote)

    def country_page(
        self,
        *,
        country: str | Country | None = None,
        year: str | int | YearRange | Iterable[str | int | YearRange] | None = None,
        series: str | Iterable[str] | None = None,
    ) -> CountryPage:
        """Return all that the reports on one country say: tiers, figures, what changed, recommendations.

        Args:
            country: The country; needed where the index holds several.
            year: Report years; all without it.
            series: Series by code or name; all without it.

        Raises:
            KzsearchError: There is no such report.
        """
        from kzsearch.analysis.country_page import country_page

        with own_errors():
            opened = self._opened()
            return country_page(opened, read_filters(year, None, country, None, series, opened.store.labels))

    def country_html(
        self,
        *,
        country: str | Country | None = None,
        year: str | int | YearRange | Iterable[str | int | YearRange] | None = None,
        series: str | Iterable[str] | None = None,
    ) -> str:
        """Return a country's page as HTML that needs no network, no other file and no script.

        Args:
            country: The country; needed where the index holds several.
            year: Report years; all without it.
            series: Series by code or name; all without it.

        Raises:
            KzsearchError: There is no such report.
        """
        from kzsearch.render.page import render_page

        page = self.country_page(country=country, year=year, series=series)
        with own_errors():
            return "".join(render_page(page))

    def cite(self, *ids: str) -> list[Reference]:
        """Return the references of passage ids, report ids, or report ids with a section.

        Raises:
            KzsearchError: The index has no such id; the hint names the nearest.
        """
        from kzsearch.analysis.citing import cite_ids

        with own_errors():
            return cite_ids(self._opened(), ids)


def _several(values: object) -> tuple[str, ...]:
    """Return one value or several as a tuple."""
    if isinstance(values, (str, int)):
        return (str(values),)
    if isinstance(values, Iterable):
        return tuple(map(str, values))
    raise QueryError(f"{type(values).__name__} is neither a value nor several", "give a text or a list")
