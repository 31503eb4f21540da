"""Operators, `more` and saved searches on the command line and from Python, on the real index."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import kzsearch
from tests.conftest import Kz, Run


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return tmp_path / "data" / "kzsearch" / "saved"


def records(out: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in out.splitlines()]


def test_a_query_with_operators(kz: Kz) -> None:
    done = kz("search", '"forced labor" shelter -NGO year:2023', "--format", "jsonl", "--explain")
    assert done.code == 0
    assert records(done.out)
    for record in records(done.out):
        assert record["year"] == 2023
        assert "forced labor" in str(record["text"])
        assert "NGO" not in str(record["text"])
        explanation = record["explanation"]
        assert isinstance(explanation, dict)
        assert explanation["condition"] == '"forced labor" AND NOT NGO AND year:2023'
    assert "note: only passages with" in done.err
    text = kz('"forced labor" -NGO', "--explain", "-k", "1")
    assert 'only passages with: "forced labor" AND NOT NGO' in text.out


def test_fields_and_options_narrow_one_another(kz: Kz) -> None:
    done = kz("search", "shelter year:2017", "--year", "2023")
    assert (done.code, done.out) == (1, "")
    assert "no passage of the index has what the query asks for: year:2017" in done.err
    both = kz("search", "shelter section:protection", "--year", "2017", "--format", "jsonl")
    assert {(one["year"], one["section"]) for one in records(both.out)} == {(2017, "protection")}


def test_errors_are_told_with_what_was_meant(kz: Kz) -> None:
    done = kz("search", "section:protektion shelters")
    assert (done.code, done.out) == (2, "")
    assert done.err.splitlines()[0] == "kzsearch: error: section: has no 'protektion'"
    assert "did you mean protection?" in done.err
    option = kz("search", "shelter", "-NGO")
    assert option.code == 2
    assert "kzsearch search 'shelter -NGO'" in option.err


def test_each_line_of_a_batch_is_read(run: Run, real_index: Path) -> None:
    lines = 'shelter -NGO\nsection:zzz\n"banana bread"\nconvictions\n'
    done = run("search", "-", "--format", "jsonl", "-k", "1", "--index", real_index, stdin=lines)
    assert done.returncode == 2
    found = records(done.stdout)
    assert [one["query_line"] for one in found] == [1, 2, 3, 4]
    assert [one.get("hits") for one in found] == [None, 0, 0, None]
    assert "line 2: section: has no 'zzz'" in done.stderr


def test_a_plain_query_does_not_load_the_reader_of_operators() -> None:
    code = (
        "import sys; from kzsearch.search.parsing import parse_query; "
        "parse_query('shelter funding (2017-2023) and/or e.g. NGOs'); "
        "assert 'kzsearch.search.operators' not in sys.modules; parse_query('-a b'); "
        "assert 'kzsearch.search.operators' in sys.modules"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_more(kz: Kz, real_index: Path) -> None:
    done = kz("more", "kaz-2023-protection-03", "--format", "jsonl", "-k", "4")
    assert done.code == 0
    found = records(done.out)
    assert [one["rank"] for one in found] == [1, 2, 3, 4]
    assert {one["query"] for one in found} == {"kaz-2023-protection-03"}
    assert "kaz-2023-protection-03" not in {one["passage_id"] for one in found}
    with kzsearch.open_index(real_index) as index:
        answer = index.more("kaz-2023-protection-03", top_k=4)
        assert [hit.to_dict() for hit in answer] == found
        assert index.more("kaz-2023-protection-03", year=2001).reason.startswith("no other passage")
        with pytest.raises(kzsearch.KzsearchError, match="nothing called"):
            index.more("kaz-2023-protektion-03")
        with pytest.raises(kzsearch.KzsearchError, match="the id is a int"):
            index.more(3)  # type: ignore[arg-type]
    nothing = kz("more", "kaz-2023-protection-03", "--year", "2001")
    assert (nothing.code, nothing.out) == (1, "")
    assert kz("more", "kaz-2023").code == 2
    assert kz("more", "kaz-2023-protection-03", "--mode", "exact").code == 2


def test_a_search_is_saved_listed_run_and_removed(kz: Kz, data: Path) -> None:
    first = kz(
        "search", "shelter -NGO", "--year", "2017", "-k", "2", "--save", "Shelters", "--format", "jsonl"
    )
    assert first.code == 0
    assert "note: saved as shelters" in first.err
    assert (data / "shelters.toml").is_file()
    listed = records(kz("saved", "--format", "jsonl").out)
    assert [(one["name"], one["query"], one["options"]) for one in listed] == [
        ("shelters", "shelter -NGO", "-k 2 --year 2017")
    ]
    again = kz("saved", "shelters", "--format", "jsonl")
    assert again.code == 0
    assert [{**one, "saved": None} for one in records(again.out)] == [
        {**one, "saved": None} for one in records(first.out)
    ]
    assert {one["saved"] for one in records(again.out)} == {"shelters"}
    for nothing in (kz("saved", "--new"), kz("saved", "--new", "shelters", "--format", "json")):
        assert (nothing.code, nothing.out, nothing.err) == (1, "", "")
    assert kz("search", "x", "--save", "shelters").code == 2
    assert kz("saved", "--remove", "shelters").code == 0
    empty = kz("saved")
    assert (empty.code, empty.out) == (1, "")
    assert "no search is saved" in empty.err


def test_several_are_run_and_a_damaged_one_keeps_none_from_it(kz: Kz, data: Path) -> None:
    kz("search", "shelter", "--save", "a")
    kz("search", "convictions", "--save", "b", "-k", "1")
    both = kz("saved", "--all")
    assert both.code == 0
    assert both.out.index("Query: shelter") < both.out.index("Query: convictions")
    (data / "a.toml").write_text("damaged", encoding="utf-8")
    one = kz("saved", "--all")
    assert one.code == 2
    assert "Query: convictions" in one.out
    assert "the saved search a is damaged" in one.err
    assert (data / "a.toml").read_text(encoding="utf-8") == "damaged"
    listed = kz("saved")
    assert (listed.code, "convictions" in listed.out) == (2, True)


@pytest.mark.parametrize(
    "arguments",
    [
        ("search", "x", "--save", "../x"),
        ("search", "x", "--by-year", "--save", "x"),
        ("search", "-", "--save", "x"),
        ("search", "section:zzz", "--save", "x"),
        ("saved", "x"),
        ("saved", "--remove"),
        ("saved", "x", "--all"),
        ("saved", "--remove", "x", "--new"),
    ],
)
def test_what_makes_no_sense_saves_nothing(kz: Kz, data: Path, arguments: tuple[str, ...]) -> None:
    done = kz(*arguments)
    assert (done.code, done.out) == (2, "")
    assert not list(data.glob("*.toml"))
