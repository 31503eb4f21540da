"""The records that say where a quote comes from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kzsearch.types.fields import finite
from kzsearch.types.index import Passage, ReportRecord
from kzsearch.types.words import Span


class QuoteKind(StrEnum):
    """How a quote and the words of a report differ; the first of these is the mildest."""

    EXACT = "exact"
    NEARLY = "nearly exact"
    """But for spelling, punctuation and the like; no word, number or negation differs."""
    WORDS = "words changed"
    NEGATION = "negation changed"
    NUMBER = "number changed"
    MEANING = "nearest in meaning"
    """Other words: the quote is in no report."""
    NONE = "not found"


class DifferenceKind(StrEnum):
    """The kind of one difference between a quote and the words of a report."""

    QUOTATION_MARKS = "quotation marks"
    DASH = "dash"
    HYPHEN = "hyphen"
    WHITE_SPACE = "white space"
    PUNCTUATION = "punctuation"
    BRACKETS = "brackets"
    ELLIPSIS = "ellipsis"
    CASE = "capital letters"
    ACCENT = "accent"
    SPELLING = "spelling"
    NUMERAL = "number written otherwise"
    HEADING = "heading"
    """The quote holds the heading between two sections, which stands there in the report."""
    WORD = "word"
    NEGATION = "negation"
    NUMBER = "number"


GRAVE = {
    DifferenceKind.WORD: QuoteKind.WORDS,
    DifferenceKind.NEGATION: QuoteKind.NEGATION,
    DifferenceKind.NUMBER: QuoteKind.NUMBER,
}
"""The kind of a quote by its gravest difference; a quote with other differences alone is nearly exact."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A difference between a quote and the words of a report.

    Attributes:
        kind: Its kind.
        quoted: What the quote says; empty where it leaves something out.
        printed: What the report says; empty where the quote adds something. Of a heading, the heading as printed.
    """

    kind: DifferenceKind
    quoted: str
    printed: str

    @property
    def said(self) -> str:
        """The difference in words."""
        if self.kind is DifferenceKind.HEADING:
            return f"{self.kind}: “{self.quoted}” in the quote is the heading that stands there in the report"
        if not self.quoted:
            return f"{self.kind}: the quote leaves out “{self.printed}”"
        if not self.printed:
            return f"{self.kind}: the quote adds “{self.quoted}”"
        return f"{self.kind}: the quote has “{self.quoted}”, the report “{self.printed}”"

    def to_dict(self) -> dict[str, object]:
        """Return the difference as plain values."""
        return {"kind": self.kind.value, "quoted": self.quoted, "printed": self.printed}


@dataclass(frozen=True, slots=True)
class Place:
    """A place of a report that a quote comes from, or comes nearest to in meaning.

    Attributes:
        kind: How quote and report differ.
        report: The report.
        passages: The passages that hold the place, in order.
        text: The words of the report.
        similarity: Share of the words that agree; where the kind is `MEANING`, the cosine of quote and sentence.
        differences: Headings first, then in the order of the quote.
        joined: What the quote runs over: `line`, `paragraph`, `passage`, `section`.
        span: In the source text.
        span_is_exact: Whether the span is that of the words themselves, not of the sentences that hold them.
        lines: First and last line in the file, from 1.
        page: Page of its beginning, or None.
        citation: For a footnote.
        verified: Whether the file holds these words at the span; None where the file is not there.
    """

    kind: QuoteKind
    report: ReportRecord
    passages: tuple[Passage, ...]
    text: str
    similarity: float
    differences: tuple[Difference, ...]
    joined: tuple[str, ...]
    span: Span
    span_is_exact: bool
    lines: tuple[int, int]
    page: int | None
    citation: str
    verified: bool | None = None

    def to_dict(self) -> dict[str, object]:
        """Return the place as plain values."""
        first = self.passages[0]
        return {
            "kind": self.kind.value,
            "report_id": self.report.report_id,
            "country": self.report.country.name,
            "year": self.report.year,
            "section": first.section.value,
            "section_label": first.section_label,
            "passage_ids": [passage.passage_id for passage in self.passages],
            "text": self.text,
            "similarity": finite(self.similarity),
            "differences": [difference.to_dict() for difference in self.differences],
            "joined": list(self.joined),
            "source": self.report.source,
            "span": list(self.span),
            "span_is_exact": self.span_is_exact,
            "lines": list(self.lines),
            "page": self.page,
            "citation": self.citation,
            "verified": self.verified,
            "indexed_sha256": self.report.sha256,
        }


@dataclass(frozen=True, slots=True)
class Located:
    """Where a quote comes from.

    Attributes:
        quote: The quote.
        kind: The kind of its places; `NONE` where there is not even a sentence near in meaning.
        places: All places of that kind, the nearest first, by report.
        reason: Why nothing was found, or what is wrong with the quote; else empty.
        quote_line: In a batch, the line of standard input that holds the quote, from 1.
    """

    quote: str
    kind: QuoteKind
    places: tuple[Place, ...]
    reason: str = ""
    quote_line: int | None = None

    @property
    def is_in_a_report(self) -> bool:
        """Whether some report holds the words of the quote, be it with differences."""
        return self.kind not in (QuoteKind.MEANING, QuoteKind.NONE)

    def to_dict(self) -> dict[str, object]:
        """Return the outcome as plain values: a record of `jsonl`."""
        fields: dict[str, object] = {"quote": self.quote}
        if self.quote_line is not None:
            fields["quote_line"] = self.quote_line
        return fields | {
            "kind": self.kind.value,
            "in_a_report": self.is_in_a_report,
            "places": [place.to_dict() for place in self.places],
            "reason": self.reason or None,
        }
