"""Tiers by year, each with the sentence that justifies it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kzsearch.analysis.timeline.placements import tier_timeline
from kzsearch.search.query import parse_filters
from kzsearch.types import Tier
from kzsearch.types.timelines import YearState

if TYPE_CHECKING:
    from collections.abc import Callable

    from kzsearch.index import OpenIndex

    Fake = Callable[[dict[str, str]], OpenIndex]

STANDARDS = (
    "The government does not fully comply with the minimum standards for the elimination of trafficking."
)
REST = """

PROSECUTION

The government increased law enforcement efforts. Courts convicted nine traffickers. The penal code was not amended.
"""


def report(tier: str, *sentences: str) -> str:
    return f"LAOS ({tier})\n\n{' '.join([*sentences, 'Officials printed leaflets in four provinces.'])}{REST}"


FILES = {
    "laos-2009.txt": report("Tier 2", STANDARDS),
    "laos-2010.txt": report(
        "Tier 2 Watch List", STANDARDS, "Laos is placed on Tier 2 Watch List for this reason."
    ),
    "laos-2011.txt": report(
        "Tier 2 Watch List",
        STANDARDS,
        "A written plan would keep Laos from a downgrade to Tier 3 by law.",
        "Therefore Laos remained on Tier 2 Watch List for the second consecutive year.",
    ),
    "laos-2013.txt": report("Tier 3", STANDARDS, "Therefore Laos was downgraded to Tier 3."),
    "laos-2014.txt": report("Special Case", "Laos is a Special Case for the first year.", STANDARDS),
    "laos-2015.txt": report("Tier 1", STANDARDS, "Therefore Laos was upgraded to Tier 2."),
}


def test_tiers_by_year(fake_index: Fake) -> None:
    years = tier_timeline(fake_index(FILES))
    assert [(year.year, year.mark, year.state, year.change, year.since) for year in years] == [
        (2009, "2", YearState.STATED, "", None),
        (2010, "W", YearState.STATED, "down", 2009),
        (2011, "W", YearState.STATED, "same", 2010),
        (2012, "", YearState.MISSING, "", None),
        (2013, "3", YearState.STATED, "down", 2011),
        (2014, "S", YearState.STATED, "other", 2013),
        (2015, "1", YearState.STATED, "other", 2014),
    ]


def test_the_sentence_that_names_the_tier_is_taken(fake_index: Fake) -> None:
    said = {year.year: (year.text, year.says) for year in tier_timeline(fake_index(FILES)) if year.report}
    assert said[2009] == (STANDARDS, "minimum standards")
    assert said[2010][0] == "Laos is placed on Tier 2 Watch List for this reason."
    assert said[2011][0].startswith("Therefore Laos remained on Tier 2 Watch List")
    assert said[2013] == ("Therefore Laos was downgraded to Tier 3.", "names the tier")
    assert said[2014][0] == "Laos is a Special Case for the first year."


def test_a_contradiction_is_told(fake_index: Fake) -> None:
    last = tier_timeline(fake_index(FILES))[-1]
    assert (last.tier, last.note) == (
        Tier.TIER_1,
        "the sentence names Tier 2, the report is placed on Tier 1",
    )


def test_each_sentence_is_cited(fake_index: Fake) -> None:
    for year in tier_timeline(fake_index(FILES)):
        assert bool(year.citation) == (year.state is YearState.STATED)
        assert (
            year.state is not YearState.STATED
            or f"Report {year.year}: Laos, Overview, para. 1" in year.citation
        )


def test_years_that_are_asked_for(fake_index: Fake) -> None:
    index = fake_index(FILES)
    asked = tier_timeline(index, parse_filters(["2007..2010", "2012"]))
    assert [(year.year, year.state is YearState.MISSING) for year in asked] == [
        (2007, True),
        (2008, True),
        (2009, False),
        (2010, False),
        (2012, True),
    ]
    assert tier_timeline(index, parse_filters(["2003"])) == []
    assert tier_timeline(index, parse_filters([], [], ["Chad"])) == []


@pytest.mark.parametrize("name", ["laos-2009.txt"])
def test_one_report_alone(fake_index: Fake, name: str) -> None:
    (year,) = tier_timeline(fake_index({name: FILES[name]}))
    record = year.to_dict()
    assert (record["tier"], record["change"], record["report_id"]) == ("Tier 2", None, "lao-2009")
