"""`kzsearch compare`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from kzsearch.cli.appearance import ColorOption, ColourOption, PagerOption, WidthOption
from kzsearch.cli.options import (
    DEFAULT_INDEX,
    CorpusOption,
    FormatOption,
    IndexOption,
    OutputOption,
    View,
    view,
)
from kzsearch.cli.pager import write_paged
from kzsearch.cli.shape import BomOption, with_bom
from kzsearch.cli.streams import FOUND, NOT_FOUND, note, tell

if TYPE_CHECKING:
    from kzsearch.index import OpenIndex
    from kzsearch.types import Filters
    from kzsearch.types.comparison import Change

EXAMPLES = (
    "Examples: kzsearch compare · kzsearch compare --section recommendations · "
    "kzsearch compare --year 2017 --year 2023 --change reworded --format csv · "
    'kzsearch compare "shelter funding"'
)


def compare(
    query: Annotated[
        list[str] | None,
        typer.Argument(help="Show the best sentence of each year on this instead.", metavar="[QUERY]"),
    ] = None,
    country: Annotated[str | None, typer.Option(help="Country.", metavar="C")] = None,
    year: Annotated[
        list[str] | None,
        typer.Option(
            help="Report year or range; repeatable. All years without it.", metavar="2017|2017..2023"
        ),
    ] = None,
    section: Annotated[
        list[str] | None, typer.Option(help="Only this section; repeatable.", metavar="S")
    ] = None,
    series: Annotated[
        str | None, typer.Option(help="Series: tip, hr or another's code.", metavar="S")
    ] = None,
    change: Annotated[
        list[str] | None,
        typer.Option(help="Only carried, figures, reworded, new or dropped; repeatable.", metavar="C"),
    ] = None,
    index: IndexOption = DEFAULT_INDEX,
    corpus: CorpusOption = None,
    output: OutputOption = FormatOption.AUTO,
    bom: BomOption = False,
    color: ColorOption = ColourOption.AUTO,
    width: WidthOption = None,
    no_pager: PagerOption = False,
) -> int:
    """Show what a report carried over from an earlier one, reworded, dropped and added."""
    from kzsearch.index import open_index
    from kzsearch.search.query import parse_choice, parse_filters
    from kzsearch.types.comparison import Change

    how = view(output, color, width)
    kinds = [parse_choice(name, Change, "--change") for name in change or ()]
    with open_index(index, corpus) as opened:
        filters = parse_filters(
            year or (), section or (), _one(country), (), _one(series), opened.store.labels
        )
        if query:
            return _query(opened, " ".join(query), filters, how, bom=bom, paged=not no_pager)
        return _reports(opened, filters, kinds, how, bom=bom, paged=not no_pager)


def _one(value: str | None) -> tuple[str, ...]:
    return () if value is None else (value,)


def _reports(
    opened: OpenIndex, filters: Filters, kinds: list[Change], how: View, *, bom: bool, paged: bool
) -> int:
    from kzsearch.analysis.compare import compare as compare_reports
    from kzsearch.analysis.compare import only
    from kzsearch.render.comparison import render_comparisons

    comparisons = compare_reports(opened, filters)
    for line in dict.fromkeys(line for comparison in comparisons for line in comparison.notes):
        note(line)
    chosen = [only(comparison, kinds) for comparison in comparisons] if kinds else comparisons
    write_paged(with_bom(render_comparisons(chosen, **how), how, bom=bom), allowed=paged)
    if any(comparison.rows for comparison in chosen):
        return FOUND
    tell(f"nothing found: no sentence is {' or '.join(kind.value for kind in kinds) or 'in these reports'}")
    return NOT_FOUND


def _query(opened: OpenIndex, query: str, filters: Filters, how: View, *, bom: bool, paged: bool) -> int:
    from kzsearch.analysis.compare import compare_query
    from kzsearch.render.side_by_side import render_by_year

    answer = compare_query(opened, query, filters)
    for line in [*opened.notes, *answer.notes]:
        note(line)
    write_paged(with_bom(render_by_year([answer], **how), how, bom=bom), allowed=paged)
    if answer:
        return FOUND
    tell(f"nothing found for {query!r}: the report of no year answers it")
    return NOT_FOUND
