"""Messages on standard error, answers on standard output, and exit codes.

The exit codes are those of grep: 0 something found, 1 nothing found, 2 an error.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from kzsearch.errors import one_line

FOUND = 0
NOT_FOUND = 1
ERROR = 2


class ReaderGoneError(Exception):
    """The reader of standard output has closed it. Typer would turn a BrokenPipeError into exit code 1."""


def prepare() -> None:
    """Set the encodings of the standard streams, so that any text can be printed in any locale."""
    if sys.stdout is None:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123  stays open to the end
        raise OSError("standard output is closed")
    # A pipe gets UTF-8 in any locale; a terminal shows the characters that it can.
    if sys.stdout.isatty():
        sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]
    else:
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    if sys.stderr is not None:
        sys.stderr.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]


def fail(message: str, hint: str) -> int:
    """Print an error and its hint on standard error, and return its exit code."""
    tell(f"kzsearch: error: {one_line(message)}")
    tell(f"hint: {one_line(hint)}")
    return ERROR


def tell(line: str) -> None:
    """Print a line on standard error."""
    if sys.stderr is not None:
        print(line, file=sys.stderr)  # noqa: T201


def note(line: str) -> None:
    """Print a note on standard error."""
    tell(f"note: {one_line(line)}")


def write(pieces: Iterable[str]) -> None:
    """Print pieces on standard output, each as soon as it is made."""
    for piece in pieces:
        with _to_reader():
            sys.stdout.write(piece)
            sys.stdout.flush()


def write_before(pieces: Iterable[str]) -> None:
    """Print pieces, and go on when the reader has closed standard output: a change of the corpus follows."""
    try:
        write(pieces)
    except ReaderGoneError:
        drop_output()


def write_bytes(data: bytes) -> None:
    """Print bytes on standard output as they are."""
    with _to_reader():
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()


def drop_output() -> None:
    """Discard all further output, also that of Python's last flush."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


@contextmanager
def _to_reader() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise ReaderGoneError from None
