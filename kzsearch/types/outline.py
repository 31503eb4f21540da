"""The record of a report's outline: its sections, and what lies in each."""

from __future__ import annotations

from dataclasses import dataclass

from kzsearch.types.words import Section, SectionOrigin, Span


@dataclass(frozen=True, slots=True)
class OutlineSection:
    """A section of a report, by its passages.

    Attributes:
        report_id: The report.
        section: The section.
        section_label: Its heading as printed.
        section_origin: Whether a heading or a cue in the text opened it.
        paragraphs: Number of its first and of its last paragraph.
        words: How many words its passages hold.
        passages: Ids of its passages, in order.
        span: In the source text, from its first passage to its last.
        lines: First and last line in the file, from 1.
        page: Page of its first character, from 1, or None.
        citation: For a footnote.
    """

    report_id: str
    section: Section
    section_label: str
    section_origin: SectionOrigin
    paragraphs: tuple[int, int]
    words: int
    passages: tuple[str, ...]
    span: Span
    lines: tuple[int, int]
    page: int | None
    citation: str

    def to_dict(self) -> dict[str, object]:
        """Return the section as plain values, always with the same fields in the same order."""
        return {
            "report_id": self.report_id,
            "section": self.section.value,
            "section_label": self.section_label,
            "section_origin": self.section_origin.value,
            "paragraphs": list(self.paragraphs),
            "words": self.words,
            "passages": list(self.passages),
            "span": list(self.span),
            "lines": list(self.lines),
            "page": self.page,
            "citation": self.citation,
        }
