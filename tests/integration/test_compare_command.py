"""`kzsearch compare`, `kzsearch recommendations` and searches by year, on the two reports."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import kzsearch
from kzsearch.cite import parse
from tests.conftest import ROOT

if TYPE_CHECKING:
    from tests.conftest import Kz


def test_counts_come_first_and_each_row_is_cited(kz: Kz) -> None:
    done = kz("compare")
    assert done.code == 0
    assert done.out.startswith("Kazakhstan 2017 to 2023: 1 carried, ")
    rows = list(csv.DictReader(io.StringIO(kz("compare", "--format", "csv").out)))
    assert len(rows) > 100
    for row in rows:
        cited = [part for part in (row["earlier_citation"], row["later_citation"]) if part]
        assert cited
        assert all(parse(one) for part in cited for one in part.split("; "))
        assert bool(row["earlier_text"]) == (row["change"] != "new")
        assert bool(row["later_text"]) == (row["change"] != "dropped")


def test_spans_hold_the_words(kz: Kz) -> None:
    sources = {
        year: (ROOT / "corpus" / f"kazakhstan-{year}.txt").read_text(encoding="utf-8")
        for year in (2017, 2023)
    }
    lines = [json.loads(line) for line in kz("compare", "--format", "jsonl").out.splitlines()]
    for sentence in (one for row in lines for one in (*row["earlier"], *row["later"])):
        told = " ".join(sources[sentence["year"]][slice(*sentence["span"])].split())
        assert sentence["text"].split()[-1].rstrip(";") in told


def test_json_has_counts_and_rows(kz: Kz) -> None:
    (found,) = json.loads(kz("compare", "--format", "json", "--section", "profile").out)
    assert sum(found["counts"].values()) == len(found["rows"])
    assert {row["section"] for row in found["rows"]} == {"profile"}


def test_kinds_that_are_not_there_are_nothing_found(kz: Kz) -> None:
    done = kz("compare", "--change", "figures", "--section", "overview")
    assert done.code == 1
    assert "nothing found" in done.err
    assert kz("compare", "--change", "figured").code == 2


@pytest.mark.parametrize("fmt", ["text", "json", "jsonl", "csv", "md"])
def test_a_query_year_by_year(kz: Kz, fmt: str) -> None:
    done = kz("compare", "debt-based coercion", "--format", fmt)
    assert done.code == 0
    assert "debt-based coercion in the exploitation" in done.out
    assert "silent" in done.out
    assert "corpus/kazakhstan-2023.txt:29" in done.out.replace("\\", "")


def test_a_query_that_no_year_answers(kz: Kz) -> None:
    done = kz("compare", "banana bread recipe")
    assert done.code == 1
    assert done.out.count("silent") == 2
    assert "the report of no year answers it" in done.err


@pytest.mark.parametrize(
    ("query", "start"),
    [
        ("what was recommended in both years?", "Kazakhstan 2017 to 2023: "),
        ("what changed between 2017 and 2023", "Kazakhstan 2017 to 2023: "),
        ("shelter funding in both years", "1. Kazakhstan 2017 · Protection"),
    ],
)
def test_a_search_for_both_years_is_answered_with_a_note(kz: Kz, query: str, start: str) -> None:
    done = kz("search", query)
    assert (done.code, done.out[: len(start)]) == (0, start)
    assert done.err.startswith("note: ")


def test_programs_always_get_hits(kz: Kz) -> None:
    done = kz("search", "shelter funding in both years", "--format", "jsonl")
    hits = [json.loads(line) for line in done.out.splitlines()]
    assert [(hit["rank"], hit["year"]) for hit in hits] == [(1, 2017), (2, 2023)]
    whole = kz("search", "what was recommended in both years?", "--format", "jsonl")
    assert all("passage_id" in json.loads(line) for line in whole.out.splitlines())
    assert "kzsearch compare --section recommendations compares the reports" in whole.err


def test_by_year_takes_a_number_of_hits_of_each(kz: Kz) -> None:
    done = kz("search", "victims", "--by-year", "-k", "2", "--format", "jsonl", "--fields", "year,rank")
    assert [json.loads(line)["year"] for line in done.out.splitlines()] == [2017, 2017, 2023, 2023]
    assert kz("search", "-", "--by-year").code == 2
    assert kz("search", "victims", "--by-year", "--year", "2017").code == 2


def test_exact_mode_takes_both_years_by_the_letter(kz: Kz) -> None:
    done = kz("search", "--mode", "exact", "changes between 2017 and 2023")
    assert done.code == 1


@pytest.mark.parametrize("fmt", ["text", "json", "jsonl", "csv", "md"])
def test_recommendations_in_every_format(kz: Kz, fmt: str) -> None:
    done = kz("recommendations", "--format", fmt)
    assert (done.code, done.err) == (0, "")
    assert "labor recruitment agencies" in done.out
    assert "corpus/kazakhstan-2023.txt:13" in done.out.replace("\\", "")


@pytest.mark.parametrize(
    ("command", "fields"),
    [
        (("compare",), "change,earlier_report,similarity"),
        (("compare", "debt-based coercion"), "year,silent,sentence.text"),
        (("recommendations",), "first_year,theme"),
    ],
)
def test_fields_are_chosen(kz: Kz, command: tuple[str, ...], fields: str) -> None:
    lines = kz(*command, "--format", "jsonl", "--fields", fields).out.splitlines()
    assert lines
    assert all(",".join(json.loads(line)) == fields for line in lines)
    assert json.loads(kz(*command, "--json", "--fields", fields).out) == [json.loads(line) for line in lines]
    wrong = kz(*command, "--format", "csv", "--fields", "colour")
    assert (wrong.code, wrong.out, len(wrong.err.splitlines())) == (2, "", 2)
    assert kz(*command, "--fields", fields).code == 2  # text has no fields


def test_fields_of_nothing_found(kz: Kz) -> None:
    none = ("compare", "--change", "figures", "--section", "overview", "--fields", "change,later_text")
    done = kz(*none, "--format", "csv")
    assert (done.code, done.out) == (1, "change,later_text\n")
    assert kz(*none, "--format", "jsonl").code == 1


def test_each_recommendation_is_a_row(kz: Kz) -> None:
    rows = [json.loads(line) for line in kz("recommendations", "--format", "jsonl").out.splitlines()]
    tellings = [telling for row in rows for telling in row["tellings"]]
    assert sum(len(telling["items"]) for telling in tellings if telling["year"] == 2017) == 8
    assert sum(len(telling["items"]) for telling in tellings if telling["year"] == 2023) == 10
    assert sum(row["first_year"] == 2017 and row["last_year"] == 2023 for row in rows) == 4


def test_python_returns_the_same_records(real_index: Path, kz: Kz) -> None:
    with kzsearch.open_index(real_index) as index:
        (found,) = index.compare(section="recommendations")
        assert [found.to_dict()] == json.loads(
            kz("compare", "--section", "recommendations", "--format", "json").out
        )
        assert [index.recommendations().to_dict()] == json.loads(
            kz("recommendations", "--format", "json").out
        )
        assert not index.compare_query("banana bread recipe")
        with pytest.raises(kzsearch.KzsearchError, match="one year alone"):
            index.compare(year=2017)
