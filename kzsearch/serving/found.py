"""What a request finds: records, what goes with them, and how they are written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING

from kzsearch.render import Format

if TYPE_CHECKING:
    from kzsearch.render.records import Views

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


def written_as(views: Callable[[], Views], fields: object = None) -> Written:
    """Return what writes records in a format; it raises where there is no such field.

    Args:
        views: Gives how the records are printed; views are for one use.
        fields: The fields to write, parted by commas; None for all.
    """

    def written(fmt: Format) -> Iterator[str]:
        if fields is not None:
            return views().chosen(str(fields), fmt)
        return views().rendered(fmt, width=None, colour=False)

    return written


def chosen(rows: Sequence[Mapping[str, object]], fields: str) -> Written:
    """Return what writes some fields of rows that are the same in every format.

    Args:
        rows: The rows.
        fields: The fields, parted by commas.
    """
    from kzsearch.render.selection import render_chosen

    return lambda fmt: render_chosen(rows, fields, fmt)


def notes_of(*several: Sequence[str]) -> tuple[str, ...]:
    """Return notes in order, each once."""
    return tuple(dict.fromkeys(chain(*several)))
