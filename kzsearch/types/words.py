"""The values that every layer shares: sections, origins of facts, tiers, kinds, modes, spans, countries."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vector = NDArray[np.float32]
    """One unit vector, shape (dimension,)."""
    Matrix = NDArray[np.float32]
    """Unit vectors, shape (count, dimension)."""
    Keys = NDArray[np.int64]
    """Numbers of passages or sentences in an index, shape (count,)."""


class Section(StrEnum):
    """The parts of a report, in the order in which users name them."""

    OVERVIEW = "overview"
    RECOMMENDATIONS = "recommendations"
    PROSECUTION = "prosecution"
    PROTECTION = "protection"
    PREVENTION = "prevention"
    PROFILE = "profile"
    OTHER = "other"


class SectionOrigin(StrEnum):
    """What marks a section's beginning: a heading, or a cue in its text."""

    HEADING = "heading"
    INFERRED = "inferred"


class Origin(StrEnum):
    """Where a fact about a report came from, the strongest first."""

    OPTION = "option"
    TABLE = "table"
    HEADER = "header"
    FILE_NAME = "file name"
    TIER_LINE = "tier line"
    TEXT = "text"


class Tier(StrEnum):
    """The placements that the reports use."""

    TIER_1 = "Tier 1"
    TIER_2 = "Tier 2"
    TIER_2_WATCH_LIST = "Tier 2 Watch List"
    TIER_3 = "Tier 3"
    SPECIAL_CASE = "Special Case"


class BlockKind(StrEnum):
    """The kind of a block by the file's markup or layout."""

    PARAGRAPH = "paragraph"
    ITEM = "item"
    HEADING = "heading"


class PassageKind(StrEnum):
    """The kind of a passage: running text, or a list beside the text, which ranks behind."""

    TEXT = "text"
    REFERENCES = "references"
    CONTENTS = "contents"
    ACRONYMS = "acronyms"


class Mode(StrEnum):
    """The ways to search."""

    HYBRID = "hybrid"
    DENSE = "dense"
    LEXICAL = "lexical"
    EXACT = "exact"


class Span(NamedTuple):
    """Half-open character offsets into the source text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact of a report, with its origin.

    Attributes:
        value: The fact, normalised (`2023`, `Kazakhstan`, `Tier 2`).
        origin: Its origin.
        evidence: The words that it was read from; empty when they are the value itself.
    """

    value: str
    origin: Origin
    evidence: str = ""

    def to_dict(self) -> dict[str, object]:
        """Return the fact as plain values."""
        return {"value": self.value, "origin": self.origin.value, "evidence": self.evidence}


@dataclass(frozen=True, slots=True)
class Country:
    """A country or area.

    Attributes:
        name: The short name that kzsearch prints, as the current reports spell it.
        alpha3: ISO 3166-1 alpha-3 code, capitals; `XKX` for Kosovo, which ISO lacks.
    """

    name: str
    alpha3: str
