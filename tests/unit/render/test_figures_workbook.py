"""The workbook of figures."""

from __future__ import annotations

import io

import pytest

from kzsearch.render.figures import COLUMNS
from kzsearch.render.figures_workbook import workbook
from tests.figure_records import figure


def test_numbers_are_numbers_and_text_is_no_formula() -> None:
    pytest.importorskip("xlsxwriter")
    openpyxl = pytest.importorskip("openpyxl")
    figures = [figure(), figure(value=1.5, sentence="=HYPERLINK(1)\x1b", breakdown=("a", "b"))]
    book = openpyxl.load_workbook(io.BytesIO(workbook(figures, [])))
    assert book.sheetnames == ["figures", "comparison"]
    rows = list(book["figures"].iter_rows())
    assert [cell.value for cell in rows[0]] == list(COLUMNS)
    value, sentence = COLUMNS.index("value"), COLUMNS.index("sentence")
    assert [row[value].value for row in rows[1:]] == [110, 1.5]
    assert {row[value].data_type for row in rows[1:]} == {"n"}
    assert rows[2][sentence].data_type == "s"
    assert rows[2][sentence].value == "=HYPERLINK(1)\ufffd"
    assert rows[2][COLUMNS.index("breakdown")].value == "a; b"
