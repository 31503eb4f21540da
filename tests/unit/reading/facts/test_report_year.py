"""The report year from the text: right or refused, however the two starting reports are changed."""

from __future__ import annotations

import functools
import random
import re
import textwrap
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kzsearch.errors import MetadataError
from kzsearch.reading.facts.report_year import banner_years, infer_year
from kzsearch.reading.facts.table import last_year
from kzsearch.reading.facts.year_mentions import read_mentions

_CORPUS = Path(__file__).parents[4] / "corpus"
_YEARS = (2017, 2023)
_HEADING = re.compile(
    r"^(?=PRIORITIZED|RECOMMENDATIONS|PROSECUTION|PROTECTION|PREVENTION|TRAFFICKING PROFILE)", re.MULTILINE
)


@functools.cache
def _text(year: int) -> str:
    with (_CORPUS / f"kazakhstan-{year}.txt").open(encoding="utf-8", newline="") as file:
        return file.read()


def _year(text: str, *edges: str) -> int | None:
    """Return the inferred year, None where it is refused."""
    try:
        fact = infer_year(text, edges, "a.txt")
    except MetadataError:
        return None
    assert fact.evidence
    return int(fact.value)


def _shifted(text: str, by: int) -> str:
    return re.sub(r"\b20\d\d\b", lambda match: str(int(match[0]) + by), text)


_LAGGING = (
    "It tried 24 cases in 2011, the most recent year for which figures were available, up from 20 in 2010. "
    "It tried 3 suspects in 2011, compared with 2 in 2010. It freed 5 in 2011."
)
_CITE_AS = (
    "Cite as: United States Department of State, 2016 Trafficking in Persons Report - Kazakhstan, "
    "30 June 2016, available at: https://example.org/2012.html [accessed 20 November 2018]"
)


def _prose(sentences: str) -> str:
    """Return sentences within a text that is clearly of the series."""
    return f"The government maintained anti-trafficking efforts to help trafficking victims. {sentences}"


@pytest.mark.parametrize("year", _YEARS)
def test_the_starting_reports(year: int) -> None:
    assert _year(_text(year)) == year


@pytest.mark.parametrize("year", _YEARS)
@pytest.mark.parametrize("width", [40, 60, 75, 115, 100_000])
def test_hard_wraps_do_not_matter(year: int, width: int) -> None:
    squeezed = " ".join(_text(year).split())
    for joint in ("\n", "\r\n", " \n\n", "\n\n\n\n"):
        assert _year(joint.join(textwrap.wrap(squeezed, width))) == year


@pytest.mark.parametrize("year", _YEARS)
@pytest.mark.parametrize("by", [-13, -7, -1, 1, 3])
def test_the_same_report_of_another_year(year: int, by: int) -> None:
    assert _year(_shifted(_text(year), by)) == (year + by if year + by <= last_year() else None)


@pytest.mark.parametrize("year", _YEARS)
def test_whole_sections_missing(year: int) -> None:
    sections = _HEADING.split(_text(year))
    results = []
    for kept in range(1, 2 ** len(sections)):
        text = "".join(part for number, part in enumerate(sections) if kept >> number & 1)
        results.append(_year(text))
    assert set(results) <= {year, None}
    assert results.count(year) > len(results) * 0.75


@pytest.mark.parametrize("year", _YEARS)
def test_a_copy_that_begins_in_the_middle(year: int) -> None:
    text = _text(year)
    assert _year(text[text.index("\nPROTECTION") :]) == year
    assert _year(text[text.index("\nTRAFFICKING PROFILE") :]) is None


@settings(max_examples=150, deadline=None)
@given(year=st.sampled_from(_YEARS), seed=st.integers(), share=st.floats(0.02, 1), by=st.integers(-15, 2))
def test_random_sentences_missing(year: int, seed: int, share: float, by: int) -> None:
    chance = random.Random(seed)  # noqa: S311
    sentences = re.split(r"(?<=[.;])\s+", " ".join(_shifted(_text(year), by).split()))
    kept = " ".join(sentence for sentence in sentences if chance.random() < share)
    assert _year(kept) in {year + by, None}


def test_most_reports_with_a_third_of_their_sentences_are_dated() -> None:
    right = 0
    for seed in range(40):
        chance = random.Random(seed)  # noqa: S311
        sentences = re.split(r"(?<=[.;])\s+", " ".join(_text(_YEARS[seed % 2]).split()))
        kept = " ".join(sentence for sentence in sentences if chance.random() < 1 / 3)
        right += _year(kept) == _YEARS[seed % 2]
    assert right > 20


@pytest.mark.parametrize(
    ("sentences", "year"),
    [
        ("Police opened 9 cases, compared with 7 in 2012. In 2013, courts convicted six.", 2014),
        ("Police opened 9 cases (7 in 2012, 8 in 2011). In July 2013, courts met.", 2014),
        (
            "It tried one, a decrease from four in 2017, 25 in 2016, and three in 2015. In 2018, it paid.",
            2019,
        ),
        (
            "Police opened 9 cases, compared with 7 in 2012. The state aided 5 victims, up from 2 in 2012.",
            2014,
        ),
        (
            "Police opened 9 cases in 2013, compared with 7 in 2012. In January 2014, 2 fled. 3 ran in 2013.",
            2014,
        ),
        ("In 2013, police met. In May 2013, two fled. The hotline received 12 calls in 2013.", 2014),
        # Too little
        ("", None),
        ("Police opened 9 cases in 2013, compared with 7 in 2012.", None),
        ("In 2013, police arrested two. The state helped 5 victims in 2013.", None),
        ("It aided 4 victims, compared with 3 in 2012.", None),
        # Contradictions
        ("It aided 4, compared with 3 in 2012. In 2015, it aided 6 victims. In 2015, it met.", None),
        ("It aided 4, compared with 3 in 2012. In 2013, it aided 6 victims. In February 2016, it met.", None),
        # Figures that lag behind
        (_LAGGING, None),
    ],
)
def test_evidence(sentences: str, year: int | None) -> None:
    assert _year(_prose(sentences)) == year


@pytest.mark.parametrize(
    "sentence",
    [
        "The 2021-2023 NAP went on, as did the plan for 2015-2017 and the one from 2018 to 2020.",
        "Russia’s 2014 re-entry ban and the 2016 amendments hurt migrants.",
        "Since 2010 the law, and by 2030 the plan, until 2025, have changed nothing.",
        "See https://example.org/2021/in-2022 for more.",
        "[accessed 3 March 2018]",
        "Accessed on 20 November 2018.",
        "The government will open a shelter in 2024 and plans to hire in 2025.",
        "In FY 2019 it paid.",
    ],
)
def test_years_that_tell_nothing(sentence: str) -> None:
    assert read_mentions(sentence) == []


def test_a_law_only_bounds_the_year() -> None:
    (mention,) = read_mentions("The law, enacted in 2010 and amended in 2012, criminalized trafficking.")
    assert mention.bounds == {2010, 2012}
    assert not mention.counted | mention.compared


@pytest.mark.parametrize(
    ("sentence", "compared", "counted"),
    [
        ("The hotline received more than 841 calls in 2016.", set(), {2016}),
        ("The number rose from 44 to 110 in 2022.", set(), {2022}),
        ("It fell from 20, six of whom were found in 2022.", set(), {2022}),
        ("Compared with the previous year, it did more in 2022.", set(), {2022}),
        (
            "It paid 2 million ($5,911), an increase from 4.7 million KZT ($14,101)\nin\n\n2015.",
            {2015},
            set(),
        ),
        (
            "It opened 9 cases, compared to 20 investigations, 15 trials, and 10 convictions in 2021.",
            {2021},
            set(),
        ),
        ("It helped fewer than the 30 victims identified in 2015.", {2015}, set()),
    ],
)
def test_what_a_number_is_compared_with(sentence: str, compared: set[int], counted: set[int]) -> None:
    (mention,) = read_mentions(sentence)
    assert mention.compared == compared
    assert mention.counted == counted


@pytest.mark.parametrize(
    ("line", "year"),
    [
        ("2016 Trafficking in Persons Report", 2016),
        ("Trafficking in Persons Report, June 2009", 2009),
        ("[Extracted from U.S. State Dept Trafficking in Persons Report, June 2009]", 2009),
        (_CITE_AS, 2016),
        ("in the 2015 Trafficking in Persons Report.", None),
        ("The government rejected the 2015 Trafficking in Persons Report.", None),
        ("[accessed 2016]", None),
    ],
)
def test_banners(line: str, year: int | None) -> None:
    assert list(banner_years([line])) == ([year] if year else [])


def test_a_refusal_names_the_option() -> None:
    with pytest.raises(MetadataError, match="report year") as caught:
        infer_year(_prose(""), [], "a.txt")
    assert "--year a.txt=YEAR" in caught.value.hint


def test_banner_and_text_must_agree() -> None:
    assert _year(_text(2017), "2017 Trafficking in Persons Report") == 2017
    assert _year(_text(2017), "2016 Trafficking in Persons Report") is None
    assert _year(_prose("No year."), "2016 Trafficking in Persons Report") == 2016
    assert _year(_prose(""), "TIP Report 2016", "2015 Trafficking in Persons Report") is None


def test_other_series_are_refused() -> None:
    other = (
        "In 2016, police abused detainees, compared with 2 cases in 2015. In 2016, 12 editors were tried. "
        * 9
    )
    assert _year(other) is None
    assert _year("Trafficking is a problem. " + other) is None
    child_labor = (
        "Child labor persists, as does trafficking. Inspectors found 9 cases in 2016, up from 2 in 2015. "
    )
    assert _year(child_labor * 5) is None
