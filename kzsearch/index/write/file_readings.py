"""The files of the corpus as a generation's database records them: by these the next build knows what has changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kzsearch.index.read.rows import guarded


class FileReading(NamedTuple):
    """The reading of one file of the corpus. A file of which a part is no report has none, and is read every time.

    Attributes:
        path: The file's path relative to the corpus folder.
        digest: Digest of the file's content, name and table row, which with the settings decide its reports.
        reports: How many reports the file gave, those that another file gave already among them.
    """

    path: str
    digest: str
    reports: int


def insert(connection: sqlite3.Connection, readings: Iterable[FileReading]) -> None:
    """Add the readings of files to a database."""
    connection.executemany("INSERT INTO files VALUES (?, ?, ?)", readings)


def every(connection: sqlite3.Connection) -> Iterator[FileReading]:
    """Yield all of a database, by path."""
    with guarded():
        for row in connection.execute("SELECT path, digest, reports FROM files ORDER BY path"):
            yield FileReading(*row)


def find(connection: sqlite3.Connection, path: str) -> FileReading | None:
    """Return the reading of a file; None where there is none."""
    with guarded():
        row = connection.execute("SELECT path, digest, reports FROM files WHERE path = ?", [path]).fetchone()
    return None if row is None else FileReading(*row)
