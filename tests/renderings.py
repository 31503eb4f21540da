"""The two starting reports, whose sections are known, printed anew in the shapes of other years and copies."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from kzsearch.types import Section

CORPUS = Path(__file__).parent.parent / "corpus"

# Where each section of the starting reports begins; read by a person, not by kzsearch.
_BEGINNINGS = {
    2023: {
        Section.OVERVIEW: "The Government of Kazakhstan does not fully meet",
        Section.RECOMMENDATIONS: "- Significantly increase efforts to identify",
        Section.PROSECUTION: "The government decreased anti-trafficking law enforcement efforts.",
        Section.PROTECTION: "The government slightly increased protection efforts.",
        Section.PREVENTION: "The government maintained efforts to prevent trafficking.",
        Section.PROFILE: "As reported over the past five years, human traffickers",
    },
    2017: {
        Section.OVERVIEW: "The Government of Kazakhstan does not fully meet",
        Section.RECOMMENDATIONS: "Update laws to align",
        Section.PROSECUTION: "The government increased anti-trafficking law enforcement efforts.",
        Section.PROTECTION: "The government increased efforts to protect victims.",
        Section.PREVENTION: "The government maintained prevention efforts, under",
        Section.PROFILE: "As reported over the past five years, Kazakhstan is",
    },
}
_HEADINGS = re.compile(
    r"\s*(?:PRIORITIZED RECOMMENDATIONS:|RECOMMENDATIONS FOR KAZAKHSTAN|PROSECUTION|PROTECTION|PREVENTION|"
    r"TRAFFICKING PROFILE:?|Original source can be found here\.)\s*$"
)
# Paragraphs of the 2017 report, whose file parts every line; each begins with these words.
_PARAGRAPHS_2017 = (
    "Police investigated 147",
    "The government continued to provide a variety",
    "In addition to one government-funded",
)


def squeezed(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"(?<=\w)-\s*\n\s*(?=\w)", "-", text)).strip()


def known_sections(year: int) -> dict[Section, list[str]]:
    """Return the paragraphs of each section of a starting report; recommendations one an item."""
    text = (CORPUS / f"kazakhstan-{year}.txt").read_text(encoding="utf-8")
    found: dict[Section, list[str]] = {}
    if year == 2017:
        text = squeezed(text)
        for words in _PARAGRAPHS_2017:
            text = text.replace(words, f"\n{words}")
    starts = [(text.index(words), section) for section, words in _BEGINNINGS[year].items()]
    ends = [start for start, _ in starts[1:]] + [len(text)]
    for (start, section), end in zip(starts, ends, strict=True):
        lines = [_HEADINGS.sub("", line) for line in text[start:end].split("\n")]
        found[section] = [line.strip() for line in lines if line.strip()]
    if year == 2017:
        items = found[Section.RECOMMENDATIONS][0].rstrip(".").split("; ")
        found[Section.RECOMMENDATIONS] = [item.removeprefix("and ") for item in items]
    else:
        found[Section.RECOMMENDATIONS] = [
            item.removeprefix("- ").rstrip(".") for item in found[Section.RECOMMENDATIONS]
        ]
    return found


def capitals(words: str) -> str:
    return words.upper()


def titled(words: str) -> str:
    return words.title()


def semicolons(items: Sequence[str]) -> list[str]:
    return ["; ".join([*items[:-1], f"and {items[-1]}"]) + "."]


def marked(mark: str) -> Callable[[Sequence[str]], list[str]]:
    return lambda items: [f"{mark}{item[0].upper()}{item[1:]}." for item in items]


def inline_bullets(items: Sequence[str]) -> list[str]:
    return [" ".join(f"• {item[0].upper()}{item[1:]}." for item in items)]


@dataclass(frozen=True)
class Shape:
    """How a copy looks.

    Attributes:
        tier: The tier line; `None` for a copy without one.
        recommendations: The recommendations' heading; a run-in one ends in a space, None is lost.
        heading: How the other headings are written.
        lost: Sections without their heading.
        items: How recommendations are written.
        width: Column at which lines are wrapped, or None.
        between: What parts the lines of a paragraph.
        after: What parts paragraphs.
        order: Sections in print order.
        before: Lines above the report.
        behind: Lines below it.
        year: The report year that kzsearch is told.
    """

    tier: str | None = "KAZAKHSTAN (Tier 2)"
    recommendations: str | None = "PRIORITIZED RECOMMENDATIONS:"
    heading: Callable[[str], str] = capitals
    lost: frozenset[Section] = frozenset({Section.OVERVIEW})
    items: Callable[[Sequence[str]], list[str]] = field(default_factory=lambda: marked("- "))
    width: int | None = None
    between: str = "\n"
    after: str = "\n"
    order: tuple[Section, ...] = tuple(_BEGINNINGS[2023])
    before: tuple[str, ...] = ()
    behind: tuple[str, ...] = ()
    year: int = 2023

    def without(self, *sections: Section) -> Shape:
        return replace(self, lost=self.lost | set(sections))


_NAMES = {Section.PROFILE: "trafficking profile"}


def render(shape: Shape, content: dict[Section, list[str]]) -> str:
    """Print a report's content in a shape."""
    paragraphs = [*shape.before, *([shape.tier] if shape.tier else [])]
    for section in shape.order:
        body = content[section]
        if section is Section.RECOMMENDATIONS:
            body = shape.items(body)
            if shape.recommendations and shape.recommendations.endswith(" "):
                body = [shape.recommendations + body[0], *body[1:]]
            elif shape.recommendations:
                paragraphs.append(shape.recommendations)
        elif section not in shape.lost:
            paragraphs.append(shape.heading(_NAMES.get(section, section.value)))
        paragraphs.extend(body)
    paragraphs.extend(shape.behind)
    return shape.after.join(shape.between.join(_wrapped(p, shape.width)) for p in paragraphs) + "\n"


def _wrapped(paragraph: str, width: int | None) -> list[str]:
    if width is None:
        return [paragraph]
    return textwrap.wrap(paragraph, width, break_long_words=False, break_on_hyphens=True)


def expected(shape: Shape, content: dict[Section, list[str]]) -> list[tuple[Section, str]]:
    """Return each paragraph or item with the section that it belongs to, white space squeezed."""
    pairs = []
    for section in shape.order:
        for paragraph in content[section]:
            words = paragraph
            if section is Section.RECOMMENDATIONS:
                words = paragraph[1:]  # the first letter's case depends on the shape
            pairs.append((section, squeezed(words)))
    return pairs
