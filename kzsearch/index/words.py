"""The words of an index: how common each is, and which there are."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from kzsearch.index.rows import guarded

# Temporary tables of the connection: what they hold is told by FTS5's own tokenizer, and nothing is written.
_TYPED = """
CREATE VIRTUAL TABLE IF NOT EXISTS temp.typed USING fts5 (
    text, tokenize="porter unicode61 remove_diacritics 2 categories 'L* N*'"
);
CREATE VIRTUAL TABLE IF NOT EXISTS temp.typed_stems USING fts5vocab(temp, typed, instance);
"""


def stems(connection: sqlite3.Connection, terms: Sequence[str]) -> list[list[str]]:
    """Return the stems of each term, in order."""
    found: list[list[tuple[int, str]]] = [[] for _ in terms]
    with guarded():
        connection.executescript(_TYPED)
        connection.execute("DELETE FROM temp.typed")
        connection.executemany("INSERT INTO temp.typed (rowid, text) VALUES (?, ?)", enumerate(terms))
        for place, offset, stem in connection.execute("SELECT doc, offset, term FROM temp.typed_stems"):
            found[place].append((offset, stem))
    return [[stem for _, stem in sorted(places)] for places in found]


def frequencies(connection: sqlite3.Connection, terms: Sequence[str]) -> dict[str, int]:
    """Return in how many passages each term occurs, compared by stem.

    A phrase is as frequent as its rarest word.
    """
    if not terms:
        return {}
    return {
        term: min((_count(connection, stem) for stem in found), default=0)
        for term, found in zip(terms, stems(connection, terms), strict=True)
    }


def _count(connection: sqlite3.Connection, stem: str) -> int:
    with guarded():
        row = connection.execute("SELECT count FROM postings WHERE stem = ?", [stem]).fetchone()
    return row[0] if row else 0


def vocabulary(connection: sqlite3.Connection) -> list[str]:
    """Return every word of the corpus in lower case, the most frequent first."""
    with guarded():
        return [word for (word,) in connection.execute("SELECT word FROM vocabulary ORDER BY place")]
