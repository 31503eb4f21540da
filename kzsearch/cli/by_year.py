"""`kzsearch search --by-year`, and queries that ask for several years or for change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzsearch.cli.pager import write_paged
from kzsearch.cli.streams import FOUND, NOT_FOUND, note, tell
from kzsearch.errors import QueryError, one_line
from kzsearch.render.formats import Format

if TYPE_CHECKING:
    from kzsearch.analysis.compare.year_by_year import Comparing, YearByYear
    from kzsearch.cli.looks import Looks
    from kzsearch.index import OpenIndex
    from kzsearch.search import Settings


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
    from kzsearch.analysis.compare.year_by_year import comparing_instead, searched_plainly, year_by_year

    fmt = looks.shape.view["fmt"]
    if fmt not in (Format.TEXT, Format.TERMINAL, Format.MD):
        found, notes = year_by_year(opened, query, settings, each)
        for line in notes:
            note(line)
        return None if found is None else _each_year(opened, query, looks, found)
    from kzsearch.analysis.compare.year_by_year import asks_of_years, ranked_by_year

    if each is None and not asks_of_years(opened, query, settings):
        return None
    try:
        instead = comparing_instead(opened, query, settings)
        if instead is not None:
            return _whole(opened, query, instead, looks)
        return _each_year(opened, query, looks, ranked_by_year(opened, query, settings, each))
    except QueryError as error:
        if each is not None:
            raise
        note(searched_plainly(error))
        return None


def _whole(opened: OpenIndex, query: str, instead: Comparing, looks: Looks) -> int:
    """Show what changed, or what stayed, where the query names no subject."""
    from kzsearch.analysis.compare import compare, only
    from kzsearch.render.comparison import comparison_views
    from kzsearch.types.comparison import Change

    comparisons = compare(opened, instead.filters)
    if not instead.intent.change:
        comparisons = [only(one, (Change.CARRIED, Change.FIGURES, Change.REWORDED)) for one in comparisons]
    what = "changed" if instead.intent.change else "both reports say"
    note(f"{one_line(query)!r} asks what {what}: this is the answer of {instead.command}")
    for line in dict.fromkeys(line for one in comparisons for line in one.notes):
        note(line)
    write_paged(comparison_views(comparisons).rendered(**looks.shape.view), allowed=looks.paged)
    return FOUND if any(one.rows for one in comparisons) else NOT_FOUND


def _each_year(opened: OpenIndex, query: str, looks: Looks, found: YearByYear) -> int:
    """Show the best hits of each year."""
    for line in [*opened.notes, *found.notes]:
        note(line)
    write_paged(looks.rendered(found.hits), allowed=looks.paged)
    for line in found.silent:
        note(line)
    if not found.hits:
        tell(f"nothing found for {one_line(query)!r}: the report of no year answers it")
    return FOUND if found.hits else NOT_FOUND
