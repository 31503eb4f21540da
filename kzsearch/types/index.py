"""The records of an index: its passages and reports."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from kzsearch.types.words import Country, Fact, PassageKind, Section, SectionOrigin, Span, Tier

FACTS = ("country", "year", "tier", "title", "publisher", "licence", "url")
"""The facts that most reports have, in the order in which they are shown."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a passage.

    Attributes:
        span: In the source text.
        within: The same sentence in the passage's text.
        paragraph: Number of its paragraph within the section, from 1.
        lines: Its first and last line in the file, from 1.
        page: Page of its first character, from 1, or None.
    """

    span: Span
    within: Span
    paragraph: int
    lines: tuple[int, int]
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of whole sentences of one section: the unit that is encoded, found and cited.

    Attributes:
        passage_id: `kaz-2023-protection-03`.
        report_id: Its report.
        section: Its section.
        section_label: The section's heading as printed.
        section_origin: Whether a heading or a cue opened the section.
        paragraph: Number, from 1, of its first paragraph within the section.
        text: Clean text; paragraphs are parted by a line feed.
        span: In the source text.
        lines: First and last line of the span in the file, from 1.
        page: Page of its first character, from 1, or None.
        sentences: Its sentences in order.
        kind: Whether it is running text.
    """

    passage_id: str
    report_id: str
    section: Section
    section_label: str
    section_origin: SectionOrigin
    paragraph: int
    text: str
    span: Span
    lines: tuple[int, int]
    page: int | None
    sentences: tuple[Sentence, ...]
    kind: PassageKind = PassageKind.TEXT

    @property
    def paragraphs(self) -> tuple[int, int]:
        """Numbers of its first and last paragraph within the section."""
        return self.paragraph, self.sentences[-1].paragraph if self.sentences else self.paragraph

    @property
    def pages(self) -> tuple[int, int] | None:
        """Pages of its first character and of its last sentence, or None."""
        if self.page is None:
            return None
        return self.page, (self.sentences[-1].page if self.sentences else None) or self.page


@dataclass(frozen=True, slots=True)
class ReportRecord:
    """A report in an index, without its text.

    Attributes are those of `Report` and `Source`, with `passages` the number of its passages and `words`
    the number of its words.
    """

    report_id: str
    country: Country
    year: int
    tier: Tier | None
    facts: Mapping[str, Fact]
    source: str
    sha256: str
    encoding: str
    bom_bytes: int
    passages: int
    words: int
    notes: tuple[str, ...] = ()
    series: str = "tip"

    @property
    def facts_in_order(self) -> list[tuple[str, Fact]]:
        """Its facts: those of `FACTS` in that order, then the others by name."""
        names = [name for name in FACTS if name in self.facts]
        names += sorted(name for name in self.facts if name not in FACTS)
        return [(name, self.facts[name]) for name in names]

    def to_dict(self) -> dict[str, object]:
        """Return the report as plain values: a record of `jsonl`; `facts` and `notes` are nested."""
        return {
            "report_id": self.report_id,
            "country": self.country.name,
            "year": self.year,
            "tier": None if self.tier is None else self.tier.value,
            "passages": self.passages,
            "words": self.words,
            "source": self.source,
            "sha256": self.sha256,
            "facts": {name: fact.to_dict() for name, fact in self.facts_in_order},
            "notes": list(self.notes),
        }


class PassageMetadata(NamedTuple):
    """The values of a passage that filters and preferences compare.

    Attributes:
        year: Report year.
        country: Alpha-3 code.
        section: Section.
        tier: Tier placement of the report, or None where nothing says it.
        series: Code of the report's series.
        kind: Whether it is running text.
    """

    year: int
    country: str
    section: Section
    tier: Tier | None = None
    series: str = "tip"
    kind: PassageKind = PassageKind.TEXT


class Coverage(NamedTuple):
    """The values that the reports of an index have and a query may name; not which report has which value.

    Attributes:
        years: Report years.
        countries: Countries.
        tiers: Tier placements, None among them where a report has none.
        series: Codes of series.
        names: Alpha-3 code by every folded name (`kzsearch.domain.countries.fold`) of the countries, and by the longer
            names of other countries that hold one of them.
        lists: Whether some passages are lists beside the text.
        passages: The number of passages.
    """

    years: frozenset[int]
    countries: frozenset[Country]
    tiers: frozenset[Tier | None]
    series: frozenset[str]
    names: Mapping[str, str]
    lists: bool = False
    passages: int = 0
