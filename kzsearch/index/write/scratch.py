"""Databases beside the generation that a build writes, for what would not stay in memory; removed at the end."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

# A build that ends early throws the database away, and nobody else opens it.
_SETTINGS = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA locking_mode = EXCLUSIVE;
"""


@contextmanager
def scratch_database(path: Path, tables: str) -> Iterator[sqlite3.Connection]:
    """Give a new database, in which one transaction never ends; its file is removed.

    Args:
        path: The file.
        tables: SQL that makes the tables.
    """
    try:
        with closing(sqlite3.connect(path.absolute().as_uri(), uri=True, isolation_level=None)) as connection:
            connection.executescript(f"{_SETTINGS}{tables}BEGIN;")
            yield connection
    finally:
        path.unlink(missing_ok=True)
