"""Amounts in words and digits."""

from __future__ import annotations

import pytest

from kzsearch.analysis.locate.amounts import amount, is_number


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("six", "6"),
        ("twenty six", "26"),
        ("4,920", "4920"),
        ("4 920", "4,920"),
        ("1.2 million", "1,200,000"),
        ("one hundred one million", "101 million"),
        ("two thousand three hundred twelve", "2,312"),
        ("third", "3rd"),
    ],
)
def test_the_same_amount(one: str, other: str) -> None:
    assert amount(one.split()) == amount(other.split()) is not None


@pytest.mark.parametrize(
    ("one", "other"), [("six", "seven"), ("six", "6th"), ("25.97", "25.79"), ("1.2 million", "1.2 billion")]
)
def test_other_amounts(one: str, other: str) -> None:
    assert amount(one.split()) != amount(other.split())


@pytest.mark.parametrize(
    "words", ["", "twenty victims", "six seven", "20 21", "1 10", "million", "25,97", "3b", "forty twelve"]
)
def test_no_single_amount(words: str) -> None:
    assert amount(words.split()) is None


def test_numbers_are_told_from_words() -> None:
    assert all(map(is_number, ["six", "6", "125", "3b", "million", "first", "twice"]))
    assert not any(map(is_number, ["victims", "no", "tenge", "women"]))
