"""Sections come out right in every published shape."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from kzsearch.domain import countries
from kzsearch.reading.files.text.layout import blocks
from kzsearch.sections.outline import outline
from kzsearch.text import squeeze
from kzsearch.types import Outline, Section, SectionOrigin, Span
from tests.layouts import YEARS, accuracy
from tests.made_reports import REPORTS, of_country
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


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("layout", [*SHAPES, *YEARS])
def test_every_layout_of_2002_to_2025_holds_for_other_countries(layout: str, name: str) -> None:
    shape = of_country({**SHAPES, **YEARS}[layout], name)
    text = render(shape, REPORTS[name])
    found = blocks(text, Span(0, len(text)), markdown=False)
    assert accuracy(text, found, shape, REPORTS[name], countries.find(name)) == 1


def test_no_nationality_is_needed() -> None:
    # Every people is replaced by one that nobody has heard of; only the country itself stays known.
    for name, content in REPORTS.items():
        strange = {
            section: [_strange(text) for text in paragraphs] for section, paragraphs in content.items()
        }
        shape = of_country(BASE.without(Section.PROSECUTION), name)
        text = render(shape, strange)
        found = blocks(text, Span(0, len(text)), markdown=False)
        assert accuracy(text, found, shape, strange, countries.find(name)) == 1, name


def _strange(text: str) -> str:
    return re.sub(r"\b(?:Uzbek|Mexican|Lao|Ivoirian|Gambian|Congolese)\b", "Zyrvalian", text)


def _outline(text: str, country: str, year: int = 2023) -> Outline:
    known = countries.find(country)
    assert known is not None
    return outline(text, blocks(text, Span(0, len(text)), markdown=False), known, year)


_UNANNOUNCED = {
    Section.PROTECTION: (
        "Shelters in two towns gave 40 victims counseling, medical care and legal aid. Psychologists came weekly.",
        "No foreign victim was offered residency, repatriation or compensation.",
    ),
    Section.PREVENTION: (
        "A national action plan was adopted, and the interagency committee ran an awareness campaign on radio.",
        "Inspectors visited schools, recruiters and farms, and a hotline was open on weekdays.",
    ),
}


@pytest.mark.parametrize("missing", _UNANNOUNCED)
def test_a_section_that_nothing_announces_is_told_by_what_it_is_about_and_marked(missing: Section) -> None:
    content = {**REPORTS["Laos"], missing: list(_UNANNOUNCED[missing])}
    shape = of_country(BASE.without(missing), "Laos")
    found = _outline(text := render(shape, content), "Laos")
    part = next(part for part in found.parts if part.section is missing)
    assert part.origin is SectionOrigin.INFERRED
    assert [text[slice(*block.span)] for block in part.blocks] == content[missing]


def test_where_nothing_tells_a_sections_beginning_the_one_before_it_is_not_stated_as_known() -> None:
    content = {**REPORTS["Laos"], Section.PROTECTION: ["It rained in May.", "Nobody came."]}
    found = _outline(render(of_country(BASE.without(Section.PROTECTION), "Laos"), content), "Laos")
    origins = {part.section: part.origin for part in found.parts}
    assert Section.PROTECTION not in origins
    assert origins[Section.PROSECUTION] is SectionOrigin.INFERRED
    assert origins[Section.PREVENTION] is SectionOrigin.HEADING


def test_running_text_after_recommendations_without_marks_is_prosecution() -> None:
    content = {
        **REPORTS["The Gambia"],
        Section.PROSECUTION: ["Zyrvalian magistrates convicted two men in Basse."],
    }
    shape = replace(of_country(BASE.without(Section.PROSECUTION), "The Gambia"), items=marked(""))
    found = _outline(text := render(shape, content), "The Gambia")
    part = next(part for part in found.parts if part.section is Section.PROSECUTION)
    assert [text[slice(*block.span)] for block in part.blocks] == content[Section.PROSECUTION]


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
    assert found.boilerplate == ()
