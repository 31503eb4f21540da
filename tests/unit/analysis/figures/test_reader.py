"""Sentences to figures: other countries, other years, other wording than the two reports."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzsearch.analysis.figures.reader import Context, read

Row = tuple[float, str, int | None, tuple[str, ...]]


def _rows(*sentences: str, year: int = 2019) -> list[Row]:
    context = Context(year - 1, year)
    items = [item for sentence in sentences for item in read(sentence, context)]
    return [
        (
            item.numeral.value,
            item.measure.value if item.measure is not None and item.year is not None else "unclassified",
            item.year,
            item.parts,
        )
        for item in items
    ]


def _without_parts(*sentences: str, year: int = 2019) -> list[tuple[float, str, int | None]]:
    return [row[:3] for row in _rows(*sentences, year=year)]


def test_active_passive_and_nouns() -> None:
    assert _without_parts("Moldovan police opened 42 trafficking cases.") == [(42, "investigations", 2018)]
    assert _without_parts("Eleven suspects were convicted by a court.") == [(11, "convictions", 2018)]
    assert _without_parts("The conviction of 12 traffickers was a success.") == [(12, "convictions", 2018)]
    assert _without_parts("NGOs provided shelter to 26 victims.") == [(26, "victims_assisted", 2018)]
    assert _without_parts("Three traffickers were found guilty.") == [(3, "convictions", 2018)]
    assert _without_parts("Courts acquitted four defendants and convicted nine.") == [
        (4, "unclassified", 2018),
        (9, "convictions", 2018),
    ]


def test_a_comparison_is_a_figure_of_another_year() -> None:
    expected = [(26, "victims_identified", 2018), (20, "victims_identified", 2017)]
    for words in ("compared with 20 in 2017", "an increase from 20 in 2017", "up from 20 the previous year"):
        assert _without_parts(f"Authorities identified 26 victims, {words}.") == expected
    assert _without_parts("Authorities identified 26 victims (20 in 2017).") == expected


def test_a_list_of_years() -> None:
    rows = _without_parts(
        "Officials prosecuted three suspects, compared with two in 2017, three in 2016, and 58 in 2015."
    )
    assert [(value, year) for value, _, year in rows] == [(3, 2018), (2, 2017), (3, 2016), (58, 2015)]
    assert {measure for _, measure, _ in rows} == {"prosecutions"}


def test_lists_are_paired() -> None:
    rows = _without_parts(
        "There were 31 investigations, 12 prosecutions, and 5 convictions, "
        "compared with 25, 10, and 3, respectively, in 2017."
    )
    assert rows[3:] == [(25, "investigations", 2017), (10, "prosecutions", 2017), (3, "convictions", 2017)]
    assert _without_parts("There were 31 investigations, compared with 25, 10, and 3 in 2017.")[1:] == [
        (25, "unclassified", 2017),
        (10, "unclassified", 2017),
        (3, "unclassified", 2017),
    ]


def test_parts_of_a_whole() -> None:
    assert _rows(
        "Police identified 25 victims (eight sex trafficking victims and 17 labor trafficking victims)."
    )[1:] == [
        (8, "victims_identified", 2018, ("sex trafficking",)),
        (17, "victims_identified", 2018, ("forced labor",)),
    ]
    assert _rows("Police identified 45 victims—30 women and 15 girls.")[1:] == [
        (30, "victims_identified", 2018, ("women",)),
        (15, "victims_identified", 2018, ("girls",)),
    ]


def test_parts_in_the_next_sentence() -> None:
    rows = _rows(
        "Police identified 26 victims.",
        "Of these, 19 were subjected to sex trafficking and two to forced labor.",
    )
    assert rows[1:] == [
        (19, "victims_identified", 2018, ("sex trafficking",)),
        (2, "victims_identified", 2018, ("forced labor",)),
    ]
    rows = _rows(
        "Police identified 17 victims.", "All were foreign citizens, including 13 men and four women."
    )
    assert rows[1:] == [
        (13, "victims_identified", 2018, ("men",)),
        (4, "victims_identified", 2018, ("women",)),
    ]


def test_a_part_with_a_verb_of_its_own() -> None:
    rows = _without_parts("In 2018, 24 victims were identified and 12 were referred to shelters.")
    assert rows == [(24, "victims_identified", 2018), (12, "victims_referred", 2018)]


def test_the_year_that_is_not_said_is_the_reports_own_period() -> None:
    context = Context(2018, 2019)
    (item,) = read("Police investigated 12 cases.", context)
    assert (item.year, item.year_origin.value) == (2018, "inferred")
    assert "2018" in item.year_words
    # The series of human rights reports counts the year in its title; a series that is not known counts none.
    assert read("Police investigated 12 cases.", Context(None, 2019))[0].year is None


def test_a_deeds_year_is_not_the_figures() -> None:
    assert _without_parts("Courts convicted five traffickers arrested in 2016.") == [(5, "convictions", 2018)]
    assert _without_parts(
        "Police continued 14 investigations initiated in the previous reporting period."
    ) == [(14, "investigations", 2018)]
    assert _without_parts("Courts convicted 19 traffickers, the same number as in 2017.") == [
        (19, "convictions", 2018)
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Since 2010, courts have convicted 34 traffickers.",
        "Between 2000 and 2006, 4,000 victims were assisted.",
        "In previous years, NGOs assisted 40 victims.",
        "Police arrested 11 traffickers.",
        "UNICEF estimates there are 90,000 children in coercive labor.",
        "The court convicted 60 people for smuggling migrants.",
        "Of the 1,298 individuals convicted on prostitution charges in 2017, none were trafficking victims.",
        "Courts upheld two convictions.",
        "The court convicted the owner of a restaurant for the forced labor of five men.",
        "Courts ordered traffickers to pay 200,000 pesos in restitution.",
        "As a result, 22 persons were referred to the courts.",
        "Police worked in three provinces.",
        "The police academy had 12 vehicles.",
        "The government investigated 12 cases in 2025.",
    ],
)
def test_what_is_not_certain_is_unclassified(sentence: str) -> None:
    assert {row[1] for row in _rows(sentence)} == {"unclassified"}


@pytest.mark.parametrize(
    "sentence",
    [
        "Article 160 prescribes penalties of three to 10 years’ imprisonment.",
        "The government provided 80 percent of the cost.",
        "The government did not report any investigations.",
        "The government continued its 2015-2017 action plan.",
        "In one case, police closed a bar.",
        "There were no reports of abuse.",
    ],
)
def test_what_is_no_figure(sentence: str) -> None:
    assert _rows(sentence) == []


def test_zero() -> None:
    assert _without_parts("The government did not prosecute or convict any traffickers.") == [
        (0, "convictions", 2018),
        (0, "prosecutions", 2018),
    ]
    assert _without_parts("Authorities reported no convictions, compared with none in 2017.") == [
        (0, "convictions", 2018),
        (0, "convictions", 2017),
    ]


def test_the_number_before_its_noun() -> None:
    assert _without_parts("The number of victims identified increased from 44 in 2017 to 110 in 2018.") == [
        (44, "victims_identified", 2017),
        (110, "victims_identified", 2018),
    ]
    assert _without_parts("It increased the number of anti-trafficking officers from 44 to 110.") == [
        (44, "unclassified", None),
        (110, "officers", 2018),
    ]


def test_a_year_that_does_not_fit_is_doubted() -> None:
    # Told in 2019: the comparison with 2016 shows that the sentence is not about 2018.
    assert _without_parts("Police identified 432 victims (446 in 2016).") == [
        (432, "unclassified", None),
        (446, "victims_identified", 2016),
    ]
    assert _without_parts(
        "In 2017, NGOs assisted 12 victims.", "Police identified 432 victims (446 in 2016)."
    )[1] == (
        432,
        "victims_identified",
        2017,
    )


def test_a_whole_that_is_told_again_keeps_its_year_and_counter() -> None:
    context = Context(2018, 2019)
    read("In 2017, NGOs assisted 167 victims.", context)
    items = read("Of all 167 victims, 65 were women.", context)
    assert [(item.numeral.value, item.year, item.counter) for item in items] == [
        (167, 2017, "NGOs"),
        (65, 2017, "NGOs"),
    ]


def test_a_part_that_is_told_again_is_a_whole_of_its_own_parts() -> None:
    rows = _rows(
        "Police identified 1,634 victims, including 841 sex trafficking victims and 543 labor trafficking victims.",
        "Of the 841 sex trafficking victims, 763 were women.",
    )
    assert rows[3:] == [
        (841, "victims_identified", 2018, ("sex trafficking",)),
        (763, "victims_identified", 2018, ("sex trafficking", "women")),
    ]


def test_some_of_the_convicted_are_not_the_convicted() -> None:
    rows = _without_parts("Eight of the 10 convicted defendants received fines.")
    assert rows == [(8, "unclassified", 2018), (10, "convictions", 2018)]
    rows = _without_parts("At least 14 of the 20 convicted traffickers were sentenced to prison.")
    assert rows == [(14, "sentences", 2018), (20, "convictions", 2018)]


@given(st.text(max_size=120))
def test_any_text_can_be_read(text: str) -> None:
    read(text, Context(2018, 2019))


@given(
    st.lists(
        st.sampled_from(
            "12 (20 in 2017) of , and victims identified the compared with — ; years 5 $ million no".split()
        ),
        max_size=25,
    )
)
def test_any_words_can_be_read(words: list[str]) -> None:
    for item in read(" ".join(words), Context(2018, 2019)):
        assert 0 <= item.numeral.span.start < item.numeral.span.end
