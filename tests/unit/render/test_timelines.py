"""Timelines as text, table and rows."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import pytest

from kzsearch.render import Format
from kzsearch.render.timelines import timeline_views
from kzsearch.types import Country, Tier
from kzsearch.types.timelines import Mention, PresenceYear, TierYear, YearState
from tests.render_records import HIT, REPORT

KAZ = Country("Kazakhstan", "KAZ")


def placed(year: int, tier: Tier | None, **more: object) -> TierYear:
    state = YearState.STATED if tier else YearState.NOT_STATED
    return TierYear(KAZ, year, state, replace(REPORT, year=year, tier=tier), **more)  # type: ignore[arg-type]


TIERS = [
    placed(
        2014,
        Tier.TIER_2_WATCH_LIST,
        text="Kazakhstan was placed on Tier 2 Watch List.",
        citation="Cited, 2014",
    ),
    TierYear(KAZ, 2015, YearState.MISSING),
    TierYear(KAZ, 2016, YearState.MISSING),
    placed(2017, Tier.SPECIAL_CASE, change="other", since=2014),
    placed(2018, None),
]
MENTION = Mention(HIT, word_for_word=True, above=True)
PRESENCE = [
    PresenceYear("shelters", KAZ, 2017, YearState.SILENT, REPORT, 0, 0, (), 0.1, 0.24),
    PresenceYear("shelters", KAZ, 2018, YearState.MISSING),
    PresenceYear(
        "shelters",
        KAZ,
        2019,
        YearState.PRESENT,
        REPORT,
        3,
        1,
        (MENTION,),
        0.5,
        0.24,
    ),
]


def text(
    years: list[TierYear] | list[PresenceYear], fmt: Format = Format.TEXT, width: int | None = None
) -> str:
    return "".join(timeline_views(years).rendered(fmt, width=width, colour=False))


def test_the_ladder_has_a_mark_for_watch_list_and_special_case() -> None:
    lines = text(TIERS).splitlines()
    assert lines[2:8] == [
        "Tier 1                   ·     ·           ?",
        "Tier 2                   ·     ·           ?",
        "Tier 2 Watch List  ◆     ·     ·           ?",
        "Tier 3                   ·     ·           ?",
        "Special Case             ·     ·     ✱     ?",
        "                   2014  2015  2016  2017  2018",
    ]
    assert "2015–2016  no report in the index" in lines
    assert "2018  tier not stated" in lines
    assert "2017  Special Case  changed from 2014" in lines


def test_silent_and_missing_are_told_apart() -> None:
    lines = text(PRESENCE).splitlines()
    assert lines[0] == "shelters · Kazakhstan"
    assert "2017  silent; its nearest passage reaches 0.10, and 0.24 is needed" in lines
    assert "2018  no report in the index" in lines
    assert any(line.startswith("2019  ███ 3 of ") for line in lines)
    assert f"      {HIT.citation}" in lines


@pytest.mark.parametrize("width", [20, 40, 60])
def test_lines_keep_to_the_width(width: int) -> None:
    for years in (TIERS, PRESENCE):
        shown = "".join(timeline_views(years).rendered(Format.TERMINAL, width=width, colour=False))
        assert all(len(line) <= max(width, 23) for line in shown.splitlines())


def test_rows_hold_every_year() -> None:
    rows = list(csv.DictReader(io.StringIO(text(TIERS, Format.CSV))))
    assert [(row["year"], row["state"], row["mark"]) for row in rows][:2] == [
        ("2014", "stated", "W"),
        ("2015", "missing", ""),
    ]
    found = [json.loads(line) for line in text(PRESENCE, Format.JSONL).splitlines()]
    assert [record["passages"] for record in found] == [0, None, 3]
    assert found[2]["best"][0]["citation"] == HIT.citation
    rows = list(csv.DictReader(io.StringIO(text(PRESENCE, Format.CSV))))
    assert [(row["passages"], row["citation"]) for row in rows] == [("0", ""), ("", ""), ("3", HIT.citation)]
    assert text(TIERS, Format.MD).splitlines()[3].startswith("| Kazakhstan | 2015 | no report |")


def test_colour_marks_what_is_beside_the_scale() -> None:
    shown = "".join(timeline_views(TIERS).rendered(Format.TERMINAL, width=80, colour=True))
    assert "\x1b[1;33mTier 2 Watch List\x1b[0m" in shown
