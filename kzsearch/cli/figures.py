"""`kzsearch figures`."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kzsearch.cli.appearance import ColorOption, ColourOption, PagerOption, WidthOption
from kzsearch.cli.filter_options import CountryOption, SeriesOption
from kzsearch.cli.options import CorpusOption, FormatOption, IndexOption, View, view
from kzsearch.cli.pager import write_paged
from kzsearch.cli.progress import progress
from kzsearch.cli.shape import BomOption, with_bom
from kzsearch.cli.streams import FOUND, NOT_FOUND, note, tell, write_bytes
from kzsearch.errors import QueryError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kzsearch.types.figures import Figure, Finding

EXAMPLES = (
    "Examples: kzsearch figures · kzsearch figures --measure convictions --chart · "
    "kzsearch figures --year 2015..2016 --from protection --format csv · "
    "kzsearch figures --format xlsx > figures.xlsx · kzsearch figures --plot figures.svg"
)
_SHORT = 1.0  # seconds that need no progress bar


class FiguresFormat(StrEnum):
    """What `--format` takes here."""

    AUTO = "auto"
    TEXT = "text"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    MD = "md"
    XLSX = "xlsx"


def figures(
    country: CountryOption = None,
    measure: Annotated[
        list[str] | None,
        typer.Option(help="Measure, such as convictions or victims_identified; repeatable.", metavar="M"),
    ] = None,
    year: Annotated[
        list[str] | None,
        typer.Option(help="Year or range that the figure is about; repeatable.", metavar="2016|2015..2017"),
    ] = None,
    report_year: Annotated[
        list[str] | None, typer.Option(help="Year or range of the report; repeatable.", metavar="2017")
    ] = None,
    section: Annotated[
        list[str] | None,
        typer.Option("--from", help="Only from this section; repeatable.", metavar="SECTION"),
    ] = None,
    series: SeriesOption = None,
    checks: Annotated[
        bool, typer.Option("--checks", help="Print only which figures agree, disagree or do not add up.")
    ] = False,
    chart: Annotated[bool, typer.Option("--chart", help="Print bars by year instead.")] = False,
    plot: Annotated[
        Path | None, typer.Option(help="Draw them by year into this file, .svg or .png.", metavar="FILE")
    ] = None,
    index: IndexOption = None,
    corpus: CorpusOption = None,
    output: Annotated[
        FiguresFormat,
        typer.Option("--format", help="auto is coloured text on a terminal and plain text in a pipe."),
    ] = FiguresFormat.AUTO,
    bom: BomOption = False,
    color: ColorOption = ColourOption.AUTO,
    width: WidthOption = None,
    no_pager: PagerOption = False,
) -> int:
    """Show what the reports count: the number, what it counts, its year, who counted, and the sentence."""
    from kzsearch.analysis.figures import agreement, collect, queries
    from kzsearch.cli.opening import open_chosen
    from kzsearch.render.plot import suffix_of
    from kzsearch.search.query import kept_out, parse_filters

    suffix = "" if plot is None else suffix_of(plot.name)
    measures = queries.parse_measures(measure or ())
    about = queries.parse_about(year or ())
    with open_chosen(index, corpus) as opened:
        filters = parse_filters(
            report_year or (),
            section or (),
            country or (),
            (),
            series or (),
            opened.store.labels,
            section_option="--from",
        )
        with progress(_SHORT) as told:
            found = list(collect.figures(opened, filters, measures=measures, about=about, told=told))
        for line in opened.notes:
            note(line)
        if not found:
            tell("no figure found")
            for line in [
                *kept_out(filters, opened.store.reports()),
                *queries.nearest_figures(opened, filters, measures, about),
            ]:
                note(line)
    findings = agreement.findings(found)
    if plot is not None:
        _draw(found, plot, suffix)
    elif output is FiguresFormat.XLSX:
        _write_workbook(found, findings)
    else:
        how = view(FormatOption(output.value), color, width)
        write_paged(
            with_bom(_pieces(found, findings, how, checks=checks, chart=chart), how, bom=bom),
            allowed=not no_pager,
        )
    return FOUND if found else NOT_FOUND


def _pieces(
    found: list[Figure], findings: list[Finding], how: View, *, checks: bool, chart: bool
) -> Iterator[str]:
    from kzsearch.render.figures import render_figures, render_findings
    from kzsearch.render.figures_chart import render_chart

    if chart:
        return render_chart(found, width=how["width"], colour=how["colour"])
    if checks:
        return render_findings(findings, **how)
    return render_figures(found, findings, **how)


def _draw(found: list[Figure], plot: Path, suffix: str) -> None:
    from kzsearch.render.figures_plots import picture

    plot.write_bytes(picture(found, suffix))
    note(f"drawn into {plot}")


def _write_workbook(found: list[Figure], findings: list[Finding]) -> None:
    from kzsearch.render.figures_workbook import workbook

    if sys.stdout.isatty():
        raise QueryError(
            "a workbook is no text for a terminal", "kzsearch figures --format xlsx > figures.xlsx"
        )
    write_bytes(workbook(found, findings))
