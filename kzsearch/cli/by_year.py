"""`kzsearch search --by-year`, and queries that ask for several years or for change."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kzsearch.cli.pager import write_paged
from kzsearch.cli.streams import FOUND, NOT_FOUND, note, tell
from kzsearch.errors import QueryError, one_line
from kzsearch.render.formats import Format

if TYPE_CHECKING:
    from kzsearch.analysis.compare.intent import Intent
    from kzsearch.cli.looks import Looks
    from kzsearch.index import OpenIndex
    from kzsearch.search import Settings
    from kzsearch.types import Filters, Hit


def answered_by_year(
    opened: OpenIndex, query: str, settings: Settings, looks: Looks, *, each: int | None
) -> int | None:
    """Answer a query from the report of each year; return the exit code, or None to have it searched as any other.

    Without `--by-year` only a query that asks for several years is answered so, and only where the index holds reports
    to compare: what changed as a whole as `kzsearch compare` shows it, what else by each year's best hit.

    Args:
        opened: An open index.
        query: The query.
        settings: How to search.
        looks: How to print.
        each: With `--by-year`, how many hits of a report; None without it.
    """
    from kzsearch.analysis.compare.intent import read_intent

    intent = read_intent(query, opened.store.coverage())
    if each is None and intent is None:
        return None
    try:
        if intent and not intent.topic:
            return _whole(opened, query, intent, settings, looks, asked=each is not None)
        return _each_year(opened, query, settings, looks, each)
    except QueryError as error:
        if each is not None:
            raise
        note(f"searched as any other query, not year by year: {error.message} ({error.hint})")
        return None


def _whole(
    opened: OpenIndex, query: str, intent: Intent, settings: Settings, looks: Looks, *, asked: bool
) -> int | None:
    """Show what changed, or what stayed, where the query names no subject."""
    from kzsearch.analysis.compare import compare, only
    from kzsearch.render.comparison import comparison_views
    from kzsearch.types.comparison import Change

    filters = _named(intent, settings.filters)
    named = [
        *(f"--country {alpha3}" for alpha3 in filters.countries),
        *(f"--year {years.first}" for years in filters.years if years.first == years.last),
        *(f"--section {section.value}" for section in filters.sections),
    ]
    command = " ".join(["kzsearch compare", *named])
    if looks.shape.view["fmt"] not in (Format.TEXT, Format.TERMINAL, Format.MD):
        if asked:
            raise QueryError(
                "the query names no subject to look for in each year", f"{command} compares the reports"
            )
        note(f"{command} compares the reports of the years, which this query seems to ask for")
        return None
    comparisons = compare(opened, filters)
    if not intent.change:
        comparisons = [only(one, (Change.CARRIED, Change.FIGURES, Change.REWORDED)) for one in comparisons]
    what = "changed" if intent.change else "both reports say"
    note(f"{one_line(query)!r} asks what {what}: this is the answer of {command}")
    for line in dict.fromkeys(line for one in comparisons for line in one.notes):
        note(line)
    write_paged(comparison_views(comparisons).rendered(**looks.shape.view), allowed=looks.paged)
    return FOUND if any(one.rows for one in comparisons) else NOT_FOUND


def _each_year(opened: OpenIndex, query: str, settings: Settings, looks: Looks, each: int | None) -> int:
    """Show the best hits of each year."""
    from kzsearch.analysis.compare import hits_by_year

    found = hits_by_year(opened, query, settings, each=each or 1)
    hits: list[Hit] = [
        replace(hit, rank=rank)
        for rank, hit in enumerate((hit for _, of_report in found.hits for hit in of_report), start=1)
    ]
    for line in [*opened.notes, *found.notes]:
        note(line)
    if each is None and hits:
        note(
            "the query asks for several years: this is the best passage of each, for other hits name one year"
        )
    write_paged(looks.rendered(hits), allowed=looks.paged)
    for report in found.silent:
        note(f"the report of {report.year} does not seem to answer it")
    if not hits:
        tell(f"nothing found for {one_line(query)!r}: the report of no year answers it")
    return FOUND if hits else NOT_FOUND


def _named(intent: Intent, filters: Filters) -> Filters:
    """Return filters with what the query names where the options name nothing."""
    from kzsearch.types import YearRange

    return replace(
        filters,
        years=filters.years or tuple(YearRange(year, year) for year in intent.years),
        countries=filters.countries or intent.countries,
        sections=filters.sections or (() if filters.labels else intent.sections),
    )
