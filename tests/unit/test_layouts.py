"""Sections come out right in every published shape."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kzsearch import countries
from kzsearch.reading.layout import blocks
from kzsearch.sections import outline
from kzsearch.text import squeeze
from kzsearch.types import Section, SectionOrigin, Span
from tests.renderings import (
    Shape,
    expected,
    inline_bullets,
    known_sections,
    marked,
    render,
    semicolons,
    titled,
)

OLD_ORDER = (
    Section.PROFILE,
    Section.OVERVIEW,
    Section.RECOMMENDATIONS,
    Section.PROSECUTION,
    Section.PROTECTION,
    Section.PREVENTION,
)
FOREIGN_TAIL = (
    "The government did not provide anti-trafficking training to its diplomats and peacekeepers.",
    "JORDAN (Tier 2)",
    "The Government of Jordan does not fully meet the minimum standards for the elimination of trafficking.",
)
BANNER = (
    "Publisher United States Department of State",
    "Publication Date 30 June 2016",
    (
        "Cite as United States Department of State, Trafficking in Persons Report - Kazakhstan, 30 June 2016, "
        "available at: https://www.example.org/docid/57.html [accessed 2016]"
    ),
)

BASE = Shape()
SHAPES = {
    "2023": BASE.without(Section.PROSECUTION),
    "colon tier": replace(BASE, tier="KAZAKHSTAN: Tier 2"),
    "watch list": replace(BASE, tier="KAZAKHSTAN: Tier 2 Watch List"),
    "two-line tier": replace(BASE, tier="KAZAKHSTAN:\nTier 2 Watch List"),
    "no tier line": replace(BASE, tier=None),
    "title case": replace(BASE, heading=titled, tier="Kazakhstan (Tier 2)"),
    "bare items": replace(BASE, items=marked("")),
    "stars": replace(BASE, items=marked("* ")),
    "bullets": replace(BASE, items=marked("  • ")),
    "inline bullets": replace(BASE, items=inline_bullets),
    "semicolons": replace(BASE, items=semicolons, recommendations="RECOMMENDATIONS FOR KAZAKHSTAN"),
    "run-in": replace(BASE, items=semicolons, recommendations="Recommendations for Kazakhstan: "),
    "list without heading": replace(BASE, recommendations=None),
    "no headings of the three Ps": BASE.without(Section.PROSECUTION, Section.PROTECTION, Section.PREVENTION),
    "no heading at all": replace(
        BASE.without(Section.PROSECUTION, Section.PROTECTION, Section.PREVENTION, Section.PROFILE),
        recommendations=None,
    ),
    "profile first": replace(BASE.without(Section.PROFILE), order=OLD_ORDER, year=2014, heading=titled),
    "prevention first": replace(
        BASE,
        year=2017,
        order=(
            Section.OVERVIEW,
            Section.PREVENTION,
            Section.PROSECUTION,
            Section.PROTECTION,
            Section.RECOMMENDATIONS,
            Section.PROFILE,
        ),
    ),
    "tail of another country": replace(BASE, before=FOREIGN_TAIL),
    "head of the next country": replace(BASE, behind=FOREIGN_TAIL[1:]),
    "banner": replace(BASE, before=BANNER, behind=("Original source can be found here.",)),
    "begins at protection": replace(BASE, tier=None, order=(Section.PROTECTION, Section.PREVENTION)),
    "begins at protection, heading lost": replace(
        BASE.without(Section.PROTECTION), tier=None, order=(Section.PROTECTION, Section.PREVENTION)
    ),
}
for width in (60, 75, 100, 115):
    SHAPES[f"wrapped at {width}"] = replace(BASE, width=width, after="\n\n")
    SHAPES[f"wrapped at {width}, a blank line after every line"] = replace(
        BASE, width=width, between=" \n\n", after=" \n\n", items=semicolons
    )
    SHAPES[f"wrapped at {width}, no blank line"] = replace(BASE, width=width, heading=titled)
    SHAPES[f"wrapped at {width}, prosecution heading lost"] = replace(
        BASE.without(Section.PROSECUTION), width=width
    )


@pytest.mark.parametrize("year", [2017, 2023])
@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES.keys())
def test_every_character_is_in_its_section(shape: Shape, year: int) -> None:
    content = known_sections(year)
    text = render(shape, content)
    country = countries.find("Kazakhstan")
    assert country is not None
    found = outline(text, blocks(text, Span(0, len(text)), markdown=False), country, shape.year)
    sections: dict[Section, str] = {}
    for part in found.parts:
        body = " ".join(squeeze(text[slice(*block.span)]) for block in part.blocks)
        sections[part.section] = f"{sections.get(part.section, '')} {body}"
    wanted = expected(shape, content)
    misplaced = [(section, words[:60]) for section, words in wanted if words not in sections.get(section, "")]
    assert misplaced == []
    everything = " ".join(sections.values())
    assert [line for line in (*shape.before, *shape.behind) if line in everything] == []


def test_a_lost_heading_is_said_to_be_inferred() -> None:
    shape = BASE.without(Section.PROSECUTION)
    text = render(shape, known_sections(2023))
    country = countries.find("Kazakhstan")
    assert country is not None
    found = outline(text, blocks(text, Span(0, len(text)), markdown=False), country, 2023)
    origins = {part.section: part.origin for part in found.parts}
    assert origins.pop(Section.PROSECUTION) is SectionOrigin.INFERRED
    assert set(origins.values()) == {SectionOrigin.HEADING}


def test_a_cue_inside_a_paragraph_opens_nothing() -> None:
    content = known_sections(2023)
    content[Section.PREVENTION][0] += " The government increased protection efforts."
    shape = BASE.without(Section.PROTECTION)
    text = render(shape, content)
    country = countries.find("Kazakhstan")
    assert country is not None
    found = outline(text, blocks(text, Span(0, len(text)), markdown=False), country, 2023)
    assert [part.section for part in found.parts] == list(shape.order)


def test_a_report_of_another_series_keeps_addresses_and_numbers_on_lines_of_their_own() -> None:
    lines = [
        "INTRODUCTION",
        "See the figures at",
        "https://www.example.org/figures",
        "2020",
        "They are right.",
    ]
    text = "\n\n".join(lines) + "\n"
    country = countries.find("Kazakhstan")
    assert country is not None
    found = outline(text, blocks(text, Span(0, len(text)), markdown=False), country, 2023, series="hr")
    (part,) = found.parts
    assert " ".join(text[slice(*block.span)] for block in part.blocks).split() == text.split()[1:]
    assert found.wrapper == ()
