"""The lexical side of an index: BM25 over stems, the very words, and where they stand."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from typing import TYPE_CHECKING

from kzsearch.index.rows import guarded, marks, parts, where
from kzsearch.index.words import stems
from kzsearch.text import find_exact, squeeze
from kzsearch.types import Candidate, Filters, Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from kzsearch.index.postings import Postings

# Marks that FTS5 puts around a match; invisible characters, which cleaning takes out of every passage.
_OPEN, _CLOSE = "\u200b", "\u2060"
_YEAR = re.compile(r'"(?:19|20)\d\d"')
_SHOWN = """
CREATE VIRTUAL TABLE IF NOT EXISTS temp.shown USING fts5 (
    context, text, tokenize="porter unicode61 remove_diacritics 2 categories 'L* N*'"
);
"""


def _expression(terms: Sequence[str]) -> str:
    """Return an FTS5 expression that any of the terms fulfils; every term is quoted, so none is syntax.

    A year is looked for in the text alone: what a report tells of 2016 stands in the report of 2017, and the
    year that is put before a passage is the report's.
    """
    quoted = ('"' + term.replace('"', '""') + '"' for term in terms)
    return " OR ".join(f"text : {term}" if _YEAR.fullmatch(term) else term for term in quoted)


def scores(
    connection: sqlite3.Connection, postings: Postings, passages: int, terms: Sequence[str]
) -> NDArray[np.float64]:
    """Return BM25 of every passage, 0 where no term stands."""
    import numpy as np

    total = np.zeros(passages)
    for term, found in zip(terms, stems(connection, terms), strict=True):
        if len(found) == 1:
            keys, added = postings.scores(connection, found[0], in_text=bool(_YEAR.fullmatch(f'"{term}"')))
            total[keys] += added
        elif found:  # a phrase, which only FTS5 knows the places of
            with guarded():
                rows = connection.execute(
                    "SELECT rowid, -bm25(stems) FROM stems WHERE stems MATCH ?", [_expression([term])]
                )
                for key, score in rows:
                    total[key] += score
    return total


def best(scored: NDArray[np.float64], allowed: NDArray[np.int64] | None, limit: int) -> list[Candidate]:
    """Return the allowed passages that score highest, ties by key."""
    import numpy as np

    keys = np.flatnonzero(scored) if allowed is None else allowed[scored[allowed] > 0]
    if len(keys) > limit:
        # All that score as high as the last one stay, so that ties are broken by key.
        least = np.partition(scored[keys], len(keys) - limit)[len(keys) - limit]
        keys = keys[scored[keys] >= least]
    ordered = keys[np.lexsort((keys, -scored[keys]))][:limit]
    return [Candidate(int(key), float(scored[key])) for key in ordered]


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
    """Return where in each passage's text a term occurs, by the stems that the lexical side compares.

    The passages are put into a temporary table: FTS5 would look through every passage that holds a term.
    """
    if not terms:
        return {}
    with guarded():
        connection.executescript(_SHOWN)
        connection.execute("DELETE FROM temp.shown")
        for part in parts(keys):
            connection.execute(
                "INSERT INTO temp.shown (rowid, context, text) "
                f"SELECT key, context, text FROM passages WHERE key IN ({marks(part)})",
                part,
            )
        rows = connection.execute(
            f"SELECT rowid, highlight(shown, 1, '{_OPEN}', '{_CLOSE}') FROM temp.shown WHERE shown MATCH ?",
            [_expression(terms)],
        )
        return {key: _marked_spans(text) for key, text in rows}


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
