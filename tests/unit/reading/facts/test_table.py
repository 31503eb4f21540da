"""The corpus table: good rows are used, and each bad row gets its own error."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kzsearch.reading.facts.table import TABLE_NAME, last_year, parse_year, read_table

if TYPE_CHECKING:
    from pathlib import Path

_GOOD = '[[report]]\nfile = "good.txt"\ncountry = "kaz"\nyear = 2017\n'


def _table(folder: Path, content: str) -> Path:
    (folder / TABLE_NAME).write_text(content, encoding="utf-8")
    return folder


def test_a_row_is_read(tmp_path: Path) -> None:
    row = read_table(_table(tmp_path, _GOOD)).rows["good.txt"]
    assert row.country is not None
    assert (row.country.name, row.year, row.title) == ("Kazakhstan", 2017, None)


def test_no_table_is_an_empty_one(tmp_path: Path) -> None:
    table = read_table(tmp_path)
    assert (table.rows, table.errors, table.exists) == ({}, (), False)


@pytest.mark.parametrize(
    ("row", "words", "hint"),
    [
        ('country = "Kazakhstan"', "no file", "file"),
        ('file = "b.txt"\ncountri = "x"', 'unknown key "countri"', "country"),
        ('file = "b.txt"\nyear = "2017"', "not a whole number", "year = 2023"),
        ('file = "b.txt"\nyear = true', "not a whole number", "year = 2023"),
        ('file = "b.txt"\nyear = 1999', "1999", "Correct"),
        (f'file = "b.txt"\nyear = {last_year() + 1}', "not between", "Correct"),
        ('file = "b.txt"\ntitle = 3', "title is not text", "quotation"),
        ('file = "b.txt"\ncountry = "Kazakstan"', 'unknown country "Kazakstan"', "Kazakhstan"),
        ('file = "../b.txt"', "no path inside", "relative"),
    ],
)
def test_a_bad_row_does_not_spoil_the_good_one(tmp_path: Path, row: str, words: str, hint: str) -> None:
    table = read_table(_table(tmp_path, f"[[report]]\n{row}\n{_GOOD}"))
    assert list(table.rows) == ["good.txt"]
    (error,) = table.errors
    assert words in error.message
    assert "row 1" in error.message
    assert hint in error.hint
    assert "good.txt" not in table.refused


def test_the_file_of_a_bad_row_is_not_read_from_other_facts(tmp_path: Path) -> None:
    assert read_table(_table(tmp_path, '[[report]]\nfile = "b.txt"\nyear = 1999\n')).refused == {"b.txt"}


def test_the_same_file_twice_keeps_the_first_row(tmp_path: Path) -> None:
    table = read_table(_table(tmp_path, _GOOD + _GOOD.replace("2017", "2018")))
    assert table.rows["good.txt"].year == 2017
    assert ["has a row already" in error.message for error in table.errors] == [True]


def _rows(count: int) -> str:
    return "".join(f'[[report]]\nfile = "{number}.txt"\nyear = 2017\n\n' for number in range(count))


def test_a_long_table_is_read_to_its_end(tmp_path: Path) -> None:
    wrong = '[[report]]\nfile = "wrong.txt"\nyear = 1999\n'
    table = read_table(_table(tmp_path, f"# Reports\n{_rows(450)}{wrong}{_GOOD}"))
    assert list(table.rows) == [*(f"{number}.txt" for number in range(450)), "good.txt"]
    assert table.refused == {"wrong.txt"}
    (error,) = table.errors
    assert "row 451" in error.message


@pytest.mark.parametrize("rows", range(95, 105))
def test_a_text_that_looks_like_a_row_is_a_text(tmp_path: Path, rows: int) -> None:
    text = f'{_rows(rows)}[[report]]\nfile = "a.txt"\ntitle = """\n[[report]]\nfile = "b.txt"\n"""\n{_GOOD}'
    table = read_table(_table(tmp_path, text))
    assert (len(table.rows), table.errors) == (rows + 2, ())
    assert table.rows["a.txt"].title == '[[report]]\nfile = "b.txt"'


def test_an_error_far_down_tells_its_line(tmp_path: Path) -> None:
    (error,) = read_table(_table(tmp_path, f"{_rows(450)}year = = 3\n{_rows(5)}")).errors
    assert "line 1801" in error.message


def test_what_is_no_row_is_told_beside_many_rows(tmp_path: Path) -> None:
    table = read_table(_table(tmp_path, f"{_rows(250)}[extra]\na = 1\n"))
    assert len(table.rows) == 250
    assert ['unknown table "extra"' in error.message for error in table.errors] == [True]


@pytest.mark.parametrize(
    "content",
    [
        "[[report]\n",
        "report = 3\n",
        "\x00",
        f"a = {'[' * 5_000}{']' * 5_000}\n",
        f"year = {'9' * 5_000}\n",
        f"a{'.a' * 20_000} = 1\n",
        f"{_GOOD}[a{'.a' * 20_000}]\n",
    ],
    ids=[
        "cut off",
        "a number",
        "NUL",
        "nested deep",
        "digits",
        "a key of many parts",
        "a table of many parts",
    ],
)
def test_what_is_no_table_gives_one_error(tmp_path: Path, content: str) -> None:
    table = read_table(_table(tmp_path, content))
    assert not table.rows
    assert len(table.errors) == 1
    assert "\n" not in table.errors[0].message


@pytest.mark.parametrize(
    ("text", "year"),
    [("2017", 2017), (" 2001 ", 2001), ("2000", None), ("2999", None), ("x", None), ("٢٠١٧", None)],
)
def test_a_year(text: str, year: int | None) -> None:
    assert parse_year(text) == year
