from __future__ import annotations

import pytest

from kzsearch.headings import cue, inline_headings, is_capitals, parse_heading, parse_run_in
from kzsearch.types import Section


@pytest.mark.parametrize(
    ("line", "section"),
    [
        ("PROSECUTION", Section.PROSECUTION),
        ("Prevention", Section.PREVENTION),
        ("**PROTECTION**", Section.PROTECTION),
        ("## Protection", Section.PROTECTION),
        ("TRAFFICKING PROFILE:", Section.PROFILE),
        ("PRIORITIZED RECOMMENDATIONS :", Section.RECOMMENDATIONS),
        ("Prioritized Recommendations", Section.RECOMMENDATIONS),
        ("RECOMMENDATIONS FOR CÔTE D’IVOIRE", Section.RECOMMENDATIONS),
        ("RECOMMENDATIONS FOR THE DEMOCRATIC REPUBLIC OF THE CONGO:", Section.RECOMMENDATIONS),
        ("GOVERNMENT EFFORTS:", Section.OTHER),
        ("Scope and Magnitude.", Section.OTHER),
    ],
)
def test_heading(line: str, section: Section) -> None:
    heading = parse_heading(line)
    assert heading is not None
    assert heading.section is section


@pytest.mark.parametrize(
    "line",
    ["prevention", "Protection of victims", "The prosecution", "Tier 2. The government", "", "PROSECUTIONS"],
)
def test_no_heading(line: str) -> None:
    assert parse_heading(line) is None


@pytest.mark.parametrize(
    ("line", "section", "rest"),
    [
        ("Recommendations for Kazakhstan: Increase efforts", Section.RECOMMENDATIONS, "Increase efforts"),
        ("PROSECUTION The government did", Section.PROSECUTION, "The government did"),
        ("Prosecution: The government did", Section.PROSECUTION, "The government did"),
        ("Scope and Magnitude. Haiti is", Section.OTHER, "Haiti is"),
        ("PRIORITIZED RECOMMENDATIONS: - Train officers", Section.RECOMMENDATIONS, "- Train officers"),
    ],
)
def test_run_in(line: str, section: Section, rest: str) -> None:
    heading = parse_run_in(line)
    assert heading is not None
    assert (heading.section, line[heading.rest :]) == (section, rest)


@pytest.mark.parametrize(
    "line", ["Protection of victims was", "Prevention efforts increased", "PROSECUTION of it"]
)
def test_no_run_in(line: str) -> None:
    assert parse_run_in(line) is None


@pytest.mark.parametrize(
    ("sentence", "section"),
    [
        ("The government decreased anti-trafficking law enforcement efforts.", Section.PROSECUTION),
        ("The Government of Kazakhstan demonstrated increased law enforcement efforts.", Section.PROSECUTION),
        ("The government made mixed efforts to protect victims.", Section.PROTECTION),
        ("The government slightly increased protection efforts.", Section.PROTECTION),
        ("The government maintained efforts to identify and protect victims.", Section.PROTECTION),
        ("The government maintained prevention efforts.", Section.PREVENTION),
        ("The government maintained efforts to prevent trafficking.", Section.PREVENTION),
        ("As reported over the past five years, traffickers exploit victims.", Section.PROFILE),
        ("Kazakhstan is a source, transit, and destination country for women.", Section.PROFILE),
        ("The Government of Burma does not fully meet the minimum standards.", Section.OVERVIEW),
        ("The Government of Chad does not yet fully comply with minimum standards.", Section.OVERVIEW),
        ("The government should enact a law.", Section.RECOMMENDATIONS),
    ],
)
def test_cue(sentence: str, section: Section) -> None:
    assert cue(sentence) is section


@pytest.mark.parametrize(
    "sentence",
    [
        "Police investigated 147 trafficking cases.",
        "The government continued to train law enforcement and inspectors.",
        "In 2022, state labor inspectors carried out 4,920 inspections.",
        "NGOs reported effective victim referral.",
    ],
)
def test_no_cue(sentence: str) -> None:
    assert cue(sentence) is None


def test_capitals() -> None:
    assert is_capitals("EXECUTIVE SUMMARY")
    assert not is_capitals("NGOS, MVD,")
    assert not is_capitals("MVD")
    assert not is_capitals("Executive Summary")
    assert not is_capitals("2015-2017")


def test_inline_heading_needs_the_end_of_a_sentence() -> None:
    text = "It ended. PROTECTION The government began. The word PREVENTION is not one."
    assert [text[slice(*span)] for span in inline_headings(text)] == ["PROTECTION"]
