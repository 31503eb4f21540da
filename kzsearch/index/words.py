"""The words of an index: how common each is, and which there are."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from kzsearch.index.rows import guarded

# fts5vocab reads a full-text index's own dictionary; a temporary table of the connection, nothing is written.
_VOCABULARIES = """
CREATE VIRTUAL TABLE IF NOT EXISTS temp.stem_counts USING fts5vocab(main, stems, row);
CREATE VIRTUAL TABLE IF NOT EXISTS temp.word_counts USING fts5vocab(main, words, row);
CREATE VIRTUAL TABLE IF NOT EXISTS temp.typed USING fts5 (
    text, tokenize="porter unicode61 remove_diacritics 2 categories 'L* N*'"
);
CREATE VIRTUAL TABLE IF NOT EXISTS temp.typed_stems USING fts5vocab(temp, typed, instance);
"""


def frequencies(connection: sqlite3.Connection, terms: Sequence[str]) -> dict[str, int]:
    """Return in how many passages each term occurs, compared by stem.

    A phrase is as frequent as its rarest word.
    """
    if not terms:
        return {}
    with guarded():
        connection.executescript(_VOCABULARIES)
        connection.execute("DELETE FROM temp.typed")
        connection.executemany("INSERT INTO temp.typed (rowid, text) VALUES (?, ?)", enumerate(terms))
        stems: dict[int, list[str]] = {}
        for place, stem in connection.execute("SELECT doc, term FROM temp.typed_stems"):
            stems.setdefault(place, []).append(stem)
        wanted = sorted({stem for found in stems.values() for stem in found})
        counts = {
            stem: connection.execute("SELECT doc FROM temp.stem_counts WHERE term = ?", [stem]).fetchone()
            for stem in wanted
        }
    return {
        term: min((counts[stem][0] if counts[stem] else 0 for stem in stems.get(place, ())), default=0)
        for place, term in enumerate(terms)
    }


def vocabulary(connection: sqlite3.Connection) -> list[str]:
    """Return every word of the corpus in lower case, the most frequent first."""
    with guarded():
        connection.executescript(_VOCABULARIES)
        rows = connection.execute("SELECT term FROM temp.word_counts ORDER BY doc DESC, term")
        return [word for (word,) in rows]
