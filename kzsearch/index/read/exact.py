"""The very words: which passages hold a phrase, and how often.

FTS5 finds the words in order, unstemmed, and says how often a passage may hold them. The text itself then decides on
punctuation and accents. Passages that may hold the phrase most often are read first, and reading stops where no other
passage can be among those that are wanted.
"""

from __future__ import annotations

import heapq
import sqlite3
from collections.abc import Iterator

from kzsearch.index.read.phrases import in_words
from kzsearch.index.read.rows import guarded, where
from kzsearch.text import count_exact
from kzsearch.types import Candidate, Filters

# How many passages are proposed at first for each that is wanted, and how many times more each time after.
_MORE_THAN_WANTED = 2
_GROWTH = 4
# FTS5's bm25 of a row that holds a phrase n times is w·2.2·n / (n + c), w being the phrase's weight. As `words` keeps
# no lengths, FTS5 takes each row's as -1: c = 1.2·(0.25 - 0.75 / average length), below 0.3 and the same for all rows.
# With 1e9 as the weight of the column, bm25 is w·2.2. One divided by the other is the share n / (n + c), so that n is
# at most 0.3·share / (1 - share). Where rows have 3 words or fewer on average, c is not positive, n any number.
_PROPOSED = """
SELECT key, CASE WHEN share > 0 AND share < 1 THEN CAST(0.3 * share / (1 - share) AS INTEGER) ELSE 9e999 END AS most
FROM (SELECT rowid AS key, bm25(words) / bm25(words, 1e9) AS share FROM words WHERE words MATCH ?)
WHERE {condition} ORDER BY most DESC, key LIMIT ? OFFSET ?
"""
_RUN = "SELECT run, length(text) FROM passages JOIN runs USING (key) WHERE key = ?"


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
    with guarded():
        for key, most in _proposed(connection, phrase, filters, _MORE_THAN_WANTED * limit):
            if len(best) == limit and (most, -key) < best[0]:
                break  # neither this passage nor any after it can hold the phrase more often
            run, length = connection.execute(_RUN, [key]).fetchone()
            if times := count_exact(run, phrase, length):
                push = heapq.heappush if len(best) < limit else heapq.heappushpop
                push(best, (float(times), -key))
    return [Candidate(-key, score) for score, key in sorted(best, reverse=True)]


def _proposed(
    connection: sqlite3.Connection, phrase: str, filters: Filters, count: int
) -> Iterator[tuple[int, float]]:
    """Yield the passages in which FTS5 finds the phrase, with the most times that they may hold it, by these."""
    condition, parameters = where(filters)
    # Without the plus, SQLite would ask FTS5 anew for each key that the filters allow.
    allowed = f"+key IN (SELECT key FROM passages WHERE {condition})" if filters else "1"
    query = _PROPOSED.format(condition=allowed)
    start = 0
    while True:
        rows = connection.execute(query, [in_words(phrase), *parameters, count, start]).fetchall()
        yield from rows
        if len(rows) < count:
            return
        start, count = start + count, count * _GROWTH
