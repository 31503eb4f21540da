"""Figures that other words of their clause make uncertain."""

from __future__ import annotations

import pytest

from kzsearch.analysis.figures.reader import Context, read


def _measures(sentence: str) -> list[str]:
    """Return the measures of the numbers that are certain."""
    return [
        f"{item.numeral.value:g} {item.measure.value} {item.year}"
        for item in read(sentence, Context(2018, 2019))
        if item.measure is not None and item.year is not None
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "The ministry plans to train 200 officers.",
        "The bill would fund 12 shelters.",
        "It adopted an approach to inspect all 243 workplaces.",
        "Researchers estimate that traffickers were convicted in 300 cases.",
        "The government spends about $460 on each victim.",
        "Two workshops were organized, with 25 officers trained at each.",
        "The Supreme Court confirmed four convictions.",
        "Prosecutors sought, but did not obtain, convictions of three officials.",
        "The committee’s budget of $150,000 for shelters was not disbursed.",
        "The ministry’s budget was 1.1 billion pesos.",
        "With U.S. funds of $250,000, IOM trained police on trafficking.",
        "The government provided $5 million over four years to victim services.",
        "Children as young as seven were trafficked.",
        "Girls between the ages of 7 and 17 were identified as victims.",
        "Sentences of five to seven years in prison were typical.",
        "Inspectors conducted 7,000 inspections in 2017 and the first half of 2018.",
        "Inspectors conducted 14,000 inspections in 2014-15.",
        "Inspectors conducted 46,000 inspections in the most recent fiscal year.",
        "The center has helped 640 victims since it opened.",
        "The government identified and assisted 56 victims.",
        "The shelter assisted 94 victims last year.",
        "Altogether 22 persons were referred to the courts on trafficking charges.",
    ],
)
def test_nothing_is_certain(sentence: str) -> None:
    first, *others = [*_measures(sentence), ""]
    # Of the workshops, their number alone is certain.
    assert first in ("", "2 training_sessions 2018")
    assert not any(others)


@pytest.mark.parametrize(
    ("sentence", "certain"),
    [
        ("Courts convicted 31 persons, of whom 12 appealed.", ["31 convictions 2018"]),
        (
            "The number of victims identified dropped to 78 from 131 in 2017.",
            ["78 victims_identified 2018", "131 victims_identified 2017"],
        ),
        (
            "Courts convicted 101 traffickers, up by 22 from the 79 convicted in 2017.",
            ["101 convictions 2018", "79 convictions 2017"],
        ),
        (
            "Six suspects were convicted; in 2017 there were nine convictions.",
            ["6 convictions 2018", "9 convictions 2017"],
        ),
        ("Between January and March 2019, police began 61 investigations.", ["61 investigations 2019"]),
        ("The department, created in 2007, employs 55 anti-trafficking officers.", ["55 officers 2018"]),
        (
            "The number of labor inspectors was 104 (2018) and 98 (2017).",
            ["104 officers 2018", "98 officers 2017"],
        ),
        (
            "Officials identified 158 victims, 102 female and 56 male.",
            ["158 victims_identified 2018", "102 victims_identified 2018", "56 victims_identified 2018"],
        ),
        (
            "Police convicted two men, compared with 25 cases investigated, and nine traffickers convicted in 2017.",
            ["25 investigations 2017", "9 convictions 2017"],
        ),
        (
            "The government did not convict any traffickers, compared with seven in 2017.",
            ["0 convictions 2018", "7 convictions 2017"],
        ),
    ],
)
def test_what_is_certain_stays(sentence: str, certain: list[str]) -> None:
    assert [row for row in _measures(sentence) if row in certain] == certain


def test_nine_of_them_are_of_the_sentence_before() -> None:
    context = Context(2018, 2019)
    read("Police opened 38 investigations.", context)
    read("The capital lies on a river.", context)
    read("The weather was mild.", context)
    (item,) = read("Nine of them were women.", context)
    assert item.measure is None
