"""Numbers in digits and in words."""

from __future__ import annotations

import pytest

from kzsearch.analysis.figures.numerals import number_of, numerals
from kzsearch.types.figures import Comparison


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("identified 1,204 victims", [("1,204", 1204)]),
        (
            "twenty-one traffickers and one hundred and five cases",
            [("twenty-one", 21), ("one hundred and five", 105)],
        ),
        ("allocated 25.97 million tenge", [("25.97 million", 25_970_000)]),
        ("two hundred thousand dollars", [("two hundred thousand", 200_000)]),
        ("a dozen officers", [("a dozen", 12)]),
        ("None of them, and no victims", [("None", 0), ("no", 0)]),
        ("a 25-day campaign, a 24-hour hotline, COVID-19, and 125(3b)", [("125", 125)]),
        ("Thirty-seven victims", [("Thirty-seven", 37)]),
    ],
)
def test_numbers(text: str, expected: list[tuple[str, float]]) -> None:
    assert [(text[slice(*number.span)], number.value) for number in numerals(text)] == expected


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("from three to 10 years", (3, 10)),
        ("between 20 and 30 cases", (20, 30)),
        ("90,000-120,000 children", (90_000, 120_000)),
        ("15–20 victims", (15, 20)),
    ],
)
def test_ranges(text: str, ends: tuple[float, float]) -> None:
    (number,) = numerals(text)
    assert (number.value, number.upper) == ends
    assert number.comparison is Comparison.RANGE


def test_growth_is_no_range() -> None:
    assert [number.value for number in numerals("increased the number of officers from 44 to 110")] == [
        44,
        110,
    ]
    assert [number.value for number in numerals("five and six")] == [5, 6]


@pytest.mark.parametrize(
    ("text", "comparison"),
    [
        ("at least 25 cases", Comparison.AT_LEAST),
        ("more than 841 calls", Comparison.MORE_THAN),
        ("approximately 800 employees", Comparison.APPROXIMATELY),
        ("up to 15 people", Comparison.AT_MOST),
        ("fewer than 10 cases", Comparison.FEWER_THAN),
        ("50 or more cases", Comparison.AT_LEAST),
        ("only 43 cases", Comparison.EQUAL),
    ],
)
def test_what_stands_before(text: str, comparison: Comparison) -> None:
    assert numerals(text)[0].comparison is comparison


def test_one_number() -> None:
    assert number_of("1.2 million") == 1_200_000
    assert number_of("eleven") == 11
    assert number_of("eleven victims") is None
