"""The very words: which passages hold a phrase, and how often.

FTS5 finds the words in order, unstemmed; the text itself then decides on punctuation and accents. As a common phrase
stands in many passages, those that may hold it most often are looked at first, and no more than are wanted.
"""

from __future__ import annotations

import heapq
import re
import sqlite3
from collections.abc import Iterator, Sequence

from kzsearch.index.read.rows import guarded, marks, where
from kzsearch.text import count_exact, squeeze
from kzsearch.types import Candidate, Filters

# Passages whose text is fetched at once.
_TOGETHER = 200
_INSTANCES = "CREATE VIRTUAL TABLE IF NOT EXISTS temp.word_instances USING fts5vocab(main, words, instance)"
# A word of which FTS5's own form is certain: it takes accents off others, in ways of its own.
_PLAIN_WORD = re.compile(r"[A-Za-z0-9]+")


def exact(connection: sqlite3.Connection, phrase: str, filters: Filters, limit: int) -> list[Candidate]:
    """Return passages in which the very words of a phrase stand or begin, those that hold it most often first.

    A phrase that runs into the next passage of the section belongs to the passage in which it begins.

    Args:
        connection: An index's database.
        phrase: The phrase.
        filters: What may be found.
        limit: How many passages at most.

    Returns:
        The passages, scored by how often they hold the phrase, ties by key.
    """
    best: list[tuple[float, int]] = []  # a heap, the worst of the best first
    proposed = _proposed(connection, phrase, filters)
    for start in range(0, len(proposed), _TOGETHER):
        part = proposed[start : start + _TOGETHER]
        most, first = part[0]
        if len(best) == limit and (most, -first) < best[0]:
            break  # neither this one nor any after it can hold the phrase more often
        for key, times in _counted(connection, phrase, [key for _, key in part]):
            if times:
                push = heapq.heappush if len(best) < limit else heapq.heappushpop
                push(best, (float(times), -key))
    return [Candidate(-key, score) for score, key in sorted(best, reverse=True)]


def _proposed(connection: sqlite3.Connection, phrase: str, filters: Filters) -> list[tuple[float, int]]:
    """Return the passages in which FTS5 finds the phrase, with the most times that they may hold it.

    A phrase stands nowhere more often than its first word does.
    """
    condition, parameters = where(filters)
    words = squeeze(phrase).replace('"', " ")
    word = re.search(r"\w+", words)
    with guarded():
        found = [
            key
            for (key,) in connection.execute(
                f"SELECT key FROM words JOIN passages ON key = words.rowid WHERE words MATCH ? AND {condition}",
                [f'"{words}"', *parameters],
            )
        ]
        most: dict[int, int] = {}
        if len(found) > _TOGETHER and word and _PLAIN_WORD.fullmatch(word[0]):
            connection.execute(_INSTANCES)
            rows = connection.execute(
                "SELECT doc, count(*) FROM temp.word_instances WHERE term = ? GROUP BY doc", [word[0].lower()]
            )
            most = dict(rows.fetchall())
    unknown = float("inf")
    return sorted(((most.get(key, unknown), key) for key in found), key=lambda pair: (-pair[0], pair[1]))


def _counted(connection: sqlite3.Connection, phrase: str, keys: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield how often each passage holds the phrase."""
    with guarded():
        rows = connection.execute(
            "SELECT passages.key, length(text), run FROM passages JOIN runs ON runs.key = passages.key "
            f"WHERE passages.key IN ({marks(keys)})",
            keys,
        )
        for key, length, run in rows:
            yield key, count_exact(run, phrase, length)
