"""Whether a query is answered year by year, and the best hits of each year in one list.

A query that names no subject, such as `what changed between 2017 and 2023`, is answered by comparing the reports.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from kzsearch.analysis.compare.by_year import hits_by_year
from kzsearch.analysis.compare.intent import Intent, read_intent
from kzsearch.errors import QueryError
from kzsearch.search.parsing import parsed_for
from kzsearch.types import Filters, Hit, YearRange

if TYPE_CHECKING:
    from kzsearch.index import OpenIndex
    from kzsearch.search import Settings


class YearByYear(NamedTuple):
    """The hits of all years, ranked one after the other.

    Attributes:
        hits: Year by year.
        notes: What the user should know of how the query was read.
        silent: A line for each report without an answer.
    """

    hits: tuple[Hit, ...]
    notes: tuple[str, ...]
    silent: tuple[str, ...]


class Comparing(NamedTuple):
    """What `kzsearch compare` would be asked instead of a query that names no subject.

    Attributes:
        filters: What the query and the filters name.
        command: The command.
        intent: What the query asks.
    """

    filters: Filters
    command: str
    intent: Intent


def asks_of_years(index: OpenIndex, query: str, settings: Settings) -> bool:
    """Whether a query asks for several years or for change."""
    parsed = parsed_for(index.store, query, settings.mode)
    return read_intent(parsed.free, index.store.coverage()) is not None


def comparing_instead(index: OpenIndex, query: str, settings: Settings) -> Comparing | None:
    """Return the comparison that a query asks for as a whole; None where it names a subject, or asks of no years."""
    parsed = parsed_for(index.store, query, settings.mode)
    intent = read_intent(parsed.free, index.store.coverage())
    if intent is None or intent.topic or parsed.condition is not None:
        return None
    filters = settings.filters
    named = replace(
        filters,
        years=filters.years or tuple(YearRange(year, year) for year in intent.years),
        countries=filters.countries or intent.countries,
        sections=filters.sections or (() if filters.labels else intent.sections),
    )
    options = [
        *(f"--country {alpha3}" for alpha3 in named.countries),
        *(f"--year {years.first}" for years in named.years if years.first == years.last),
        *(f"--section {section.value}" for section in named.sections),
    ]
    return Comparing(named, " ".join(["kzsearch compare", *options]), intent)


def year_by_year(
    index: OpenIndex, query: str, settings: Settings, each: int | None
) -> tuple[YearByYear | None, tuple[str, ...]]:
    """Answer a query from the report of each year, for a program.

    Args:
        index: An open index.
        query: The query.
        settings: How to search.
        each: How many hits of a report, where the user asked for years; None where only the query may ask for them.

    Returns:
        The hits, or None where the query is to be searched as any other; and what the user should know of that.

    Raises:
        QueryError: The user asked for years, and the query names no subject or there are not two reports.
    """
    if each is None and not asks_of_years(index, query, settings):
        return None, ()
    instead = comparing_instead(index, query, settings)
    if instead is not None and each is not None:
        raise QueryError(
            "the query names no subject to look for in each year", f"{instead.command} compares the reports"
        )
    if instead is not None:
        return None, (
            f"{instead.command} compares the reports of the years, which this query seems to ask for",
        )
    try:
        return ranked_by_year(index, query, settings, each), ()
    except QueryError as error:
        if each is not None:
            raise
        return None, (searched_plainly(error),)


def searched_plainly(error: QueryError) -> str:
    """Return why a query that asks for several years is searched as any other."""
    return f"searched as any other query, not year by year: {error.message} ({error.hint})"


def ranked_by_year(index: OpenIndex, query: str, settings: Settings, each: int | None) -> YearByYear:
    """Return the best hits of each year, ranked one after the other.

    Raises:
        QueryError: There are not two reports to compare.
    """
    found = hits_by_year(index, query, settings, each=each or 1)
    listed = (hit for _, of_report in found.hits for hit in of_report)
    hits = tuple(replace(hit, rank=rank) for rank, hit in enumerate(listed, start=1))
    notes = list(found.notes)
    if each is None and hits:
        notes.append(
            "the query asks for several years: this is the best passage of each, for other hits name one year"
        )
    silent = (f"the report of {report.year} does not seem to answer it" for report in found.silent)
    return YearByYear(hits, tuple(notes), tuple(silent))
