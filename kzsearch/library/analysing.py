"""What an analyst does after searching, as methods of an open index."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from typing import TYPE_CHECKING

from kzsearch.errors import QueryError
from kzsearch.index import OpenIndex
from kzsearch.library.own_errors import own_errors
from kzsearch.search.checked import checked_mode, checked_settings, read_filters
from kzsearch.search.settings import Settings
from kzsearch.types import Country, Mode, Section, Tier, YearRange

if TYPE_CHECKING:
    from kzsearch.types.comparison import ByYear, Change, Comparison
    from kzsearch.types.figures import Figure
    from kzsearch.types.locating import Located
    from kzsearch.types.recommendations import Recommendations
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
        change: str | Change | Iterable[str | Change] = (),
    ) -> list[Comparison]:
        """Compare each report of a country with the one before it: what was carried, reworded, new and dropped.

        Args:
            country: The country; needed where the index holds several.
            year: Report years; all without it.
            section: Only these sections.
            series: The series; the Trafficking in Persons Report without it.
            change: Only these kinds of rows: "carried", "figures", "reworded", "new", "dropped"; all without it.

        Raises:
            KzsearchError: There are not two reports to compare, or they have no such section.
        """
        from kzsearch.analysis.compare import compare, only
        from kzsearch.search.query import parse_choice
        from kzsearch.types.comparison import Change

        with own_errors():
            opened = self._opened()
            kinds = [parse_choice(name, Change, "change") for name in _several(change)]
            filters = read_filters(year, section, country, None, series, opened.store.labels)
            found = compare(opened, filters)
            return [only(one, kinds) for one in found] if kinds else found

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

    def figures_instead(
        self,
        *,
        measure: str | Iterable[str] = (),
        country: str | Country | Iterable[str | Country] | None = None,
        year: str | int | Iterable[str | int] = (),
        report_year: str | int | YearRange | Iterable[str | int | YearRange] | None = None,
        section: str | Section | Iterable[str | Section] | None = None,
        series: str | Iterable[str] | None = None,
    ) -> list[str]:
        """Return lines that say what there is where `figures`, with the same arguments, finds nothing."""
        from kzsearch.analysis.figures import queries
        from kzsearch.search.query import kept_out

        with own_errors():
            opened = self._opened()
            filters = read_filters(report_year, section, country, None, series, opened.store.labels)
            measures, about = queries.parse_measures(_several(measure)), map(str, _several(year))
            near = queries.nearest_figures(opened, filters, measures, queries.parse_about(about))
            return [*kept_out(filters, opened.store.reports()), *near]

    def timeline(
        self,
        concept: str | None = None,
        *,
        country: str | Country | Iterable[str | Country] | None = None,
        year: str | int | YearRange | Iterable[str | int | YearRange] | None = None,
        section: str | Section | Iterable[str | Section] | None = None,
        tier: str | int | Tier | Iterable[str | int | Tier] | None = None,
        series: str | Iterable[str] | None = None,
        mode: str | Mode = Mode.HYBRID,
        min_score: float | None = None,
    ) -> list[TierYear] | list[PresenceYear]:
        """Return a country's tiers by report year, or how much each report speaks of a concept.

        Years between two reports that no report is of are there too, as missing.

        Args:
            concept: A concept, as a query; None for the tiers.
            country: Countries by name or ISO 3166 code.
            year: Report years.
            section: With a concept, only these sections.
            tier: Only reports of these tiers.
            series: Series by code or name.
            mode: How a concept is looked for: "hybrid", "dense", "lexical" or "exact".
            min_score: What a passage on the concept must reach, instead of the index's threshold.

        Raises:
            KzsearchError: An argument makes no sense.
        """
        from kzsearch.analysis.timeline.placements import tier_timeline
        from kzsearch.analysis.timeline.presence import presence_timeline
        from kzsearch.search.query import check_query

        with own_errors():
            opened = self._opened()
            filters = read_filters(year, section, country, tier, series, opened.store.labels)
            how = checked_settings(
                Settings(mode=checked_mode(mode), min_score=min_score), opened.store.labels
            )
            if concept is not None:
                return presence_timeline(
                    opened, check_query(concept), filters, mode=how.mode, min_score=how.min_score
                )
            if section is not None or min_score is not None:
                name = "section" if section is not None else "min_score"
                raise QueryError(f"{name} goes with a concept", f"name one, or leave {name} out")
            return tier_timeline(opened, filters)

    def locate(
        self,
        quote: str,
        *,
        country: str | Country | Iterable[str | Country] | None = None,
        year: str | int | YearRange | Iterable[str | int | YearRange] | None = None,
        section: str | Section | Iterable[str | Section] | None = None,
        tier: str | int | Tier | Iterable[str | int | Tier] | None = None,
        series: str | Iterable[str] | None = None,
    ) -> Located:
        """Say where a quote comes from, and how it differs from the report's words.

        Args:
            quote: The quoted words.
            country: Countries by name or ISO 3166 code.
            year: Report years.
            section: Only these sections.
            tier: Only reports of these tiers.
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
            filters = read_filters(year, section, country, tier, series, opened.store.labels)
            return Locator(opened, filters).locate(quote)


def _several(values: object) -> tuple[str, ...]:
    """Return one value or several as a tuple."""
    if isinstance(values, (str, int)):
        return (str(values),)
    if isinstance(values, Iterable):
        return tuple(map(str, values))
    raise QueryError(f"{type(values).__name__} is neither a value nor several", "give a text or a list")
