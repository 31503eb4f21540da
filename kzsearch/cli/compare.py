"""`kzsearch compare`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from kzsearch.cli.filter_options import OneCountryOption, OneSeriesOption, SectionOption, YearOption
from kzsearch.cli.options import CorpusOption, IndexOption
from kzsearch.cli.printing import Printing, with_printing
from kzsearch.cli.progress import progress
from kzsearch.cli.streams import FOUND, NOT_FOUND, note, tell
from kzsearch.errors import QueryError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from kzsearch.index import OpenIndex
    from kzsearch.types import Filters
    from kzsearch.types.comparison import Change, Comparison

_SECONDS_WITHOUT_BAR = 1.0

EXAMPLES = (
    "Examples: kzsearch compare · kzsearch compare --section recommendations · "
    "kzsearch compare --year 2017 --year 2023 --change reworded --format csv · "
    'kzsearch compare "shelter funding"'
)


@with_printing()
def compare(
    query: Annotated[
        list[str] | None,
        typer.Argument(help="Show the best sentence of each year on this instead.", metavar="[QUERY]"),
    ] = None,
    country: OneCountryOption = None,
    year: YearOption = None,
    section: SectionOption = None,
    series: OneSeriesOption = None,
    change: Annotated[
        list[str] | None,
        typer.Option(help="Only carried, figures, reworded, new or dropped; repeatable.", metavar="C"),
    ] = None,
    all_countries: Annotated[
        bool,
        typer.Option("--all-countries", help="Compare the reports of every country, one after the other."),
    ] = False,
    index: IndexOption = None,
    corpus: CorpusOption = None,
    *,
    printing: Printing,
) -> int:
    """Show what a report carried over from an earlier one, reworded, dropped and added."""
    from kzsearch.cli.opening import open_chosen
    from kzsearch.render.comparison import comparison_views
    from kzsearch.search.query import parse_choice, parse_filters
    from kzsearch.types.comparison import Change

    kinds = [parse_choice(name, Change, "--change") for name in change or ()]
    with open_chosen(index, corpus) as opened:
        filters = parse_filters(
            year or (), section or (), _one(country), (), _one(series), opened.store.labels
        )
        if query:
            if all_countries:
                raise QueryError(
                    "a query is compared for one country", "leave --all-countries or the query out"
                )
            return _query(opened, " ".join(query), filters, printing)
        if all_countries and country:
            raise QueryError("--country names one country, --all-countries all", "leave one of them out")
        with progress(_SECONDS_WITHOUT_BAR) as told:
            found = _compared(opened, filters, told if all_countries else None)
            shown = _Shown(found, kinds)
            printing.write(comparison_views(shown))
    if shown.rows:
        return FOUND
    tell(f"nothing found: no sentence is {' or '.join(kind.value for kind in kinds) or 'in these reports'}")
    return NOT_FOUND


def _one(value: str | None) -> tuple[str, ...]:
    return () if value is None else (value,)


def _compared(
    opened: OpenIndex, filters: Filters, told: Callable[[str, int, int], None] | None
) -> Iterable[Comparison]:
    """Return the comparisons of one country, or given whom to tell how far it is, of all countries one by one."""
    from kzsearch.analysis.compare import compare as compare_reports
    from kzsearch.analysis.compare import compare_all

    return compare_reports(opened, filters) if told is None else compare_all(opened, filters, told)


class _Shown:
    """The comparisons as they are printed: their notes are told, their rows counted, and only some kinds shown."""

    def __init__(self, comparisons: Iterable[Comparison], kinds: Collection[Change]) -> None:
        self.rows = 0
        self._comparisons = comparisons
        self._kinds = kinds

    def __iter__(self) -> Iterator[Comparison]:
        from kzsearch.analysis.compare import only

        told: set[str] = set()
        for comparison in self._comparisons:
            for line in comparison.notes:
                if line not in told:
                    note(line)
            told.update(comparison.notes)
            shown = only(comparison, self._kinds) if self._kinds else comparison
            self.rows += len(shown.rows)
            yield shown


def _query(opened: OpenIndex, query: str, filters: Filters, printing: Printing) -> int:
    from kzsearch.analysis.compare import compare_query
    from kzsearch.render.side_by_side import by_year_views

    answer = compare_query(opened, query, filters)
    for line in [*opened.notes, *answer.notes]:
        note(line)
    printing.write(by_year_views([answer]))
    if answer:
        return FOUND
    tell(f"nothing found for {query!r}: the report of no year answers it")
    return NOT_FOUND
