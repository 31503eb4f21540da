"""`kzsearch reports`."""

from __future__ import annotations

from kzsearch.cli.options import DEFAULT_INDEX, FormatOption, IndexOption, OutputOption, view
from kzsearch.cli.shape import BomOption, FieldsOption, record_pieces, with_bom
from kzsearch.cli.streams import FOUND, NOT_FOUND, write

EXAMPLES = "Examples: kzsearch reports · kzsearch reports --format csv > reports.csv"


def reports(
    index: IndexOption = DEFAULT_INDEX,
    output: OutputOption = FormatOption.AUTO,
    fields: FieldsOption = None,
    bom: BomOption = False,
) -> int:
    """List the reports of the index, with the facts of each and the origin of each fact."""
    from kzsearch.index import open_index
    from kzsearch.render import render_reports, report_rows

    with open_index(index) as opened:
        records = opened.store.reports()
        if fields is None:
            pieces = with_bom(render_reports(records, **view(output)), output, bom=bom)
        else:
            pieces = record_pieces(report_rows(records), output, fields=fields, bom=bom)
        write(pieces)
    return FOUND if records else NOT_FOUND
