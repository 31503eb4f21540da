"""The shapes of published copies, and how much of a report is put into the right section."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from kzsearch.domain import countries
from kzsearch.sections.outline import outline
from kzsearch.text import squeeze
from kzsearch.types import Block, Country, Section
from tests.renderings import Shape, expected, semicolons, titled

OLD_ORDER: Final = (
    Section.PROFILE,
    Section.OVERVIEW,
    Section.RECOMMENDATIONS,
    Section.PROSECUTION,
    Section.PROTECTION,
    Section.PREVENTION,
)


def should_list(items: Sequence[str]) -> list[str]:
    """Return recommendations as the report of 2007 prints them."""
    lower = [item[0].lower() + item[1:] for item in items]
    return [f"The government should: {'; '.join(lower[:-1])}; and {lower[-1]}."]


def should_sentences(items: Sequence[str]) -> list[str]:
    """Return recommendations as prose, as until 2006."""
    return [" ".join(f"The government should {item[0].lower()}{item[1:]}." for item in items)]


def glued(items: Sequence[str]) -> list[str]:
    """Return recommendations as a page whose line breaks were lost."""
    return ["".join(f"{item[0].upper()}{item[1:]}." for item in items)]


def bare(items: Sequence[str]) -> list[str]:
    """Return recommendations as paragraphs without marks."""
    return [f"{item[0].upper()}{item[1:]}." for item in items]


_OLD: Final = replace(Shape().without(*OLD_ORDER), order=OLD_ORDER, recommendations=None)
_TITLED: Final = replace(_OLD, lost=frozenset({Section.OVERVIEW, Section.PROFILE}), heading=titled)
YEARS: Final = {
    "2002": replace(_OLD, tier="Kazakhstan (Tier 2)", items=should_sentences, year=2002),
    "2003, prevention first": replace(
        _TITLED,
        tier="Kazakhstan (Tier 3)",
        items=should_sentences,
        year=2003,
        order=(
            Section.PROFILE,
            Section.OVERVIEW,
            Section.RECOMMENDATIONS,
            Section.PREVENTION,
            Section.PROSECUTION,
            Section.PROTECTION,
        ),
    ),
    "2007": replace(_TITLED, tier="Kazakhstan (Tier 2 Watch List)", items=should_list, year=2007),
    "2007, no headings": replace(_OLD, tier="Kazakhstan (Tier 2 Watch List)", items=should_list, year=2007),
    "2008, no tier line": replace(
        _TITLED, tier=None, items=semicolons, recommendations="Recommendations for Kazakhstan: ", year=2008
    ),
    "2009, extracted": replace(
        _TITLED,
        tier="KAZAKHSTAN (TIER 2)   [Extracted from U.S. State Dept Trafficking in Persons Report, June 2009]",
        items=semicolons,
        recommendations="Recommendations for Kazakhstan: ",
        year=2009,
    ),
    "2016, tier on two lines": replace(
        Shape().without(Section.PROFILE),
        tier="KAZAKHSTAN:\nTier 2 Watch List",
        items=semicolons,
        recommendations="RECOMMENDATIONS FOR KAZAKHSTAN:",
        order=OLD_ORDER,
        year=2016,
    ),
    "recommendations glued together": replace(Shape(), items=glued),
    "bare recommendations, heading lost": replace(Shape(), items=bare, recommendations=None),
    "glued recommendations, heading lost": replace(Shape(), items=glued, recommendations=None),
}


def accuracy(
    text: str,
    blocks: Sequence[Block],
    shape: Shape,
    content: dict[Section, list[str]],
    country: Country | None = None,
) -> float:
    """Return the share of a report's characters that stand in their own section, sentence by sentence."""
    country = country or countries.find("Kazakhstan")
    assert country is not None
    held: dict[Section, str] = {}
    for part in outline(text, blocks, country, shape.year).parts:
        words = " ".join(squeeze(text[slice(*block.span)]) for block in part.blocks)
        held[part.section] = f"{held.get(part.section, '')} {words}"
    right = everything = 0
    for section, paragraph in expected(shape, content):
        for number, sentence in enumerate(paragraph.rstrip(".").split(". ")):
            words = sentence[1:] if section is Section.RECOMMENDATIONS and not number else sentence
            everything += len(words)
            right += len(words) if words in held.get(section, "") else 0
    return right / everything
