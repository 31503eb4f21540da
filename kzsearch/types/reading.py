"""The records of reading: a file's source, the report in it, its outline."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kzsearch.types.words import BlockKind, Country, Fact, PassageKind, Section, SectionOrigin, Span, Tier


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, paragraph or list item as a reader found it.

    Attributes:
        kind: Its kind by the file's markup or layout.
        span: Its place, without white space, list marker or heading marks.
    """

    kind: BlockKind
    span: Span


@dataclass(frozen=True, slots=True)
class Source:
    """A file as it was read.

    Attributes:
        path: Path relative to the corpus folder, with forward slashes.
        sha256: Of the file's bytes, hexadecimal.
        encoding: Python codec name that turns the bytes after the mark into `text`.
        bom_bytes: Length of the byte-order mark, 0 to 4.
        text: The source text that every span counts in.
        body: The report's span; the rest is front matter.
        header: The statements of the file's front matter or header, keys in lower case.
        blocks: The body's blocks in order.
        page_starts: Offset at which each page begins; empty for formats without pages.
        extracted: Whether `text` was extracted from the file (a web page, a PDF), so that its bytes are not
            the file's.
        notes: What the user should know of the reading.
    """

    path: str
    sha256: str
    encoding: str
    bom_bytes: int
    text: str
    body: Span
    header: Mapping[str, str]
    blocks: tuple[Block, ...]
    page_starts: tuple[int, ...] = ()
    extracted: bool = False
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """One country narrative of one year.

    Attributes:
        report_id: `kaz-2023`: alpha-3 code in lower case and report year; `kaz-2023-hr` in another series
            than the Trafficking in Persons Report, by the series' code.
        country: The country.
        year: The report year (not the reporting period before it).
        tier: The tier placement, or None where nothing says it.
        facts: Every known fact by name: country, year, tier, title, publisher, licence, url, series, published,
            site.
        source: The file.
        notes: What the user should know, such as two origins that disagree.
        series: Code of its series.
    """

    report_id: str
    country: Country
    year: int
    tier: Tier | None
    facts: Mapping[str, Fact]
    source: Source
    notes: tuple[str, ...] = ()
    series: str = "tip"


@dataclass(frozen=True, slots=True)
class SectionPart:
    """One section of a report.

    Attributes:
        section: Which section.
        label: The heading as printed, or the section's name where it was inferred.
        origin: Whether a heading or a cue opened it.
        evidence: The heading or cue.
        blocks: The paragraphs and items of its text; headings are not among them.
        kind: Whether it is running text.
        first_paragraph: Number of its first block within the section, where it is not the section's beginning.
    """

    section: Section
    label: str
    origin: SectionOrigin
    evidence: str
    blocks: tuple[Block, ...]
    kind: PassageKind = PassageKind.TEXT
    first_paragraph: int = 1


@dataclass(frozen=True, slots=True)
class Outline:
    """The sections of a report.

    Attributes:
        parts: The sections in order of the source.
        headings: Spans of the headings.
        boilerplate: Spans in the file that are not the report's: banners, source notes, another country's lines.
    """

    parts: tuple[SectionPart, ...]
    headings: tuple[Span, ...]
    boilerplate: tuple[Span, ...]
