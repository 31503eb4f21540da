"""What a search is restricted to: facts of a report, sections, and the words that a passage holds."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kzsearch.types.words import Section, Tier


@dataclass(frozen=True, slots=True)
class YearRange:
    """Report years from `first` to `last`, both included."""

    first: int
    last: int


class Condition:
    """What a passage must hold, as the operators of a query say it; `kzsearch.types.conditions` has its kinds."""

    __slots__ = ()


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

    @property
    def ask_of_words(self) -> bool:
        """Whether what they allow depends on the words of a passage."""
        return self.condition is not None or any(others.ask_of_words for others in self.also)

    def within(self, others: Filters) -> Filters:
        """Return these filters ANDed with others."""
        return replace(self, also=(*self.also, others)) if others else self
