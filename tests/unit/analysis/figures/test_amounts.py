"""The sorts of numbers."""

from __future__ import annotations

import pytest

from kzsearch.analysis.figures.amounts import Amount, Sort, amount, law_references
from kzsearch.analysis.figures.numerals import numerals


def _amounts(text: str) -> list[Amount]:
    return [amount(text, number, law_references(text)) for number in numerals(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Articles 128, 135, 125(3b), and 134 of the penal code",
        "Articles 128 (“human trafficking”) and 135 (“trafficking in minors”) of the code",
        "under Law No. 28950",
        "80 percent of victims",
        "In 2016",
        "on July 30",
        "girls as young as 12 years old",
        "victims under 18 years of age",
        "one in five children",
        "the 116 hotline",
        "Tier 2",
    ],
)
def test_no_figures(text: str) -> None:
    assert {found.sort for found in _amounts(text)} == {Sort.NO_FIGURE}


def test_a_number_after_an_article_is_a_count() -> None:
    sorts = [found.sort for found in _amounts("Under Article 128, 12 traffickers were convicted.")]
    assert sorts == [Sort.NO_FIGURE, Sort.COUNT]


@pytest.mark.parametrize(
    ("text", "unit", "dollars"),
    [
        ("101 million tenge ($218,360)", "tenge", 218_360),
        ("25.97 million Kazakhstani Tenge (KZT) ($77,918)", "KZT", 77_918),
        ("€412,870 ($468,110)", "EUR", 468_110),
        ("$1.2 million", "USD", None),
        ("1.5 million cedis", "cedis", None),
        ("3 million Unheard-of Crowns ($12)", "Unheard-of Crowns", 12),
        ("2,000 Swiss francs", "francs", None),
        ("KZT 500,000", "KZT", None),
    ],
)
def test_money(text: str, unit: str, dollars: float | None) -> None:
    first = _amounts(text)[0]
    assert (first.sort, first.unit, first.dollars) == (Sort.MONEY, unit, dollars)
    assert all(found.sort is Sort.NO_FIGURE for found in _amounts(text)[1:])


def test_lengths_of_time() -> None:
    assert [(found.sort, found.unit) for found in _amounts("three years and five months")] == [
        (Sort.TIME, "years"),
        (Sort.TIME, "months"),
    ]
