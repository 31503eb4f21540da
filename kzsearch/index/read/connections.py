"""Connections to one database, so that several threads read it at once.

A connection serves one thread at a time: what SQLite prepares and the temporary tables of a query belong to it.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from kzsearch.index.read.rows import connect

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from pathlib import Path


class Connections:
    """As many connections as are in use at once, kept for whoever asks next.

    Args:
        path: The database.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._idle: list[sqlite3.Connection] = []
        self._closed = False

    @contextmanager
    def one(self) -> Iterator[sqlite3.Connection]:
        """Lend a connection that nobody else uses meanwhile."""
        try:
            connection = self._idle.pop()  # a single step of the interpreter, so that no lock is needed
        except IndexError:
            connection = connect(self._path)
        try:
            yield connection
        finally:
            self._idle.append(connection)
            if self._closed:
                self.close()

    def close(self) -> None:
        """Close them all, those that are lent as soon as they come back."""
        self._closed = True
        while self._idle:
            self._idle.pop().close()
