"""Queries from standard input, in groups of those that have arrived."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, BinaryIO

from kzsearch.types import Hit, Miss

if TYPE_CHECKING:
    from kzsearch.errors import QueryError
    from kzsearch.render import Folded
    from kzsearch.search import Answer

_AT_ONCE = 16  # queries that are encoded together; a larger group gains little and makes the first one wait
_READ = 65_536
_SHOWN_OF_A_LINE = 1_000  # characters of a line that is no query; it may have millions


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


def answered(answer: Answer, shown: Iterable[Hit | Folded], number: int) -> Iterator[Hit | Folded | Miss]:
    """Yield what is shown of an answer, with the number of its line, or the miss where it has no hit."""
    if not answer.hits:
        yield Miss(answer.query, number, answer.reason, answer.nearest)
        return
    for hit in shown:
        yield replace(hit, query_line=number) if isinstance(hit, Hit) else hit


def refused(line: str, number: int, error: QueryError) -> Miss:
    """Return the miss of a line that is no query."""
    # Bytes that are no UTF-8 are marked: not every reader of JSON takes the half characters that stand for them.
    line = line.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    shown = line if len(line) <= _SHOWN_OF_A_LINE else f"{line[:_SHOWN_OF_A_LINE]}…"
    return Miss(shown, number, error.message)


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
