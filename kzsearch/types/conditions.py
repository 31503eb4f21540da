"""The kinds of conditions on a passage: those of its words, of its report, and what joins them.

Only a query with operators has one, so that no other query imports these records.
"""

from __future__ import annotations

from dataclasses import dataclass

from kzsearch.types.filters import Condition, Filters


@dataclass(frozen=True, slots=True)
class Word(Condition):
    """A word of a passage's text, in any form; one with a hyphen is its parts, one after the other."""

    text: str


@dataclass(frozen=True, slots=True)
class Phrase(Condition):
    """The very words, as in exact mode: they stand in the passage or begin at its end."""

    text: str


@dataclass(frozen=True, slots=True)
class Beginning(Condition):
    """The beginning of a word of the passage's text."""

    text: str


@dataclass(frozen=True, slots=True)
class Near(Condition):
    """Words of a passage's text, in any form and order, at most so many words between the first and the last."""

    words: tuple[str, ...]
    distance: int


@dataclass(frozen=True, slots=True)
class Field(Condition):
    """A fact of the passage's report, or its section.

    Attributes:
        filters: What is allowed.
        written: The field as the user wrote it.
    """

    filters: Filters
    written: str


@dataclass(frozen=True, slots=True)
class OfReports(Condition):
    """A passage of one of these reports."""

    report_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Without(Condition):
    """What a condition does not hold for."""

    part: Condition


@dataclass(frozen=True, slots=True)
class AllOf(Condition):
    """What every one of several conditions holds for."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AnyOf(Condition):
    """What at least one of several conditions holds for."""

    parts: tuple[Condition, ...]
