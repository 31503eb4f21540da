from __future__ import annotations

import pytest

from kzsearch.search.glossary import look_up


@pytest.mark.parametrize(
    ("words", "english"),
    [
        ("жертвам торговли людьми", ["victims", "human trafficking"]),
        ("вида на жительство", ["residence permits"]),
        ("суды", ["court judges"]),
        ("судан", ["Sudan"]),  # no court
        ("работорговля", ["human trafficking"]),  # no work
        ("сел", []),
        ("таджикистане", ["Tajikistan"]),
        ("россии", ["Russia"]),
        ("мот", ["ILO"]),
        ("адам саудасының құрбандары", ["human trafficking", "victims"]),
        ("өзбекстанға", ["Uzbekistan"]),
        ("блины", []),
        ("", []),
    ],
)
def test_words_are_compared_by_whole_stems(words: str, english: list[str]) -> None:
    assert list(look_up(words.split()).values()) == english
