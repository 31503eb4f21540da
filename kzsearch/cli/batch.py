"""Queries from standard input, as many at a time as are there."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import BinaryIO

_AT_ONCE = 16  # queries that are encoded together; more gain little and are kept waiting
_READ = 65_536


def read_queries(stream: BinaryIO) -> Iterator[list[tuple[int, str]]]:
    """Yield the lines that are at hand, a few at a time, each with its number; blank ones are skipped.

    What has arrived is handed on before more is waited for, so that whoever writes one query and waits for
    its answer gets it.

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
    """Yield whole lines as they arrive, and at the end the last one, which may lack its line feed."""
    begun: list[bytes] = []  # pieces of a line, joined once it has ended: it may be long
    while piece := stream.read1(_READ):  # type: ignore[attr-defined]
        if b"\n" not in piece:
            begun.append(piece)
            continue
        *whole, rest = b"".join([*begun, piece]).split(b"\n")
        begun = [rest]
        yield whole
    yield [b"".join(begun)]
