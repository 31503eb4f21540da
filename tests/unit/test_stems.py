from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from kzsearch.languages import Language
from kzsearch.stems import FILLER, _russian, name_stems, stem, stemmed, stemmed_alike


@pytest.mark.parametrize(
    "forms",
    ["жертва жертвы жертвам жертвами", "приют приюты приютов", "торговля торговлю торговли", "Тёмный темный"],
)
def test_forms_of_a_russian_word_have_one_stem(forms: str) -> None:
    assert len({stem(word, Language.RUSSIAN) for word in forms.split()}) == 1


@pytest.mark.parametrize(
    "forms",
    [
        "құрбан құрбандар құрбандарының құрбандарына",
        "баспана баспаналар баспанаға баспаналардың",
        "үкімет үкіметі үкіметінің үкіметтен",
        "еңбек еңбегі еңбегін",
        "жыл жылы жылғы жылдардан",
        "заң заңы заңдағы заңдар",
    ],
)
def test_forms_of_a_kazakh_word_have_one_stem(forms: str) -> None:
    assert len({stem(word, Language.KAZAKH) for word in forms.split()}) == 1


def test_other_words_stay_apart() -> None:
    assert stem("судан", Language.RUSSIAN) != stem("суд", Language.RUSSIAN)
    assert stem("работорговля", Language.RUSSIAN) != stem("работа", Language.RUSSIAN)
    assert stem("қор", Language.KAZAKH) != stem("қорғау", Language.KAZAKH)


def test_stems_keep_the_places_of_a_text() -> None:
    text = "Суды осудили 2 торговцев; Police met them."
    found = stemmed(text)
    assert len(found) == len(text)
    assert found.startswith(f"суд{FILLER} осуд{FILLER * 3} 2 ")
    assert found.endswith("; Police met them.")
    assert stemmed("Police met them.") == "Police met them."


def test_words_of_one_query_are_stemmed_in_one_language() -> None:
    together = stemmed_alike(["баспанасы", "жәбірленушілер"])
    assert together[0].rstrip(FILLER) == stem("баспанасы", Language.KAZAKH)
    assert stemmed_alike(["shelters"]) == ["shelters"]


def test_cases_of_a_name_are_all_known() -> None:
    known = name_stems("Казахстан", Language.RUSSIAN)
    for word in ("Казахстан", "Казахстана", "Казахстане", "Казахстану"):
        assert (stem(word, Language.RUSSIAN),) in known
    assert name_stems("Kazakhstan", Language.RUSSIAN) == set()


def test_many_threads_stem_as_one() -> None:
    words = ["жертвами", "торговлю", "приютов", "полицейские", "осуждённых", "пострадавших"] * 200
    alone = [stem(word, Language.RUSSIAN) for word in words]
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        _russian.cache_clear()
        with ThreadPoolExecutor(8) as threads:
            found = list(threads.map(lambda _: [_russian.__wrapped__(w) for w in words], range(8)))
    finally:
        sys.setswitchinterval(before)
    assert found == [alone] * 8
