"""`kzsearch cite`, and searches as references."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from kzsearch.cite import parse

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Kz, Run


def test_a_passage_a_section_and_a_report(kz: Kz) -> None:
    out = kz("cite", "kaz-2023-protection-03", "kaz-2023-protection", "kaz-2017").out.splitlines()
    assert [bool(parse(line)) for line in out] == [True, True, False]
    assert out[0] == json.loads(kz("show", "kaz-2023-protection-03", "--format", "jsonl").out)["citation"]
    assert "Protection, paras. 1–4 (corpus/kazakhstan-2023.txt:19-22)" in out[1]
    assert (
        out[2]
        == "U.S. Department of State, Trafficking in Persons Report 2017: Kazakhstan (corpus/kazakhstan-2017.txt)"
    )


@pytest.mark.parametrize("style", ["bibtex", "ris", "csl-json"])
def test_styles_hold_every_id_once(kz: Kz, style: str) -> None:
    done = kz("cite", "kaz-2017", "kaz-2023-profile-01", "kaz-2017", "--style", style)
    assert (done.code, done.err) == (0, "")
    first = {"bibtex": "@techreport{", "ris": "ID  - ", "csl-json": '"id": "'}[style]
    assert done.out.count(first) == 2
    assert done.out.count(f"{first}kaz-2017") == 1


def test_search_and_show_give_references(kz: Kz) -> None:
    found = kz("search", "shelter funding", "-k", "3", "--format", "bibtex")
    assert (found.code, found.out.count("@techreport{kaz-20")) == (0, 3)
    assert kz("search", "shelter funding", "-k", "3", "--format", "ris").out.count("ER  - ") == 3
    assert kz("show", "kaz-2023-profile-01", "--format", "ris").out.count("ER  - ") == 1
    assert kz("reports", "--format", "bibtex").out.count("@techreport{kaz-20") == 2
    assert kz("locate", "convicted six traffickers", "--format", "bibtex").out.count("@techreport{") == 1


def test_markdown_has_footnotes(kz: Kz) -> None:
    out = kz("search", "shelter funding", "-k", "3", "--format", "md").out
    assert [f"[^{number}]" in out and f"\n[^{number}]: U.S." in out for number in (1, 2, 3)] == [True] * 3


@pytest.mark.parametrize(
    ("arguments", "message", "hint"),
    [
        (
            ("cite", "kaz-2023-protectoin-03"),
            "nothing called 'kaz-2023-protectoin-03'",
            "did you mean kaz-2023-protection-03?",
        ),
        (("cite", " "), "an id is empty", "give an id"),
        (("verify", "--format", "bibtex"), "--format bibtex is for what can be cited", "search, more"),
    ],
)
def test_what_makes_no_sense(kz: Kz, arguments: tuple[str, ...], message: str, hint: str) -> None:
    done = kz(*arguments)
    assert (done.code, done.out) == (2, "")
    error, told = done.err.splitlines()
    assert message in error
    assert hint in told


def test_ids_from_standard_input(run: Run, real_index: Path) -> None:
    done = run("cite", "-", "--index", real_index, stdin="kaz-2017\n\nkaz-2023\n")
    assert (done.returncode, len(done.stdout.splitlines())) == (0, 2)
    none = run("cite", "-", "--index", real_index, stdin="\n")
    assert (none.returncode, none.stdout, none.stderr) == (1, "", "note: standard input held no id\n")
