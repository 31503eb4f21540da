"""Figures as a workbook (`.xlsx`): one row a figure, numbers as numbers.

Text is written as text cells, which no spreadsheet runs, so that it needs no apostrophe in front.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from kzsearch.errors import QueryError
from kzsearch.render.figures import COLUMNS, FINDING_COLUMNS, figure_row
from kzsearch.render.printable import cell_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kzsearch.types.figures import Figure, Finding

_WIDTHS = {
    "sentence": 80,
    "citation": 60,
    "text": 100,
    "citations": 60,
    "measure": 20,
    "breakdown": 28,
    "year_words": 24,
}
_ORDINARY = 13
_LONGEST_CELL = 32_767  # characters, by the format


def workbook(figures: Sequence[Figure], findings: Sequence[Finding]) -> bytes:
    """Return a workbook with a sheet of figures and a sheet of findings.

    Raises:
        QueryError: The library that writes workbooks is not installed.
    """
    try:
        import xlsxwriter
    except ImportError:
        raise QueryError(
            "a workbook needs the package XlsxWriter", "pip install 'kzsearch[tables]', or take --format csv"
        ) from None
    target = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(target, options) as book:
        bold = book.add_format({"bold": True})
        for name, columns, rows in (
            ("figures", COLUMNS, [figure_row(figure) for figure in figures]),
            ("comparison", FINDING_COLUMNS, [_finding_row(finding) for finding in findings]),
        ):
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            _fill(sheet, columns, rows, bold)
    return target.getvalue()


def _finding_row(finding: Finding) -> dict[str, object]:
    citations = dict.fromkeys(figure.citation for figure in finding.figures)
    return {"verdict": finding.verdict.value, "text": finding.text, "citations": "\n".join(citations)}


def _fill(sheet: object, columns: Sequence[str], rows: Iterable[Mapping[str, object]], bold: object) -> None:
    last = 0
    for place, column in enumerate(columns):
        sheet.set_column(place, place, _WIDTHS.get(column, _ORDINARY))  # type: ignore[attr-defined]
        sheet.write_string(0, place, column, bold)  # type: ignore[attr-defined]
    for number, row in enumerate(rows, start=1):
        last = number
        for place, column in enumerate(columns):
            value = row.get(column)
            if isinstance(value, (int, float)):
                sheet.write_number(number, place, value)  # type: ignore[attr-defined]
            elif value:
                sheet.write_string(number, place, cell_text(str(value))[:_LONGEST_CELL])  # type: ignore[attr-defined]
    sheet.autofilter(0, 0, last, len(columns) - 1)  # type: ignore[attr-defined]
