"""What programs ask of the command line: chosen fields, one line a hit, CSV for Excel."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Kz, Run

QUERY = ("search", "hotline calls", "-k", "3")


def test_chosen_fields_of_hits(kz: Kz) -> None:
    whole = [json.loads(line) for line in kz(*QUERY, "--format", "jsonl").out.splitlines()]
    fields = "passage_id,best_sentence.text,scores.dense"
    expected = [
        {
            "passage_id": hit["passage_id"],
            "best_sentence.text": hit["best_sentence"]["text"],
            "scores.dense": hit["scores"]["dense"],
        }
        for hit in whole
    ]
    assert json.loads(kz(*QUERY, "--format", "json", "--fields", fields).out) == expected
    lines = kz(*QUERY, "--format", "jsonl", "--fields", fields).out.splitlines()
    assert [json.loads(line) for line in lines] == expected
    rows = list(csv.DictReader(io.StringIO(kz(*QUERY, "--format", "csv", "--fields", fields).out)))
    assert [list(row) for row in rows] == [fields.split(",")] * 3
    assert [row["best_sentence.text"] for row in rows] == [hit["best_sentence.text"] for hit in expected]


def test_chosen_fields_of_passages_and_reports(kz: Kz) -> None:
    shown = kz("show", "kaz-2023-protection-01", "--format", "jsonl", "--fields", "lines,best_sentence")
    assert json.loads(shown.out) == {"lines": [19, 19], "best_sentence": None}
    reports = kz("reports", "--format", "csv", "--fields", "report_id,facts.year.origin")
    assert reports.out == "report_id,facts.year.origin\nkaz-2017,table\nkaz-2023,table\n"


def test_one_line_a_hit(kz: Kz) -> None:
    whole = [json.loads(line) for line in kz(*QUERY, "--format", "jsonl").out.splitlines()]
    assert [line.split("\t") for line in kz(*QUERY, "--oneline").out.splitlines()] == [
        [f"{hit['score']:.4f}", hit["passage_id"], hit["citation"], hit["best_sentence"]["text"]]
        for hit in whole
    ]
    lines = kz("show", "kaz-2023-protection", "--oneline").out.splitlines()
    assert len(lines) > 1
    assert all(line.startswith("\tkaz-2023-protection-") and line.count("\t") == 3 for line in lines)


def test_csv_for_excel(run: Run, real_index: Path) -> None:
    plain = run(*QUERY, "--format", "csv", "--index", real_index).stdout
    excel = run(*QUERY, "--format", "csv", "--bom", "--index", real_index).stdout
    assert excel.startswith("\ufeffquery,rank,")
    assert excel.endswith("\r\n")
    read = [list(csv.reader(io.StringIO(text, newline=""))) for text in (plain, excel.removeprefix("\ufeff"))]
    assert read[0] == read[1]
    assert run("reports", "--format", "csv", "--bom", "--index", real_index).stdout.startswith(
        "\ufeffreport_id,"
    )


def test_a_batch_keeps_to_the_chosen_fields(run: Run, real_index: Path) -> None:
    arguments = ("search", "-", "-k", "1", "--index", real_index, "--fields", "query_line,passage_id,hits")
    done = run(*arguments, "--format", "csv", stdin="hotline calls\nbanana bread recipe\n")
    assert done.returncode == 0
    assert done.stdout == "query_line,passage_id,hits\n1,kaz-2017-prevention-02,\n2,,0\n"
    assert "nothing found for 'banana bread recipe'" in done.stderr
    assert run(*arguments, "--format", "csv", stdin="banana bread recipe\n").returncode == 1


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--fields", "pasage_id", "--format", "jsonl"], "there is no field 'pasage_id'"),
        (["--fields", "", "--format", "jsonl"], "there is no field ''"),
        (["--fields", "score"], "--fields goes with json, jsonl and csv"),
        (["--fields", "score", "--format", "md"], "--fields goes with json, jsonl and csv"),
        (["--fields", "score", "--oneline"], "--oneline has fields of its own"),
        (["--oneline", "--format", "csv"], "--oneline is a format of its own"),
        (["--bom"], "--bom goes with csv"),
        (["--bom", "--format", "jsonl"], "--bom goes with csv"),
    ],
)
def test_options_that_make_no_sense(kz: Kz, options: list[str], message: str) -> None:
    for command in (QUERY, ("show", "kaz-2023")):
        outcome = kz(*command, *options)
        assert (outcome.code, outcome.out) == (2, "")
        error, hint = outcome.err.splitlines()
        assert error == f"kzsearch: error: {message}"
        assert hint.startswith("hint: ")


def test_an_unknown_field_of_a_report(kz: Kz) -> None:
    outcome = kz("reports", "--format", "json", "--fields", "reportid")
    assert outcome.code == 2
    assert "did you mean report_id?" in outcome.err
