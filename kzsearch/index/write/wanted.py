"""The texts of a generation that have no vector yet, each once, in a database beside the vectors.

There may be millions, so that a build does not hold their digests in memory.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from kzsearch.index.write.scratch import scratch_database

_NAME = "wanted.sqlite"
_TOGETHER = 4_096
_TABLES = """
PRAGMA cache_size = -8192;
CREATE TABLE wanted (place INTEGER PRIMARY KEY, digest BLOB NOT NULL UNIQUE, length INTEGER NOT NULL);
CREATE TABLE repeated (place INTEGER PRIMARY KEY, first INTEGER NOT NULL);
"""


class WantedTexts:
    """Digests of texts that have no vector yet, by the place of the vector.

    Args:
        connection: To a database that `wanted_texts` made.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._count = 0

    def add(self, place: int, digest: bytes, length: int) -> None:
        """Want the vector of a text. Where the text is wanted already, its vector is copied from there."""
        added = self._connection.execute(
            "INSERT INTO wanted VALUES (?, ?, ?) ON CONFLICT (digest) DO NOTHING", (place, digest, length)
        )
        if added.rowcount:
            self._count += 1
        else:
            self._connection.execute("INSERT INTO repeated VALUES (?, ?)", (place, self._place(digest)))

    def __len__(self) -> int:
        """Return how many texts are wanted, each counted once."""
        return self._count

    def lengths(self) -> list[int] | None:
        """Return how long the wanted texts are, as no text of another length is one of them; None if they are many."""
        if self._count > _TOGETHER:
            return None
        return [length for (length,) in self._connection.execute("SELECT DISTINCT length FROM wanted")]

    def places(self, digests: Sequence[bytes]) -> dict[int, int]:
        """Return where those of these texts belong that are wanted: their places, each with its number among them."""
        place_of: Callable[[bytes], int | None] = self._place
        if self._count <= len(digests):  # read at once sooner than asked for one by one
            place_of = dict(self._connection.execute("SELECT digest, place FROM wanted")).get
        found: dict[int, int] = {}
        for number, digest in enumerate(digests):
            place = place_of(digest)
            if place is not None:
                found.setdefault(place, number)
        return found

    def settle(self, places: Sequence[int]) -> None:
        """Want the texts of these places no more: they have a vector."""
        self._connection.executemany("DELETE FROM wanted WHERE place = ?", [(place,) for place in places])
        self._count -= len(places)

    def left(self) -> Iterator[int]:
        """Yield the places of the texts that are still wanted, in order."""
        for (place,) in self._connection.execute("SELECT place FROM wanted ORDER BY place"):
            yield place

    def repeated(self) -> Iterator[tuple[list[int], list[int]]]:
        """Yield, a portion at once, places of texts that were wanted already, and the places of the same texts."""
        rows = self._connection.execute("SELECT place, first FROM repeated ORDER BY place")
        while portion := rows.fetchmany(_TOGETHER):
            yield [place for place, _ in portion], [first for _, first in portion]

    def _place(self, digest: bytes) -> int | None:
        row = self._connection.execute("SELECT place FROM wanted WHERE digest = ?", (digest,)).fetchone()
        return None if row is None else int(row[0])


@contextmanager
def wanted_texts(folder: Path) -> Iterator[WantedTexts]:
    """Give an empty record of wanted texts; its file in a folder is removed at the end."""
    with scratch_database(folder / _NAME, _TABLES) as connection:
        yield WantedTexts(connection)
