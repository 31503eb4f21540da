"""Queries from standard input, in groups of those that have arrived."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import BinaryIO

_AT_ONCE = 16  # queries that are encoded together; a larger group gains little and makes the first one wait
_READ = 65_536


def read_queries(stream: BinaryIO) -> Iterator[list[tuple[int, str]]]:
    """Yield groups of the lines that have arrived, each line with its number; blank lines are skipped.

    A group never waits for further input, so that a program may write one query and wait for its answer.

    Args:
        stream: Standard input, unread.
    """
    number = 0
    for lines in _lines(stream):
        decoded = [line.decode("utf-8", "surrogateescape").lstrip("\ufeff").strip() for line in lines]
        numbered = ((place, line) for place, line in enumerate(decoded, start=number + 1) if line)
        number += len(lines)
        while group := list(islice(numbered, _AT_ONCE)):
            yield group


def _lines(stream: BinaryIO) -> Iterator[list[bytes]]:
    """Yield whole lines as they arrive; the last line may lack its line feed."""
    begun: list[bytes] = []  # pieces of a line, joined only at its end, because a line may be long
    while piece := stream.read1(_READ):  # type: ignore[attr-defined]
        if b"\n" not in piece:
            begun.append(piece)
            continue
        *whole, rest = b"".join([*begun, piece]).split(b"\n")
        begun = [rest]
        yield whole
    yield [b"".join(begun)]
