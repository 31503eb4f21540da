"""Numbers in words and digits."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kzsearch.domain.number_words import value_of


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("six", "6"),
        ("twenty six", "26"),
        ("4,920", "4920"),
        ("25.97 million", "25970000"),
        ("four hundred and twelve", "412"),
        ("two dozen", "24"),
        ("two thousand three hundred twelve", "2312"),
        ("one hundred one million", "101000000"),
        ("zero", "0"),
    ],
)
def test_one_number(words: str, value: str) -> None:
    assert value_of(words.split()) == Decimal(value)


@pytest.mark.parametrize(
    "words",
    ["", "million", "six seven", "20 21", "twenty victims", "six and seven", "hundred", "one hundred and"],
)
def test_no_single_number(words: str) -> None:
    assert value_of(words.split()) is None
