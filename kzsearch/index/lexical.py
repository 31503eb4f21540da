"""The lexical side of an index: BM25 over stems, the very words, and where they stand (SQLite's FTS5)."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence

from kzsearch.index.rows import guarded, marks, parts, where
from kzsearch.text import find_exact, squeeze
from kzsearch.types import Candidate, Filters, Span

# Marks that FTS5 puts around a match; invisible characters, which cleaning takes out of every passage.
_OPEN, _CLOSE = "\u200b", "\u2060"
_YEAR = re.compile(r'"(?:19|20)\d\d"')


def _expression(terms: Sequence[str]) -> str:
    """Return an FTS5 expression that any of the terms fulfils; every term is quoted, so none is syntax.

    A year is looked for in the text alone: what a report tells of 2016 stands in the report of 2017, and the
    year that is put before a passage is the report's.
    """
    quoted = ('"' + term.replace('"', '""') + '"' for term in terms)
    return " OR ".join(f"text : {term}" if _YEAR.fullmatch(term) else term for term in quoted)


def lexical(
    connection: sqlite3.Connection, terms: Sequence[str], filters: Filters, limit: int
) -> list[Candidate]:
    """Return the passages with the highest BM25 (FTS5's own, k1 1.2, b 0.75; Robertson & Zaragoza 2009)."""
    if not terms:
        return []
    condition, parameters = where(filters)
    restriction = "" if condition == "1" else f"AND rowid IN (SELECT key FROM passages WHERE {condition})"
    with guarded():
        rows = connection.execute(
            f"SELECT rowid, -bm25(stems) AS score FROM stems WHERE stems MATCH ? {restriction} "
            "ORDER BY score DESC, rowid LIMIT ?",
            [_expression(terms), *parameters, limit],
        )
        return [Candidate(key, score) for key, score in rows]


def lexical_of(connection: sqlite3.Connection, terms: Sequence[str], keys: Sequence[int]) -> dict[int, float]:
    """Return BM25 of given passages; those without a term are left out."""
    if not terms:
        return {}
    scores: dict[int, float] = {}
    with guarded():
        for part in parts(keys):
            scores.update(
                connection.execute(
                    f"SELECT rowid, -bm25(stems) FROM stems WHERE stems MATCH ? AND rowid IN ({marks(part)})",
                    [_expression(terms), *part],
                )
            )
    return scores


def exact(connection: sqlite3.Connection, phrase: str, filters: Filters, limit: int) -> list[Candidate]:
    """Return passages in which the very words of a phrase stand or begin, those that hold it most often first.

    FTS5 finds the words in order, unstemmed; the text itself then decides on punctuation. A phrase that runs
    into the next passage of the section belongs to the passage in which it begins.
    """
    condition, parameters = where(filters)
    words = squeeze(phrase).replace('"', " ")
    found = []
    with guarded():
        for key, length, run in connection.execute(
            "SELECT passages.key, length(passages.text), runs.run FROM words "
            "JOIN passages ON passages.key = words.rowid JOIN runs ON runs.key = words.rowid "
            f"WHERE words MATCH ? AND {condition}",
            [f'"{words}"', *parameters],
        ):
            times = sum(span.start < length for span in find_exact(run, phrase))
            if times:
                found.append(Candidate(key, float(times)))
    return sorted(found, key=lambda candidate: (-candidate.score, candidate.key))[:limit]


def matched(
    connection: sqlite3.Connection, terms: Sequence[str], keys: Sequence[int]
) -> dict[int, tuple[Span, ...]]:
    """Return where in each passage's text a term occurs, by the stems that the lexical side compares."""
    if not terms:
        return {}
    found: dict[int, tuple[Span, ...]] = {}
    with guarded():
        for part in parts(keys):
            rows = connection.execute(
                f"SELECT rowid, highlight(stems, 1, '{_OPEN}', '{_CLOSE}') FROM stems "
                f"WHERE stems MATCH ? AND rowid IN ({marks(part)})",
                [_expression(terms), *part],
            )
            found.update({key: _marked_spans(text) for key, text in rows})
    return found


def _marked_spans(text: str) -> tuple[Span, ...]:
    spans: list[Span] = []
    position = start = 0
    for piece in re.split(f"([{_OPEN}{_CLOSE}])", text):
        if piece == _OPEN:
            start = position
        elif piece == _CLOSE:
            spans.append(Span(start, position))
        else:
            position += len(piece)
    return tuple(spans)
