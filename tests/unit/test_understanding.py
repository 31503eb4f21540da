from __future__ import annotations

from collections.abc import Callable

import pytest

from kzsearch.index import OpenIndex
from kzsearch.search.understanding import PREFERENCE, Understood, understand
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
        ("NAP", ("nap", "national action plan")),
    ],
)
def test_terms(read: Callable[[str], Understood], query: str, terms: tuple[str, ...]) -> None:
    assert read(query).terms == terms


def test_what_was_corrected_is_told(read: Callable[[str], Understood]) -> None:
    understood = read("Shimkent")
    assert understood.encoded == "shymkent"
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
    assert understood.sections == {Section.RECOMMENDATIONS}
    assert understood.countries == {"TCD"}
    assert not read("victim protection").sections


def test_a_lone_country_is_no_preference(fake_index: Build) -> None:
    index = fake_index({"kazakhstan-2017.txt": REPORT})
    assert not understand(index.store, "Kazakhstan", lambda _: True).prefers


def test_fit_adds_up(fake_index: Build) -> None:
    index = fake_index({"kazakhstan-2017.txt": REPORT, "kazakhstan-2023.txt": REPORT})
    understood = understand(index.store, "recommendations 2023", lambda _: True)
    belong = index.store.belongs(range(index.manifest.counts.passages)).values()
    assert {one.country for one in belong} == {"KAZ"}
    gains = {(one.year, one.section): understood.fit(one) for one in belong}
    assert gains[2023, Section.RECOMMENDATIONS] == {"year": PREFERENCE, "section": PREFERENCE}
    assert gains[2023, Section.PROTECTION] == {"year": PREFERENCE}
    assert gains[2017, Section.PROTECTION] == {}


def test_plain_takes_a_query_by_the_letter(fake_index: Build) -> None:
    index = fake_index({"kazakhstan-2017.txt": REPORT})
    understood = understand(index.store, "Shimkent 2017 NAP", lambda _: False, plain=True)
    assert understood.terms == ("shimkent", "2017", "nap")
    assert not understood.prefers
    assert understood.notes == ()


def test_russian_is_looked_up(read: Callable[[str], Understood]) -> None:
    understood = read("приюты 2016")
    assert understood.glossed == {"приюты": "shelter"}
    assert "shelter" in understood.terms
    assert understood.english == "shelter 2016"
