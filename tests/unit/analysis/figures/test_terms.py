"""Terms that courts imposed, and those that a law prescribes."""

from __future__ import annotations

import pytest

from kzsearch.analysis.figures.reader import Context, read
from kzsearch.types.figures import Measure


def _terms(sentence: str) -> list[tuple[float, float | None, str]]:
    items = read(sentence, Context(2022, 2023))
    return [
        (item.numeral.value, item.numeral.upper, item.amount.unit)
        for item in items
        if item.measure is Measure.SENTENCES and item.amount.unit
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Courts convicted two traffickers and sentenced them to five years’ imprisonment.",
            [(5, None, "years")],
        ),
        ("Sentences ranged from 18 months to eight years’ imprisonment.", [(18, 96, "months")]),
        ("One trafficker received three years and five months of probation.", [(41, None, "months")]),
        ("The law prescribed penalties of four to seven years’ imprisonment.", []),
        ("Convictions will result in a sentence of up to two years’ imprisonment.", []),
        ("Victims could use a reflection period of six months.", []),
        ("The average sentence was 4.5 years’ imprisonment.", []),
    ],
)
def test_terms(sentence: str, expected: list[tuple[float, float | None, str]]) -> None:
    assert _terms(sentence) == expected
