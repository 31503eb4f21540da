from __future__ import annotations

import pytest

from kzsearch.search.glossary import look_up
from kzsearch.search.vocabulary import correct, expansions, named_in_latin, respellings

WORDS = ["victims", "trafficking", "shymkent", "recommendations", "labor", "right", "police"]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("shimkent", "shymkent"),
        ("recomendations", "recommendations"),
        ("trafficing", "trafficking"),
        ("plice", "police"),
        ("poilce", "police"),
        ("reccomendatoins", None),  # three slips
        ("labr", None),  # too short to tell
        ("banana", None),
        ("12345", None),
    ],
)
def test_correct(written: str, meant: str | None) -> None:
    assert correct(written, WORDS) == meant


def test_the_more_frequent_word_wins_a_tie() -> None:
    assert correct("courd", ["court", "could"]) == "court"
    assert correct("courd", ["could", "court"]) == "could"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("labour", "labor"),
        ("organisation", "organization"),
        ("programme", "program"),
        ("centre", "center"),
        ("defence", "defense"),
        ("analyse", "analyze"),
        ("travelled", "traveled"),
        ("judgement", "judgment"),
    ],
)
def test_british_and_american_spelling(one: str, other: str) -> None:
    assert other in respellings(one)
    assert one in respellings(other)


def test_expansions_go_both_ways() -> None:
    assert expansions(["nap", "funding"], "NAP funding") == {"nap": ("national action plan",)}
    assert expansions(["national", "action", "plan"], "the National Action Plan") == {
        "national action plan": ("nap",)
    }
    assert expansions(["napping"], "napping") == {}


def test_the_longest_entry_of_the_glossary_wins() -> None:
    assert look_up(["торговли", "людьми"]) == {"торговли людьми": "human trafficking"}
    assert look_up(["проект", "закона", "опубликован"]) == {
        "проект закона": "draft law",
        "опубликован": "published",
    }
    assert look_up(["судей"]) == {"судей": "court judges"}  # one stem with the court
    assert look_up(["бананы"]) == {}
    assert look_up([]) == {}


@pytest.mark.parametrize(
    ("stem", "word"),
    [
        ("шымкент", "shymkent"),
        ("алмат", "almaty"),
        ("назарбаев", "nazarbayev"),
        ("қарағанды", "qaragandy"),
        ("приют", None),
        ("суд", None),  # too short to be sure
    ],
)
def test_cyrillic_names_are_found_in_latin_letters(stem: str, word: str | None) -> None:
    vocabulary = ["shelter", "shymkent", "almaty", "sudden", "nazarbayev", "qaragandy", "privy"]
    assert named_in_latin(stem, vocabulary) == word
