"""`kzsearch reports`."""

from __future__ import annotations

from typing import Annotated

import typer

from kzsearch.cli.appearance import ColorOption, ColourOption, PagerOption, WidthOption
from kzsearch.cli.options import FormatOption, IndexOption, OutputOption, view
from kzsearch.cli.pager import write_paged
from kzsearch.cli.shape import BomOption, FieldsOption, record_pieces, with_bom
from kzsearch.cli.streams import FOUND, NOT_FOUND

EXAMPLES = (
    "Examples: kzsearch reports · kzsearch reports --long · kzsearch reports --format csv > reports.csv"
)


def reports(
    index: IndexOption = None,
    output: OutputOption = FormatOption.AUTO,
    full: Annotated[
        bool, typer.Option("--long", "--full", help="Show the facts of each report and their origins.")
    ] = False,
    fields: FieldsOption = None,
    bom: BomOption = False,
    color: ColorOption = ColourOption.AUTO,
    width: WidthOption = None,
    no_pager: PagerOption = False,
) -> int:
    """List the reports of the index, one a line."""
    from kzsearch.cli.opening import open_chosen
    from kzsearch.render import render_reports, report_rows

    with open_chosen(index) as opened:
        records = opened.store.reports()
        how = view(output, color, width, references=True)
        if fields is None:
            pieces = with_bom(render_reports(records, **how, full=full), how, bom=bom)
        else:
            pieces = record_pieces(report_rows(records), how, fields=fields, bom=bom)
        write_paged(pieces, allowed=not no_pager)
    return FOUND if records else NOT_FOUND
