"""The ladder of tiers on a page."""

from __future__ import annotations

from dataclasses import replace

from selectolax.lexbor import LexborHTMLParser

from kzsearch.render.page.tiers import tiers
from kzsearch.types import Country, Tier
from kzsearch.types.timelines import TierYear, YearState
from tests.render_records import REPORT

KAZ = Country("Kazakhstan", "KAZ")


def _placed(year: int, tier: Tier | None) -> TierYear:
    state = YearState.STATED if tier else YearState.NOT_STATED
    report = replace(REPORT, year=year, tier=tier)
    return TierYear(KAZ, year, state, report, citation=f"Report {year}")


def test_special_tiers_have_forms_and_rungs_of_their_own() -> None:
    years = [
        _placed(2015, Tier.TIER_2_WATCH_LIST),
        _placed(2016, Tier.SPECIAL_CASE),
        _placed(2017, Tier.TIER_1),
    ]
    read = LexborHTMLParser(tiers(years, "corpus").source)
    assert (len(read.css("path.mark")), len(read.css("circle.mark"))) == (2, 1)
    assert [rung.text() for rung in read.css("text.rung")] == [
        "Tier 1", "Tier 2", "Tier 2 Watch List", "Tier 3", "Special Case",
    ]  # fmt: skip
    assert len(read.css("line.join")) == 2


def test_missing_years_are_gaps_and_a_tier_not_stated_is_asked_for() -> None:
    years = [
        _placed(2017, Tier.TIER_2),
        TierYear(KAZ, 2018, YearState.MISSING),
        TierYear(KAZ, 2019, YearState.MISSING),
        _placed(2020, None),
    ]
    read = LexborHTMLParser(tiers(years, "corpus").source)
    assert len(read.css("rect.nothing")) == 2
    assert read.css("line.join") == []
    assert [cell.text() for cell in read.css("tr.gap > *")] == ["2018–2019", "no report in the index"]
    assert "not stated" in read.text()
    assert [text.text() for text in read.css("text.value")] == ["?"]


def test_without_tiers_the_page_says_so() -> None:
    assert "No report in the index places this country on a tier." in tiers([], "corpus").source


def test_a_year_without_a_sentence_names_its_file() -> None:
    bare = replace(
        _placed(2017, Tier.TIER_2), citation="", note="no sentence of the report justifies the tier"
    )
    made = tiers([bare], "corpus").source
    assert "no sentence of the report justifies the tier" in made
    assert "corpus/kazakhstan-2023.txt" in made
