"""`kzsearch figures` on the two reports."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Kz


def test_a_measure_in_two_reports(kz: Kz) -> None:
    told = kz("figures", "--measure", "convictions", "--format", "jsonl")
    assert told.code == 0
    records = [json.loads(line) for line in told.out.splitlines()]
    wholes = {(r["year"], r["value"], r["report_id"]) for r in records if not r["breakdown"]}
    assert wholes == {(2015, 12, "kaz-2017"), (2016, 45, "kaz-2017"), (2022, 6, "kaz-2023")}
    corpus = ROOT / "corpus"
    for record in records:
        source = (corpus / f"kazakhstan-{record['report_year']}.txt").read_text(encoding="utf-8")
        assert source[slice(*record["span"])] == record["number"]
        assert record["citation"].startswith("U.S. Department of State, Trafficking in Persons Report")


def test_what_does_not_add_up_is_told(kz: Kz) -> None:
    told = kz("figures", "--checks")
    assert (
        "82 victims (sex trafficking) + 21 victims (forced labor) = 103 of 110 victims, 7 missing" in told.out
    )
    assert "disagree" not in told.out


def test_filters(kz: Kz) -> None:
    told = kz("figures", "--year", "2021", "--from", "protection", "--country", "KAZ", "--format", "jsonl")
    assert {(r["value"], r["measure"]) for r in map(json.loads, told.out.splitlines())} == {
        (20, "victims_identified"),
        (107_000_000, "budget"),
    }


def test_a_table_fits_the_width(kz: Kz) -> None:
    for width in (40, 80, 120):
        told = kz("figures", "--width", str(width))
        assert told.code == 0
        assert max(map(len, told.out.splitlines())) <= width


@pytest.mark.parametrize(
    ("arguments", "message", "hint"),
    [
        (("--measure", "convictons"), "no measure is called 'convictons'", "did you mean convictions?"),
        (("--year", "soon"), "'soon' is no year", "--year takes a year or a range"),
        (("--from", "protektion"), "--from has no 'protektion'", "did you mean protection?"),
        (("--plot", "figures.doc"), "figures.doc is no picture", ".svg or .png"),
        (("--country", "Atlantis"), "no country is called 'Atlantis'", ""),
    ],
)
def test_bad_input(kz: Kz, arguments: tuple[str, ...], message: str, hint: str) -> None:
    told = kz("figures", *arguments)
    assert told.code == 2
    assert message in told.err
    assert hint in told.err
    assert told.out == ""


def test_nothing_found(kz: Kz) -> None:
    told = kz("figures", "--year", "2010")
    assert (told.code, told.out) == (1, "")
    assert "such figures are about 2015, 2016, 2021, 2022" in told.err
    told = kz("figures", "--country", "Ghana")
    assert told.code == 1
    assert "the index holds the countries Kazakhstan" in told.err


def test_chart(kz: Kz) -> None:
    told = kz("figures", "--measure", "victims_identified", "--chart", "--width", "80")
    assert "  2017 to 2020: no figure\n" in told.out
    assert "24 victims (report of 2023)" in told.out


def test_plot_and_workbook(kz: Kz, tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    told = kz("figures", "--plot", tmp_path / "figures.svg")
    assert (told.code, told.out) == (0, "")
    assert (tmp_path / "figures.svg").read_bytes().startswith(b"<?xml")
