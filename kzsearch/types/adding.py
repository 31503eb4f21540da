"""The records of adding: what was read from a file that may be added."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kzsearch.types.reading import Report
from kzsearch.types.words import Section, SectionOrigin

RowValues = Mapping[str, str | int]
"""Keys and values of one row of the corpus table, as the table spells them."""


@dataclass(frozen=True, slots=True)
class SectionSummary:
    """A section of a report that may be added.

    Attributes:
        section: The section.
        label: Its heading as printed.
        origin: Whether a heading or a cue opened it.
        passages: How many passages it makes.
        first: Its first words.
        last: Its last words.
    """

    section: Section
    label: str
    origin: SectionOrigin
    passages: int
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Addition:
    """The effect of adding one file.

    Attributes:
        file: The file.
        name: Its name in the corpus folder.
        reports: The reports read from it, each with its sections.
        row: Its row of the table, which holds what is stated.
        replaces: Files of the corpus that it is another version of.
        already: The file of the corpus with the same content; then nothing is done.
        to_confirm: Facts that were read from the file's name or text, as a row would state them; empty for a file
            with several reports, because a row is about one.
    """

    file: Path
    name: str
    reports: tuple[tuple[Report, tuple[SectionSummary, ...]], ...] = ()
    row: RowValues | None = None
    replaces: tuple[str, ...] = ()
    already: str | None = None
    to_confirm: RowValues = field(default_factory=dict)
