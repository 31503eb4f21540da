"""Rows of tables."""

from __future__ import annotations

from kzsearch.analysis.figures.rows import TableRows
from kzsearch.types.figures import Measure


def test_rows_under_years() -> None:
    table = TableRows()
    assert table.read("Overview of enforcement 2021 2022", 2022) == []
    row = table.read("| Investigations | 20 | 1,026 |", 2022)
    assert row is not None
    assert [(item.measure, item.numeral.value, item.year) for item in row] == [
        (Measure.INVESTIGATIONS, 20, 2021),
        (Measure.INVESTIGATIONS, 1026, 2022),
    ]
    row = table.read("Number of labor inspectors N/A 267", 2022)
    assert row is not None
    assert [(item.measure, item.year) for item in row] == [(Measure.OFFICERS, 2022)]


def test_a_row_without_years() -> None:
    row = TableRows().read("Sex trafficking convictions: 6", 2022)
    assert row is not None
    assert [(item.measure, item.year, item.parts) for item in row] == [
        (Measure.CONVICTIONS, 2022, ("sex trafficking",))
    ]


def test_what_is_no_row() -> None:
    table = TableRows()
    table.read("Measure 2021 2022", 2022)
    for text in (
        "Investigations 20 26 30",
        "The police investigated 26 cases.",
        "Page 12",
        "Bus lines 20 26",
    ):
        assert table.read(text, 2022) is None


def test_a_table_that_runs_into_one_text() -> None:
    sentences = (
        "2020 2021 Number of Labor Inspections Conducted 3,982",
        "(2) 4,300",
        "(1) Number Conducted at Worksite 228",
        "(2) 4,300",
        "(1) Number of Labor Inspectors 274 (2) 256 (1)",
    )
    table = TableRows()
    found = [
        (item.numeral.value, item.measure, item.year, item.noun.noun)
        for place, text in enumerate(sentences)
        for item in table.read(text, 2020, " ".join(sentences[place + 1 :])) or []
    ]
    assert found == [
        (3982, Measure.INSPECTIONS, 2020, "inspections"),
        (4300, Measure.INSPECTIONS, 2021, "inspections"),
        (274, Measure.OFFICERS, 2020, "inspectors"),
        (256, Measure.OFFICERS, 2021, "inspectors"),
    ]


def test_a_row_with_too_few_cells_is_not_read() -> None:
    assert TableRows().read("2020 2021 Number of Labor Inspections Conducted 3,982", 2020) is None
