"""The records of a comparison: what one report carried over from an earlier one, and what it changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from kzsearch.types.fields import finite
from kzsearch.types.words import Section, Span


class Change(StrEnum):
    """What became of a sentence from one report to a later one."""

    CARRIED = "carried"
    """The same words."""
    FIGURES = "figures"
    """The same words, with other figures."""
    REWORDED = "reworded"
    NEW = "new"
    DROPPED = "dropped"


class Mark(StrEnum):
    """Whose words they are."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


class Piece(NamedTuple):
    """Words of two texts that are compared.

    Attributes:
        mark: Whether both have them, only the earlier, or only the later.
        text: The words.
        figure: Whether they are figures that changed.
    """

    mark: Mark
    text: str
    figure: bool = False


def section_name(section: Section, label: str) -> str:
    """Return a section as people read it: its own heading where it is of another outline."""
    return label if section is Section.OTHER else section.value.capitalize()


@dataclass(frozen=True, slots=True)
class CitedSentence:
    """A sentence of a report, or an item of its recommendations, with its place.

    Attributes:
        report_id: Its report.
        year: The report year.
        section: Its section.
        section_label: The section's heading as printed.
        passage_id: Its passage.
        text: The sentence; of an item, without the list's `;` and `and`.
        span: In the source text.
        lines: First and last line in the file, from 1.
        page: Page of its first character, from 1, or None.
        citation: For a footnote.
    """

    report_id: str
    year: int
    section: Section
    section_label: str
    passage_id: str
    text: str
    span: Span
    lines: tuple[int, int]
    page: int | None
    citation: str

    @property
    def section_name(self) -> str:
        """The section as people read it."""
        return section_name(self.section, self.section_label)

    def to_dict(self) -> dict[str, object]:
        """Return the sentence as plain values, always with the same fields."""
        return {
            "report_id": self.report_id,
            "year": self.year,
            "section": self.section.value,
            "section_label": self.section_label,
            "passage_id": self.passage_id,
            "text": self.text,
            "span": list(self.span),
            "lines": list(self.lines),
            "page": self.page,
            "citation": self.citation,
        }


@dataclass(frozen=True, slots=True)
class Aligned:
    """Sentences of two reports that say the same, or a sentence that only one of them has.

    Attributes:
        change: What became of it.
        section: The section, of the later report where both have the sentence.
        section_label: Its heading as printed.
        earlier: The sentences of the earlier report, in order; empty where it is new.
        later: The sentences of the later report, in order; empty where it was dropped.
        similarity: How alike the two sides are, 0 to 1; None for one side alone.
        figures_changed: Whether both sides tell figures, and not the same.
        moved: Whether the two sides stand in different sections.
        words: The words of both sides, compared; empty for one side alone.
    """

    change: Change
    section: Section
    section_label: str
    earlier: tuple[CitedSentence, ...]
    later: tuple[CitedSentence, ...]
    similarity: float | None = None
    figures_changed: bool = False
    moved: bool = False
    words: tuple[Piece, ...] = ()

    @property
    def section_name(self) -> str:
        """The section as people read it."""
        return section_name(self.section, self.section_label)

    def to_dict(self) -> dict[str, object]:
        """Return the row as plain values, always with the same fields."""
        return {
            "change": self.change.value,
            "section": self.section.value,
            "section_label": self.section_label,
            "similarity": finite(self.similarity),
            "figures_changed": self.figures_changed,
            "moved": self.moved,
            "earlier": [sentence.to_dict() for sentence in self.earlier],
            "later": [sentence.to_dict() for sentence in self.later],
            "words": [
                {"mark": piece.mark.value, "text": piece.text, "figure": piece.figure} for piece in self.words
            ],
        }


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two reports of a country and series, compared.

    Attributes:
        country: The country's name.
        series: Code of the series.
        earlier: Id of the earlier report.
        earlier_year: Its report year.
        later: Id of the later report.
        later_year: Its report year.
        sections: Of each section its name and how many rows of each kind it has, also of kinds that are not shown.
        rows: Section by section in the order of the later report; dropped sentences stand where they stood.
        notes: What the user should know, such as a section that one report lacks.
    """

    country: str
    series: str
    earlier: str
    earlier_year: int
    later: str
    later_year: int
    sections: tuple[tuple[str, Mapping[Change, int]], ...]
    rows: tuple[Aligned, ...]
    notes: tuple[str, ...] = ()

    @property
    def counts(self) -> Mapping[Change, int]:
        """How many rows there are of each kind, also of kinds that are not shown."""
        return {change: sum(counts[change] for _, counts in self.sections) for change in Change}

    def to_dict(self) -> dict[str, object]:
        """Return the comparison as plain values."""
        return {
            "country": self.country,
            "series": self.series,
            "earlier": self.earlier,
            "earlier_year": self.earlier_year,
            "later": self.later,
            "later_year": self.later_year,
            "counts": {change.value: count for change, count in self.counts.items()},
            "sections": [
                {"section": name} | {change.value: counts[change] for change in Change}
                for name, counts in self.sections
            ],
            "rows": [row.to_dict() for row in self.rows],
            "notes": list(self.notes),
        }


@dataclass(frozen=True, slots=True)
class YearAnswer:
    """What the report of one year answers to a query.

    Attributes:
        report_id: The report.
        year: Its report year.
        sentence: The best sentence, or None where the report is silent.
        score: Of the best sentence's passage, or None where the report is silent.
    """

    report_id: str
    year: int
    sentence: CitedSentence | None
    score: float | None

    def to_dict(self) -> dict[str, object]:
        """Return the answer as plain values, always with the same fields."""
        return {
            "report_id": self.report_id,
            "year": self.year,
            "silent": self.sentence is None,
            "score": finite(self.score),
            "sentence": None if self.sentence is None else self.sentence.to_dict(),
        }


@dataclass(frozen=True, slots=True)
class ByYear:
    """The answers of the reports of one country to one query, side by side.

    Attributes:
        query: The query.
        looked_for: What of it was looked for.
        country: The country's name.
        series: Code of the series.
        answers: One a report, by year.
        notes: What the user should know of how the query was read.
    """

    query: str
    looked_for: str
    country: str
    series: str
    answers: tuple[YearAnswer, ...]
    notes: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether any report answers."""
        return any(answer.sentence for answer in self.answers)

    def to_dict(self) -> dict[str, object]:
        """Return the answers as plain values."""
        return {
            "query": self.query,
            "looked_for": self.looked_for,
            "country": self.country,
            "series": self.series,
            "answers": [answer.to_dict() for answer in self.answers],
            "notes": list(self.notes),
        }
