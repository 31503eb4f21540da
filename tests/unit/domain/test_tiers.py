"""Tier lines in every published shape, and sentences that only look like tier lines."""

from __future__ import annotations

import pytest

from kzsearch.domain.tiers import parse_tier, parse_tier_line, parse_tier_lines, unknown_country
from kzsearch.types import Tier

_NOTE = "[Extracted from U.S. State Dept Trafficking in Persons Report, June 2009]"


@pytest.mark.parametrize(
    ("line", "alpha3", "tier", "rest"),
    [
        ("Kazakhstan (Tier 2)", "KAZ", Tier.TIER_2, ""),
        ("KAZAKHSTAN (TIER 3) ", "KAZ", Tier.TIER_3, ""),
        ("Kazakhstan (Tier 2 Watch List)", "KAZ", Tier.TIER_2_WATCH_LIST, ""),
        ("HAITI (TIER 2 - WATCH LIST)", "HTI", Tier.TIER_2_WATCH_LIST, ""),
        ("TAIWAN (Tier 1 )", "TWN", Tier.TIER_1, ""),
        ("KAZAKHSTAN: Tier 2", "KAZ", Tier.TIER_2, ""),
        ("KAZAKHSTAN: Tier 2 Watch List\r", "KAZ", Tier.TIER_2_WATCH_LIST, ""),
        ("RUSSIA: TIER 3", "RUS", Tier.TIER_3, ""),
        ("SPECIAL CASE: LIBYA", "LBY", Tier.SPECIAL_CASE, ""),
        ("Special Case (Libya)", "LBY", Tier.SPECIAL_CASE, ""),
        ("Libya (Special Case)", "LBY", Tier.SPECIAL_CASE, ""),
        (f"KAZAKHSTAN (TIER 2)   {_NOTE}", "KAZ", Tier.TIER_2, _NOTE),
        (
            "Kazakhstan (Tier 3) [*Please note: updated to Tier 2]",
            "KAZ",
            Tier.TIER_3,
            "[*Please note: updated to Tier 2]",
        ),
        ("КАЗАХСТАН (Уровень 2)", "KAZ", Tier.TIER_2, ""),
        ("КАЗАХСТАН (Список наблюдения уровня 2)", "KAZ", Tier.TIER_2_WATCH_LIST, ""),
        ("Қазақстан (2-деңгей)", "KAZ", Tier.TIER_2, ""),
        ("# KAZAKHSTAN (Tier 2)", "KAZ", Tier.TIER_2, ""),
        ("**KAZAKHSTAN (Tier 2)**", "KAZ", Tier.TIER_2, ""),
        ("## **KAZAKHSTAN**: Tier 2", "KAZ", Tier.TIER_2, ""),
        ("CONGO, DEMOCRATIC REPUBLIC OF THE (Tier 2 Watch List)", "COD", Tier.TIER_2_WATCH_LIST, ""),
        ("BURMA (MYANMAR) (Tier 3)", "MMR", Tier.TIER_3, ""),
        ("ST. LUCIA (Tier 2)", "LCA", Tier.TIER_2, ""),
        ("GUINEA-BISSAU: Tier 3", "GNB", Tier.TIER_3, ""),
        ("KAZAKHSTAN\u00a0(TIER\u00a02)\u00a0", "KAZ", Tier.TIER_2, ""),
        ("KAZAKHSTAN (Tier 2)The Government of", "KAZ", Tier.TIER_2, "The Government of"),
    ],
)
def test_a_tier_line_is_read(line: str, alpha3: str, tier: Tier, rest: str) -> None:
    found = parse_tier_line(line)
    assert found is not None
    assert (found.country.alpha3, found.tier, found.rest) == (alpha3, tier, rest)


@pytest.mark.parametrize(
    "line",
    [
        "Tier 2. The government demonstrated increasing efforts by significantly increasing prosecution",
        "Tier 2 Watch List",
        "therefore, Kazakhstan remained on Tier 2.",
        "Kazakhstan (Tier 2) and Uzbekistan (Tier 3) signed an agreement.",
        "Kazakhstan (Tier 2), which borders Russia, has",
        "Kazakhstan (Tier 2) Uzbekistan (Tier 3)",
        "Special case: it was noted that Libya",
        "The government (Tier 2) was",
        "KAZAKHSTAN (Tier 4)",
        "KAZAKHSTAN (Tier 3 Watch List)",
        "PROTECTION",
        "",
    ],
)
def test_a_sentence_is_no_tier_line(line: str) -> None:
    assert parse_tier_line(line) is None


def test_a_tier_line_on_two_lines() -> None:
    found = parse_tier_lines("AFGHANISTAN:", "Tier 2 Watch List")
    assert found is not None
    assert (found.country.alpha3, found.tier) == ("AFG", Tier.TIER_2_WATCH_LIST)
    assert (
        parse_tier_lines("therefore, Kazakhstan remained on", "Tier 2. The government demonstrated") is None
    )
    assert parse_tier_lines("Kazakhstan", "Tier 2. The government demonstrated") is None


def test_a_line_with_an_unknown_country_is_told_apart() -> None:
    assert unknown_country("KAZAKSTAN (Tier 2)") == "KAZAKSTAN"
    assert unknown_country("KAZAKHSTAN (Tier 2)") is None
    assert unknown_country("the country was given a ranking: Tier 2") is None


@pytest.mark.parametrize(
    ("text", "tier"),
    [
        ("1", Tier.TIER_1),
        ("tier 2", Tier.TIER_2),
        ("2WL", Tier.TIER_2_WATCH_LIST),
        ("2 watch list", Tier.TIER_2_WATCH_LIST),
        ("TIER 2 - WATCH LIST", Tier.TIER_2_WATCH_LIST),
        ("Tier 2 Watch List", Tier.TIER_2_WATCH_LIST),
        ("special case", Tier.SPECIAL_CASE),
        ("4", None),
        ("3 watch list", None),
        ("tier two", None),
        ("", None),
    ],
)
def test_a_bare_tier(text: str, tier: Tier | None) -> None:
    assert parse_tier(text) == tier


@pytest.mark.parametrize(
    "line", ["#" * 60_000 + "x", "* " * 30_000 + "Tier 2", "Tier 2 " + "# " * 30_000 + "x"]
)
def test_a_long_line_of_marks_is_no_tier_line(line: str) -> None:
    # A pattern that backtracks would be at this for hours.
    assert parse_tier_lines("KAZAKHSTAN", line) is None
    assert parse_tier_line(line) is None
