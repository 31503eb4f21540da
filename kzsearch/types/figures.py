"""The records of figures: what a report counts, and how figures of several reports agree."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kzsearch.types.words import Section, Span


class Measure(StrEnum):
    """What a figure counts; the order is that of tables."""

    INVESTIGATIONS = "investigations"
    PROSECUTIONS = "prosecutions"
    CONVICTIONS = "convictions"
    SENTENCES = "sentences"
    IDENTIFIED = "victims_identified"
    ASSISTED = "victims_assisted"
    REFERRED = "victims_referred"
    SHELTERS = "shelters"
    BUDGET = "budget"
    INSPECTIONS = "inspections"
    TRAINING_SESSIONS = "training_sessions"
    PEOPLE_TRAINED = "people_trained"
    HOTLINE_CALLS = "hotline_calls"
    OFFICERS = "officers"
    UNCLASSIFIED = "unclassified"

    @property
    def words(self) -> str:
        """The name as people read it."""
        return self.value.replace("_", " ")


class Comparison(StrEnum):
    """How the value relates to what was counted."""

    EQUAL = "equal"
    AT_LEAST = "at least"
    MORE_THAN = "more than"
    AT_MOST = "at most"
    FEWER_THAN = "fewer than"
    APPROXIMATELY = "approximately"
    RANGE = "range"


class YearOrigin(StrEnum):
    """How the year that a figure is about is known."""

    STATED = "stated"
    """The words give the year."""
    REPORTING_PERIOD = "reporting period"
    """The words say that it is the report's own period."""
    PREVIOUS_PERIOD = "previous period"
    """The words say that it is the year or period before."""
    INFERRED = "inferred"
    """The words give no year; the report counts its own period."""
    NONE = ""
    """The year is not known."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of a report, and what it counts.

    Attributes:
        measure: What is counted; UNCLASSIFIED where measure or year is not certain.
        value: The number; of a range the lower end.
        upper: The upper end of a range, or None.
        unit: The counted noun as printed (`cases`, `traffickers`), a currency, `years` or `months`.
        dollars: The amount in US dollars that stands beside an amount of another currency, or None.
        comparison: How the value relates to what was counted.
        year: The year that the figure is about, or None.
        year_origin: How that year is known.
        year_words: The words that give it, or the rule by which it was inferred.
        counted_by: `government`, `police`, `NGOs`, `international organization`, or empty where nothing says it.
        breakdown: The part of the whole that is counted, such as `sex trafficking`, `children`; empty for the whole.
        number: The number as printed.
        report_id: The report that says it.
        country: The report's country.
        report_year: The report's year.
        series: Code of the report's series.
        passage_id: Its passage.
        section: Its section.
        sentence: Its sentence, verbatim.
        sentence_span: The sentence in the source text.
        span: The number in the source text; None where the file is not there any more.
        citation: Cites the sentence.
        rule: The rule that read the measure.
        reason: Why a figure is unclassified; else empty.
        figure_id: Its passage and the place of its number, `kaz-2017-protection-01@6217`.
        part_of: The `figure_id` of the whole that it is a part of, or empty.
        also: Citations of the report's other sentences that tell the same figure.
    """

    measure: Measure
    value: float
    upper: float | None
    unit: str
    dollars: float | None
    comparison: Comparison
    year: int | None
    year_origin: YearOrigin
    year_words: str
    counted_by: str
    breakdown: tuple[str, ...]
    number: str
    report_id: str
    country: str
    report_year: int
    series: str
    passage_id: str
    section: Section
    sentence: str
    sentence_span: Span
    span: Span | None
    citation: str
    rule: str
    reason: str = ""
    figure_id: str = ""
    part_of: str = ""
    also: tuple[str, ...] = ()

    @property
    def amount(self) -> str:
        """The value as people read it: `at least 25,970,000 KZT`."""
        value = f"{self.value:,.12g}"
        if self.upper is not None:
            value += f" to {self.upper:,.12g}"
        qualifier = (
            "" if self.comparison in (Comparison.EQUAL, Comparison.RANGE) else f"{self.comparison.value} "
        )
        one = self.value == 1 and self.upper is None and self.unit.islower()
        unit = self.unit.removesuffix("s") if one else self.unit
        return f"{qualifier}{value} {unit}".strip()

    @property
    def label(self) -> str:
        """What it counts: `victims identified, sex trafficking`."""
        return ", ".join([self.measure.words, *self.breakdown])

    def to_dict(self) -> dict[str, object]:
        """Return the figure as plain values, always with the same fields in the same order."""
        return {
            "measure": self.measure.value,
            "value": whole(self.value),
            "upper": whole(self.upper),
            "unit": self.unit,
            "dollars": whole(self.dollars),
            "comparison": self.comparison.value,
            "year": self.year,
            "year_origin": self.year_origin.value,
            "year_words": self.year_words,
            "counted_by": self.counted_by,
            "breakdown": list(self.breakdown),
            "number": self.number,
            "country": self.country,
            "report_id": self.report_id,
            "report_year": self.report_year,
            "series": self.series,
            "passage_id": self.passage_id,
            "section": self.section.value,
            "sentence": self.sentence,
            "sentence_span": list(self.sentence_span),
            "span": None if self.span is None else list(self.span),
            "citation": self.citation,
            "rule": self.rule,
            "reason": self.reason,
            "figure_id": self.figure_id,
            "part_of": self.part_of,
            "also": list(self.also),
        }


class Verdict(StrEnum):
    """How figures that should be the same, or should add up, compare."""

    AGREE = "agree"
    DISAGREE = "disagree"
    ADDS_UP = "adds up"
    DOES_NOT_ADD_UP = "does not add up"
    OTHER_COUNTER = "other counter"


@dataclass(frozen=True, slots=True)
class Finding:
    """How several figures compare.

    Attributes:
        verdict: Whether they agree, or add up.
        text: One line that says it with the numbers.
        figures: The figures that were compared; of a breakdown the whole first.
    """

    verdict: Verdict
    text: str
    figures: tuple[Figure, ...]

    def to_dict(self) -> dict[str, object]:
        """Return the finding as plain values."""
        return {
            "verdict": self.verdict.value,
            "text": self.text,
            "citations": list(dict.fromkeys(figure.citation for figure in self.figures)),
        }


def whole(value: float | None) -> float | int | None:
    """Return a number without a fraction as an integer."""
    return int(value) if value is not None and float(value).is_integer() else value
