"""`kzsearch timeline` on the two reports."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from kzsearch.analysis.timeline.presence import presence_timeline
from kzsearch.index import open_index
from kzsearch.types import Mode
from kzsearch.types.timelines import YearState

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Kz


def test_tiers_with_their_sentences(kz: Kz) -> None:
    done = kz("timeline", "--country", "Kazakhstan", "--format", "jsonl")
    assert (done.code, done.err) == (0, "")
    years = [json.loads(line) for line in done.out.splitlines()]
    assert [(year["year"], year["tier"]) for year in years] == [
        (2017, "Tier 2"),
        *((year, None) for year in range(2018, 2023)),
        (2023, "Tier 2"),
    ]
    assert all(year["sentence"].endswith("Kazakhstan remained on Tier 2.") for year in (years[0], years[-1]))
    assert years[-1]["change"] == "same"
    assert years[-1]["citation"].endswith("Kazakhstan, Overview, para. 1 (corpus/kazakhstan-2023.txt:2)")


@pytest.mark.parametrize(
    ("concept", "present"),
    [
        ("debt-based coercion", [2023]),
        ("conciliation of parties", [2017]),
        ("hotline", [2017, 2023]),
        ("hotlines", [2017, 2023]),
        ("President Tokayev", [2023]),
        ("bread and butter pudding", []),
    ],
)
def test_presence_by_year(real_index: Path, concept: str, present: list[int]) -> None:
    with open_index(real_index) as index:
        years = presence_timeline(index, concept)
    assert [year.year for year in years] == list(range(2017, 2024))
    assert [year.year for year in years if year.state is YearState.PRESENT] == present
    assert {year.year for year in years if year.state is YearState.MISSING} == set(range(2018, 2023))
    for year in years:
        assert bool(year.best) == (year.state is YearState.PRESENT)
        assert all(mention.hit.report.year == year.year for mention in year.best)


def test_modes_and_min_score(real_index: Path) -> None:
    with open_index(real_index) as index:
        exact = presence_timeline(index, "conciliation of parties", mode=Mode.EXACT)
        strict = presence_timeline(index, "online recruitment", min_score=0.99)
        loose = presence_timeline(index, "online recruitment", min_score=0.0)
    assert [year.passages for year in exact if year.report] == [2, 0]
    assert [year.passages for year in strict if year.report] == [0, 1]  # the words stand in one sentence
    assert [year.passages for year in loose if year.report] == [13, 22]


def test_a_silent_corpus_is_told(kz: Kz) -> None:
    done = kz("timeline", "bread and butter pudding", "--format", "text")
    assert done.code == 1
    assert done.out.count("silent") == 2
    assert done.err == "note: every report is silent on it\n"


def test_one_report_alone(kz: Kz) -> None:
    done = kz("timeline", "--year", "2017")
    assert (done.code, done.err) == (0, "note: the index has one report of Kazakhstan alone: 2017\n")


def test_years_without_a_report(kz: Kz) -> None:
    done = kz("timeline", "--year", "2005")
    assert (done.code, done.out) == (1, "")
    assert done.err.splitlines()[0] == "nothing found: no report with a tier passes the filters"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("timeline", ""), "the query is empty"),
        (("timeline", "--country", "Kazakstan land"), "no country"),
        (("timeline", "--plot", "x.pdf"), "is no picture that can be drawn"),
        (("timeline", "--section", "profile"), "--section goes with a concept"),
        (("timeline", "shelters", "--mode", "best"), "--mode has no 'best'"),
        (("timeline", "--format", "ris"), "--format ris is for what can be cited"),
    ],
)
def test_what_makes_no_sense(kz: Kz, arguments: tuple[str, ...], message: str) -> None:
    done = kz(*arguments)
    assert (done.code, done.out, len(done.err.splitlines())) == (2, "", 2)
    assert message in done.err


def test_a_picture_is_written(kz: Kz, tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    for name, start in (("t.svg", b"<?xml"), ("t.png", b"\x89PNG")):
        done = kz("timeline", "shelters", "--plot", tmp_path / name)
        assert done.code == 0
        assert (tmp_path / name).read_bytes().startswith(start)
