"""What a request finds: records, what goes with them, and how they are written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from kzsearch.render import Format

Written = Callable[[Format], Iterator[str]]
"""Gives records in a format, as the command line prints them."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a request finds.

    Attributes:
        written: Gives the records in a format.
        notes: What the reader should know, as the command line says it on standard error.
        about: What else an answer in JSON says, by name.
        cursor: Where the next page begins; empty where there is none.
    """

    written: Written
    notes: tuple[str, ...] = ()
    about: Mapping[str, object] = field(default_factory=dict)
    cursor: str = ""

    def lines(self) -> list[str]:
        """Return the records, each as one line of JSON."""
        return "".join(self.written(Format.JSONL)).splitlines()


def chosen(
    records: Sequence[Mapping[str, object]], flat: Sequence[Mapping[str, object]], fields: str
) -> Written:
    """Return what writes some fields of records; it raises where there is no such field.

    Args:
        records: The records.
        flat: The same as rows of a spreadsheet, for CSV.
        fields: The fields, parted by commas.
    """
    from kzsearch.render.selection import record_fields, render_fields

    def written(fmt: Format) -> Iterator[str]:
        rows = flat if fmt is Format.CSV else records
        return render_fields(rows, record_fields(fields, fmt, rows), fmt)

    return written


def notes_of(*several: Sequence[str]) -> tuple[str, ...]:
    """Return notes in order, each once."""
    return tuple(dict.fromkeys(chain(*several)))
