"""Which queries ask for several years or for change."""

from __future__ import annotations

import json

import pytest

from kzsearch.analysis.compare.intent import read_intent
from kzsearch.types import Country, Coverage, Section
from tests.conftest import ROOT

COVERAGE = Coverage(
    years=frozenset({2017, 2023}),
    countries=frozenset({Country("Kazakhstan", "KAZ")}),
    tiers=frozenset(),
    series=frozenset({"tip"}),
    names={"kazakhstan": "KAZ"},
)


@pytest.mark.parametrize(
    ("query", "change", "topic", "years", "sections"),
    [
        ("what changed between 2017 and 2023?", True, "", (2017, 2023), ()),
        ("what was recommended in both years?", False, "", (), (Section.RECOMMENDATIONS,)),
        (
            "Which recommendations were repeated in 2023 and 2017",
            False,
            "",
            (2017, 2023),
            (Section.RECOMMENDATIONS,),
        ),
        ("What changed from 2017 to 2023 in shelter funding?", True, "shelter funding", (2017, 2023), ()),
        (
            "how did victim identification change between the two reports",
            True,
            "victim identification",
            (),
            (),
        ),
        ("changes in the prosecution section since 2017", True, "", (2017, 2023), (Section.PROSECUTION,)),
        ("2017 vs 2023", True, "", (2017, 2023), ()),
        ("shelter funding in both years", False, "shelter funding", (), ()),
        ("labor inspectors in each report", False, "labor inspectors", (), ()),
    ],
)
def test_what_is_asked(
    query: str,
    change: bool,  # noqa: FBT001  a column of the table
    topic: str,
    years: tuple[int, ...],
    sections: tuple[Section, ...],
) -> None:
    intent = read_intent(query, COVERAGE)
    assert intent is not None
    assert (intent.change, intent.topic, intent.years, intent.sections) == (change, topic, years, sections)


@pytest.mark.parametrize(
    "query",
    [
        "victims identified in 2016 compared with 2015",
        "what changed in the law in 2015",
        "change of the law",
        "both sexes",
        "each victim of forced labor",
        "convictions in 2017",
        "prosecutions between 2012 and 2014",
        "differences between sex trafficking and forced labor",
        "shelters in both Almaty and Astana",
    ],
)
def test_what_asks_of_no_years(query: str) -> None:
    assert read_intent(query, COVERAGE) is None


@pytest.mark.parametrize("name", ["dev", "abbreviations", "foreign"])
def test_no_topic_is_taken_for_such_a_query(name: str) -> None:
    lines = (ROOT / "topics" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    queries = [json.loads(line)["query"] for line in lines]
    assert [query for query in queries if read_intent(query, COVERAGE)] == []
