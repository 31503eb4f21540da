"""Tables of any columns, and the reports with their facts."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from kzsearch.render import Format, render_reports, render_table, report_rows
from kzsearch.types import Fact, Origin
from tests.render_records import INFERRED_YEAR, READABLE, REPORT, without_ansi

COLUMNS = ["passage", "status", "score"]
ROWS: list[dict[str, object]] = [
    {"passage": "警察", "status": "intact", "score": 12.5, "unused": 1},
    {"passage": "Қазақстан", "status": None, "score": 0.25},
]
NOTED = replace(
    INFERRED_YEAR,
    notes=("the file name says 2022",),
    facts={**INFERRED_YEAR.facts, "series": Fact("TIP Report", Origin.HEADER)},
)


def table(fmt: Format, width: int | None = None) -> str:
    return "".join(render_table(COLUMNS, ROWS, fmt, width=width, colour=False))


def reports(fmt: Format, width: int | None = None, *, full: bool = True) -> str:
    return "".join(render_reports([NOTED, REPORT], fmt, width=width, colour=True, full=full))


def test_the_short_list_has_a_line_a_report() -> None:
    marked = replace(NOTED, series="hr", source="a.txt")
    lines = "".join(render_reports([marked, REPORT], Format.TEXT, width=None, colour=False)).splitlines()
    several = ["Country Reports on Human Rights Practices", "Trafficking in Persons Report"]
    table = [re.split(r"  +", line) for line in lines]
    assert table == [
        ["report", "country", "year", "tier", "series", "passages", "file"],
        ["kaz-2023", "Kazakhstan", "2023 *", "Tier 2", several[0], "57", "a.txt †"],
        ["kaz-2023", "Kazakhstan", "2023", "Tier 2", several[1], "57", "kazakhstan-2023.txt"],
        ["* inferred from the text: kzsearch reports --long shows from what"],
        ["† kzsearch reports --long has a note on it"],
    ]


def test_the_short_list_leaves_out_columns_before_it_wraps() -> None:
    def header(width: int) -> str:
        return reports(Format.TEXT, width, full=False).splitlines()[0]

    assert header(80).split()[-2:] == ["passages", "file"]
    assert header(60).split()[-1] == "file"
    assert header(45).split() == ["report", "country", "year", "tier"]
    assert header(20) == "report: kaz-2023"


def test_text_is_aligned_by_what_is_seen() -> None:
    assert table(Format.TEXT).splitlines() == [
        "passage    status    score",
        "警察       intact  12.5000",
        "Қазақстан           0.2500",
    ]


def test_a_table_too_wide_becomes_blocks() -> None:
    lines = table(Format.TEXT, width=20).splitlines()
    assert lines[:4] == ["passage: 警察", "status: intact", "score: 12.5000", ""]
    assert table(Format.TERMINAL, width=20).splitlines()[:3] == lines[:3]


def test_terminal_table_says_the_same() -> None:
    assert table(Format.TERMINAL, width=40).split() == table(Format.TEXT).split()


def test_machine_formats_keep_the_columns_only() -> None:
    expected = [{name: row[name] for name in COLUMNS} for row in ROWS]
    assert json.loads(table(Format.JSON)) == expected
    assert [json.loads(line) for line in table(Format.JSONL).splitlines()] == expected
    assert table(Format.CSV) == "passage,status,score\n警察,intact,12.5\nҚазақстан,,0.25\n"


@given(
    st.lists(st.fixed_dictionaries({"a": READABLE, "b": READABLE}), min_size=1, max_size=5),
    st.none() | st.integers(2, 90),
)
def test_text_tables_fit_and_align(rows: list[dict[str, object]], width: int | None) -> None:
    lines = "".join(render_table(["a", "b"], rows, Format.TEXT, width=width, colour=False)).splitlines()
    if width is not None:
        assert max(map(cell_len, lines)) <= width
    else:
        start = max(1, *(cell_len(" ".join(str(row["a"]).split())) for row in rows)) + 2
        assert cell_len(lines[0]) == start + 1
        for line, row in zip(lines[1:], rows, strict=True):
            second = " ".join(str(row["b"]).split())
            assert not second or cell_len(line) == start + cell_len(second)


def test_report_rows_tell_where_each_fact_came_from() -> None:
    (row,) = report_rows([NOTED])
    assert {name: value for name, value in row.items() if name != "facts"} == {
        "report_id": "kaz-2023",
        "country": "Kazakhstan",
        "year": 2023,
        "tier": "Tier 2",
        "passages": 57,
        "words": 3500,
        "source": "kazakhstan-2023.txt",
        "sha256": "ab" * 32,
        "notes": ["the file name says 2022"],
    }
    facts = row["facts"]
    assert isinstance(facts, dict)
    assert list(facts) == ["country", "year", "publisher", "series"]
    assert facts["year"] == {"value": "2023", "origin": "text", "evidence": "compared with 20 in 2021"}


def test_reports_for_people_are_a_block_each() -> None:
    first, second = reports(Format.TEXT).split("\n\n")
    assert first.splitlines() == [
        "kaz-2023 · Kazakhstan 2023 (inferred) · Tier 2",
        f"   57 passages · 3500 words · kazakhstan-2023.txt · sha256 {'ab' * 32}",
        "   fact       value                     origin     evidence",
        "   country    Kazakhstan                tier line  KAZAKHSTAN (Tier 2)",
        "   year       2023                      text       compared with 20 in 2021",
        "   publisher  U.S. Department of State  table",
        "   series     TIP Report                header",
        "   note: the file name says 2022",
    ]
    assert second.startswith("kaz-2023 · Kazakhstan 2023 · Tier 2\n")


@pytest.mark.parametrize("width", [10, 20, 40, 80, 100])
@pytest.mark.parametrize("fmt", [Format.TEXT, Format.TERMINAL])
@pytest.mark.parametrize("full", [True, False])
def test_reports_fit(fmt: Format, width: int, full: bool) -> None:  # noqa: FBT001
    lines = reports(fmt, width, full=full).splitlines()
    assert max(cell_len(without_ansi(line)) for line in lines) <= width


def test_reports_on_a_terminal_and_in_markdown_say_the_same() -> None:
    text = set(reports(Format.TEXT).split())
    assert set(without_ansi(reports(Format.TERMINAL, 120)).split()) == text
    assert text <= set(reports(Format.MD).replace("\\", "").split())


def test_reports_for_programs() -> None:
    array = json.loads(reports(Format.JSON))
    assert array == [json.loads(line) for line in reports(Format.JSONL).splitlines()]
    assert array == report_rows([NOTED, REPORT])
    first, second = csv.DictReader(io.StringIO(reports(Format.CSV)))
    assert (first["year_origin"], first["year_evidence"]) == ("text", "compared with 20 in 2021")
    assert (first["publisher"], first["series"], first["series_origin"]) == (
        "U.S. Department of State",
        "TIP Report",
        "header",
    )
    assert (second["series"], second["year_origin"]) == ("", "table")
    assert json.loads(first["notes"]) == ["the file name says 2022"]
