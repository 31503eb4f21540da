"""The contract of `jsonl`, field by field; the other formats agree with it."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

from kzsearch import cite
from tests.conftest import ROOT

if TYPE_CHECKING:
    from tests.conftest import Kz, Run

NUMBER = (int, float)
FIELDS: dict[str, object] = {
    "query": str,
    "rank": int,
    "score": NUMBER,
    "scores": dict,
    "passage_id": str,
    "report_id": str,
    "country": str,
    "year": int,
    "tier": str,
    "section": str,
    "section_label": str,
    "section_origin": str,
    "paragraph": int,
    "text": str,
    "highlights": list,
    "source": str,
    "span": list,
    "lines": list,
    "page": type(None),
    "citation": str,
    "indexed_sha256": str,
    "best_sentence": dict,
    "weak": bool,
}
NULL_WHEN_SHOWN = {"query", "rank", "score", "best_sentence"}


def _records(kz: Kz, *arguments: str) -> list[dict[str, Any]]:
    outcome = kz(*arguments, "--format", "jsonl")
    assert outcome.code == 0, outcome.err
    assert outcome.out.endswith("\n")
    return [json.loads(line) for line in outcome.out.splitlines()]


def _check_sentence(record: dict[str, Any], best: dict[str, Any], source: str) -> None:
    """Check that the citation leads to the sentence: its line in the file begins it."""
    assert list(best) == ["text", "span", "lines", "paragraph", "page", "citation", "score"]
    assert best["citation"] == record["citation"]
    assert best["text"] in record["text"]
    start, end = best["span"]
    assert record["span"][0] <= start < end <= record["span"][1]
    squeezed = re.sub(r"(?<=\w)-\s*\n\s*(?=\w)", "-", source[start:end])
    assert " ".join(squeezed.split()) == " ".join(best["text"].split())
    cited = cite.parse(best["citation"])
    assert cited is not None
    assert cited.lines == (best["lines"][0],) * 2
    assert cited.paragraphs == (best["paragraph"],) * 2
    line = source.splitlines()[cited.lines[0] - 1]
    assert source[start : start + 10].splitlines()[0] in line


def _check_place(record: dict[str, Any]) -> None:
    """Check the fields that name a passage's place, against the file itself."""
    file = ROOT / "corpus" / record["source"]
    data = file.read_bytes()
    source = data.decode("utf-8")
    start, end = record["span"]
    squeezed = re.sub(r"(?<=\w)-\s*\n\s*(?=\w)", "-", source[start:end])
    assert " ".join(squeezed.split()) == " ".join(record["text"].split())
    assert record["indexed_sha256"] == hashlib.sha256(data).hexdigest()
    first, last = record["lines"]
    printed = subprocess.run(
        ["sed", "-n", f"{first},{last}p", file], capture_output=True, check=True, text=True
    ).stdout
    assert source[start:end] in printed
    lines = printed.splitlines()
    assert source[start : start + 10].splitlines()[0] in lines[0]
    assert source[end - 5 : end] in lines[-1]
    cited = cite.parse(record["citation"])
    assert cited is not None
    assert (cited.year, cited.country) == (record["year"], record["country"])
    assert cited.path == f"corpus/{record['source']}"
    best = record["best_sentence"]
    if best is None:
        assert cited.lines == (first, last)
        assert cited.paragraphs[0] == record["paragraph"]
    else:
        _check_sentence(record, best, source)
    assert cited.section_label == record["section"].title()
    assert cited.publisher == "U.S. Department of State"
    assert cited.pages is None


@pytest.mark.parametrize("mode", ["hybrid", "dense", "lexical", "exact"])
def test_a_hit_has_every_field_in_order(kz: Kz, mode: str) -> None:
    records = _records(kz, "search", "forced labor", "--mode", mode, "-k", "7")
    assert [record["rank"] for record in records] == list(range(1, len(records) + 1))
    scores = [record["score"] for record in records]
    assert scores == sorted(scores, reverse=True)
    asked = {
        "hybrid": {"lexical", "dense", "sentence"},
        "dense": {"dense", "sentence"},
        "lexical": {"lexical"},
        "exact": set(),
    }[mode]
    for record in records:
        assert list(record)[: len(FIELDS)] == list(FIELDS)
        for name, kind in FIELDS.items():
            assert isinstance(record[name], kind), name  # type: ignore[arg-type]
        assert record["query"] == "forced labor"
        assert list(record["scores"]) == ["lexical", "dense", "sentence"]
        assert {name for name, score in record["scores"].items() if score is not None} == asked
        assert re.fullmatch(r"kaz-20(17|23)", record["report_id"])
        assert re.fullmatch(rf"{record['report_id']}-{record['section']}-\d\d", record["passage_id"])
        assert record["report_id"].endswith(str(record["year"]))
        assert record["section_origin"] in ("heading", "inferred")
        assert record["paragraph"] >= 1
        ends = 0
        for start, end in record["highlights"]:
            assert ends <= start < end <= len(record["text"])
            ends = end
        if mode == "exact":
            found = {" ".join(record["text"][a:b].casefold().split()) for a, b in record["highlights"]}
            assert found == {"forced labor"}
        if mode == "lexical":
            words = {record["text"][a:b].casefold() for a, b in record["highlights"]}
            assert words
            assert all(word.startswith(("forc", "labor", "labour")) for word in words)
        _check_place(record)


def test_optional_fields_come_after_the_contract(kz: Kz) -> None:
    [record] = _records(kz, "search", "shelter", "-k", "1", "--explain", "--context", "1")
    assert list(record)[: len(FIELDS)] == list(FIELDS)
    extra = list(record)[len(FIELDS) :]
    assert extra[0] == "explanation"
    assert {"before", "after"} <= set(extra)
    parts = record["explanation"]["contributions"]
    assert {part["signal"] for part in parts} >= {"lexical", "dense", "sentence"}
    total = sum(part["contribution"] for part in parts)
    assert total == pytest.approx(record["score"], abs=1e-6) or record["explanation"].get("preferences")
    for neighbour in (*record["before"], *record["after"]):
        assert neighbour["passage_id"].rpartition("-")[0] == record["passage_id"].rpartition("-")[0]


@pytest.mark.parametrize("report", ["kaz-2017", "kaz-2023"])
def test_show_gives_every_passage_of_a_report_in_order(kz: Kz, report: str) -> None:
    records = _records(kz, "show", report)
    assert len(records) > 10
    for record in records:
        assert list(record) == list(FIELDS)
        assert {name for name, value in record.items() if value is None} - {"page"} == NULL_WHEN_SHOWN
        assert record["scores"] == {"lexical": None, "dense": None, "sentence": None}
        assert record["highlights"] == []
        assert record["report_id"] == report
        _check_place(record)
    starts = [record["span"][0] for record in records]
    assert starts == sorted(starts)
    assert len({record["passage_id"] for record in records}) == len(records)
    listed = json.loads(kz("reports", "--format", "json").out)
    assert [row["passages"] for row in listed if row["report_id"] == report] == [len(records)]


def test_formats_agree(kz: Kz) -> None:
    arguments = ("search", "shelter for foreign victims", "-k", "5")
    records = _records(kz, *arguments)
    assert json.loads(kz(*arguments, "--format", "json").out) == records
    rows = list(csv.DictReader(io.StringIO(kz(*arguments, "--format", "csv").out)))
    assert [row["passage_id"] for row in rows] == [record["passage_id"] for record in records]
    for row, record in zip(rows, records, strict=True):
        assert float(row["score"]) == record["score"]
        assert (int(row["span_start"]), int(row["span_end"])) == tuple(record["span"])
        assert (int(row["line_first"]), int(row["line_last"])) == tuple(record["lines"])
        assert json.loads(row["highlights"]) == record["highlights"]
        for name in ("query", "country", "section", "section_label", "text", "citation", "indexed_sha256"):
            assert row[name] == record[name]
    for form in ("text", "md", "auto"):
        out = kz(*arguments, "--format", form).out
        places = [out.index(record["passage_id"]) for record in records]
        assert places == sorted(places)
        assert "\x1b" not in out
    text = kz(*arguments, "--format", "text").out
    assert all(record["citation"] in text for record in records)


def test_the_installed_command_says_the_same(kz: Kz, run: Run, real_index: object) -> None:
    arguments = ("search", "convictions of officials", "--format", "jsonl")
    done = run(*arguments, "--index", str(real_index))
    assert done.returncode == 0
    assert done.stdout == kz(*arguments).out


def test_min_score_per_report_and_context(kz: Kz) -> None:
    records = _records(kz, "search", "victims", "-k", "30")
    middle = records[len(records) // 2]["score"]
    kept = _records(kz, "search", "victims", "-k", "30", "--min-score", str(middle))
    assert kept == [record for record in records if record["score"] >= middle]
    one_each = _records(kz, "search", "victims", "-k", "30", "--per-report", "1")
    firsts: dict[str, str] = {}
    for record in records:
        firsts.setdefault(record["report_id"], record["passage_id"])
    assert {r["report_id"]: r["passage_id"] for r in one_each} == firsts
    assert len(one_each) == 2
    outcome = kz("search", "victims", "--min-score", "99")
    assert (outcome.code, outcome.out) == (1, "")
    assert records[0]["passage_id"] in outcome.err
    passages = [record["passage_id"] for record in _records(kz, "show", "kaz-2023-protection")]
    around = [record["passage_id"] for record in _records(kz, "show", passages[1], "--context", "1")]
    assert around == passages[:3]
    assert [r["passage_id"] for r in _records(kz, "show", passages[0], "--context", "1")] == passages[:2]


def test_filters(kz: Kz) -> None:
    def found(*arguments: str) -> set[tuple[int, str, str]]:
        records = _records(kz, "search", "victims", "-k", "100", *arguments)
        return {(record["year"], record["section"], record["passage_id"]) for record in records}

    everything = found()
    assert {year for year, _, _ in everything} == {2017, 2023}
    assert found("--year", "2017") == {hit for hit in everything if hit[0] == 2017}
    assert found("--year", "2016..2018") == found("--year", "2017")
    assert found("--year", "2017", "--year", "2022..2024") == everything
    two = found("--section", "protection", "--section", "Prevention")
    assert two == {hit for hit in everything if hit[1] in ("protection", "prevention")}
    assert found("--section", "protection", "--year", "2023") == {
        hit for hit in everything if hit[:2] == (2023, "protection")
    }
    for name in ("Kazakhstan", "kaz", "KZ", "Казахстан", "kazakhstan"):
        assert found("--country", name) == everything
    assert found("--country", "France", "--country", "KAZ") == everything
    for name in ("2", "Tier 2", "tier 2"):
        assert found("--tier", name) == everything
    for nothing in (
        ["--tier", "1"],
        ["--country", "FR"],
        ["--year", "2010"],
        ["--year", "2017", "--tier", "2WL"],
    ):
        outcome = kz("search", "victims", *nothing)
        assert (outcome.code, outcome.out) == (1, "")
        assert "no passage of the index passes the filters" in outcome.err
