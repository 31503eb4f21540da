from __future__ import annotations

from collections.abc import Callable

import pytest

from kzsearch.index import OpenIndex
from kzsearch.search.understanding import Understood, plain, understand
from kzsearch.types import Section

REPORT = """KAZAKHSTAN (Tier 2)
The Government of Kazakhstan does not fully meet the minimum standards.
PRIORITIZED RECOMMENDATIONS:
- Fund the national action plan and enhance labor inspections in Shymkent.
PROTECTION
The government increased protection efforts. Shelters received funding for the program.
"""
Build = Callable[..., OpenIndex]


@pytest.fixture
def read(fake_index: Build) -> Callable[[str], Understood]:
    index = fake_index(
        {
            "kazakhstan-2017.txt": REPORT,
            "kazakhstan-2023.txt": REPORT,
            "chad-2017.txt": REPORT.replace("KAZAKHSTAN", "CHAD").replace("Kazakhstan", "Chad"),
        }
    )
    return lambda query: understand(index.store, query, lambda word: word == "light")


@pytest.mark.parametrize(
    ("query", "terms"),
    [
        ("shelters in Shimkent", ("shelters", "shymkent")),
        ("labour inspections", ("labor", "inspections")),
        ("light", ("light",)),  # a word of its own, though one letter from another
        ("what is the funding", ("funding",)),
        ("the of", ("the", "of")),
        ("victims in the 2017 report", ("victims",)),
        ("shelters in 2016", ("shelters",)),  # told in the report of 2017
        ("shelters in 2005", ("shelters", "2005")),  # told in none
        ("NAP", ("nap", "national action plan")),
    ],
)
def test_terms(read: Callable[[str], Understood], query: str, terms: tuple[str, ...]) -> None:
    assert read(query).reading.terms == terms


def test_what_was_corrected_is_told(read: Callable[[str], Understood]) -> None:
    understood = read("Shimkent")
    assert understood.reading.encoded == "shymkent"
    assert any("shimkent" in note and "shymkent" in note for note in understood.notes)


@pytest.mark.parametrize(
    ("query", "years"),
    [
        ("convictions in 2016", {2016: 0.5, 2017: 1.0}),
        ("recommendations 2023", {2023: 1.0}),
        ("the 2017 report", {2017: 1.0}),
        ("convictions", {}),
        ("125(3b) and 20161", {}),
    ],
)
def test_years(read: Callable[[str], Understood], query: str, years: dict[int, float]) -> None:
    assert read(query).years == years


def test_section_and_country(read: Callable[[str], Understood]) -> None:
    understood = read("recomendations for Chad")
    assert understood.named.sections == {Section.RECOMMENDATIONS}
    assert understood.named.countries == {"TCD"}
    assert understood.preferred == {"country", "section"}
    assert not read("victim protection").named.sections


def test_what_every_report_shares_says_nothing(fake_index: Build) -> None:
    index = fake_index({"kazakhstan-2017.txt": REPORT})
    understood = understand(index.store, "shelters in Kazakhstan, TIP Report 2017, Tier 2", lambda _: True)
    assert understood.reading.encoded == "shelters"
    assert understood.preferred == {"section"}  # tiers are told in the overview
    assert understood.with_countries is None


def test_fit(fake_index: Build) -> None:
    index = fake_index({"kazakhstan-2017.txt": REPORT, "kazakhstan-2023.txt": REPORT})
    understood = understand(index.store, "recommendations 2023", lambda _: True)
    belong = index.store.metadata(range(index.manifest.counts.passages)).values()
    assert {one.country for one in belong} == {"KAZ"}
    fits = {(one.year, one.section): understood.matches(one) for one in belong}
    assert fits[2023, Section.RECOMMENDATIONS] == {"year": 1.0, "section": 1.0}
    assert fits[2023, Section.PROTECTION] == {"year": 1.0}
    assert fits[2017, Section.PROTECTION] == {}


def test_a_country_stays_content_for_reports_on_others(read: Callable[[str], Understood]) -> None:
    understood = read("shelters in Chad")
    assert understood.reading.encoded == "shelters"
    assert understood.with_countries is not None
    assert understood.with_countries.encoded == "shelters in Chad"


def test_a_year_that_no_report_has_is_told(read: Callable[[str], Understood]) -> None:
    assert any("no report of 2019" in note for note in read("shelters in the 2019 report").notes)


def test_plain_takes_a_query_by_the_letter() -> None:
    understood = plain("Shimkent 2017 NAP")
    assert understood.reading.terms == ("shimkent", "2017", "nap")
    assert not understood.preferred
    assert understood.notes == ()


def test_russian_is_looked_up(read: Callable[[str], Understood]) -> None:
    understood = read("приюты 2016")
    assert understood.glossed == {"приюты": "shelter"}
    assert "shelter" in understood.reading.terms
    assert understood.english == "shelter"
