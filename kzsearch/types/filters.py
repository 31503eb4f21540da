"""What a search is restricted to: facts of a report, sections, and the words that a passage holds."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kzsearch.types.words import Section, Tier


@dataclass(frozen=True, slots=True)
class YearRange:
    """Report years from `first` to `last`, both included."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Filters:
    """The restrictions of a search. Fields are ANDed, values within a field ORed; empty means no restriction.

    Attributes:
        years: Ranges of report years.
        sections: Sections.
        labels: Headings of sections of another outline, as printed; ORed with `sections`.
        countries: Alpha-3 codes, capitals.
        tiers: Tier placements.
        series: Codes of series.
        also: Further filters, ANDed with these.
        condition: What a passage must hold, as the operators of a query say it; or None.
    """

    years: tuple[YearRange, ...] = ()
    sections: tuple[Section, ...] = ()
    countries: tuple[str, ...] = ()
    tiers: tuple[Tier, ...] = ()
    series: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    also: tuple[Filters, ...] = ()
    condition: Condition | None = None

    def __bool__(self) -> bool:
        """Whether anything is restricted."""
        return any(getattr(self, name) for name in self.__slots__)

    def within(self, others: Filters) -> Filters:
        """Return these filters ANDed with others."""
        return replace(self, also=(*self.also, others)) if others else self


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a passage's text, in any form; one with a hyphen is its parts, one after the other."""

    text: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """The very words, as in exact mode: they stand in the passage or begin at its end."""

    text: str


@dataclass(frozen=True, slots=True)
class Beginning:
    """The beginning of a word of the passage's text."""

    text: str


@dataclass(frozen=True, slots=True)
class Near:
    """Words of a passage's text, in any form and order, at most so many words between the first and the last."""

    words: tuple[str, ...]
    distance: int


@dataclass(frozen=True, slots=True)
class Field:
    """A fact of the passage's report, or its section.

    Attributes:
        filters: What is allowed.
        written: The field as the user wrote it.
    """

    filters: Filters
    written: str


@dataclass(frozen=True, slots=True)
class OfReports:
    """A passage of one of these reports."""

    report_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Without:
    """What a condition does not hold for."""

    part: Condition


@dataclass(frozen=True, slots=True)
class AllOf:
    """What every one of several conditions holds for."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """What at least one of several conditions holds for."""

    parts: tuple[Condition, ...]


Condition = Word | Phrase | Beginning | Near | Field | OfReports | Without | AllOf | AnyOf
"""What a passage must hold, as the operators of a query say it."""
