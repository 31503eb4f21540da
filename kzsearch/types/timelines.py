"""The records of a country's tiers by year, and of a concept's presence by year."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kzsearch.types.fields import finite
from kzsearch.types.index import Passage, ReportRecord, Sentence
from kzsearch.types.search import Hit
from kzsearch.types.words import Country, Tier


class YearState(StrEnum):
    """What the index knows of a country in a year."""

    STATED = "stated"
    """A report states a tier."""
    NOT_STATED = "not stated"
    """There is a report, and it states no tier."""
    PRESENT = "present"
    """A report speaks of the concept."""
    SILENT = "silent"
    """There is a report, and it does not speak of the concept."""
    MISSING = "missing"
    """There is no report in the index."""


MARKS = {
    Tier.TIER_1: "1",
    Tier.TIER_2: "2",
    Tier.TIER_2_WATCH_LIST: "W",
    Tier.TIER_3: "3",
    Tier.SPECIAL_CASE: "S",
}
"""One letter a tier; a watch list and a special case have their own."""


@dataclass(frozen=True, slots=True)
class TierYear:
    """A country's tier in one year, with the sentence that justifies it.

    Attributes:
        country: The country.
        year: The report year.
        state: `STATED`, `NOT_STATED` or `MISSING`.
        report: The report, or None.
        change: `up`, `down` or `same` from the last tier that is known, or empty; a special case is beside the scale.
        since: The year of that tier, or None.
        sentence: The sentence that justifies the tier, or None.
        passage: The passage that holds it.
        text: Its text; or empty.
        says: What the sentence says: `names the tier`, `minimum standards`, or empty.
        citation: Its citation; or empty.
        note: What contradicts, such as a sentence that names another tier; or empty.
    """

    country: Country
    year: int
    state: YearState
    report: ReportRecord | None = None
    change: str = ""
    since: int | None = None
    sentence: Sentence | None = None
    passage: Passage | None = None
    text: str = ""
    says: str = ""
    citation: str = ""
    note: str = ""

    @property
    def tier(self) -> Tier | None:
        """The tier."""
        return None if self.report is None else self.report.tier

    @property
    def mark(self) -> str:
        """One letter for the tier, or empty."""
        return "" if self.tier is None else MARKS[self.tier]

    def to_dict(self) -> dict[str, object]:
        """Return the year as plain values."""
        return {
            "country": self.country.name,
            "year": self.year,
            "state": self.state.value,
            "tier": None if self.tier is None else self.tier.value,
            "mark": self.mark or None,
            "change": self.change or None,
            "since": self.since,
            "report_id": None if self.report is None else self.report.report_id,
            "sentence": self.text or None,
            "says": self.says or None,
            "passage_id": None if self.passage is None else self.passage.passage_id,
            "source": None if self.report is None else self.report.source,
            "span": None if self.sentence is None else list(self.sentence.span),
            "lines": None if self.sentence is None else list(self.sentence.lines),
            "page": None if self.sentence is None else self.sentence.page,
            "citation": self.citation or None,
            "note": self.note or None,
        }


@dataclass(frozen=True, slots=True)
class Mention:
    """A passage that speaks of a concept.

    Attributes:
        hit: The passage, as search shows it.
        word_for_word: Whether it holds the very words.
        above: Whether it reaches the threshold.
    """

    hit: Hit
    word_for_word: bool
    above: bool

    def to_dict(self) -> dict[str, object]:
        """Return the passage as plain values."""
        return {
            "passage_id": self.hit.passage.passage_id,
            "score": finite(self.hit.score),
            "word_for_word": self.word_for_word,
            "above_threshold": self.above,
            "sentence": self.hit.sentence_text,
            "citation": self.hit.citation,
        }


@dataclass(frozen=True, slots=True)
class PresenceYear:
    """How much one report speaks of a concept.

    Attributes:
        concept: The concept, as asked for.
        country: The country.
        year: The report year.
        state: `PRESENT`, `SILENT` or `MISSING`.
        report: The report, or None.
        passages: How many passages speak of it: they reach the threshold, or say all its words in one sentence.
        word_for_word: How many of these hold the very words.
        best: The best of them, those word for word first.
        reached: The highest relevance of a passage of the report.
        threshold: What a passage must reach.
    """

    concept: str
    country: Country
    year: int
    state: YearState
    report: ReportRecord | None = None
    passages: int | None = None
    word_for_word: int | None = None
    best: tuple[Mention, ...] = ()
    reached: float | None = None
    threshold: float | None = None

    def to_dict(self) -> dict[str, object]:
        """Return the year as plain values."""
        return {
            "concept": self.concept,
            "country": self.country.name,
            "year": self.year,
            "state": self.state.value,
            "report_id": None if self.report is None else self.report.report_id,
            "series": None if self.report is None else self.report.series,
            "passages": self.passages,
            "passages_of_report": None if self.report is None else self.report.passages,
            "word_for_word": self.word_for_word,
            "reached": finite(self.reached),
            "threshold": finite(self.threshold),
            "best": [mention.to_dict() for mention in self.best],
        }
