"""Words in an index: their stems, how common each is, which there are, and where those of a query stand."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence

from kzsearch.index.format.schema import STEMMER
from kzsearch.index.read.rows import guarded, marks, parts
from kzsearch.stems import FILLER, stemmed, stemmed_alike
from kzsearch.types import Span

# Marks that FTS5 puts around a match; invisible characters, which cleaning takes out of every passage.
_OPEN, _CLOSE = "\u200b", "\u2060"
_YEAR = re.compile(r"(?:19|20)\d\d")
# Temporary tables of the connection: what they hold is read by FTS5's own tokenizer, and nothing is written.
_TYPED = f"""
CREATE VIRTUAL TABLE IF NOT EXISTS temp.typed USING fts5 (text, tokenize="{STEMMER}");
CREATE VIRTUAL TABLE IF NOT EXISTS temp.typed_stems USING fts5vocab(temp, typed, instance);
"""
# The stems of terms that were asked for: they depend on nothing but the term, and asking FTS5 takes a millisecond.
_KNOWN: dict[str, tuple[str, ...]] = {}
_MOST_KNOWN = 20_000
_SHOWN = f'CREATE VIRTUAL TABLE IF NOT EXISTS temp.shown USING fts5 (context, text, tokenize="{STEMMER}")'


def in_text_alone(term: str) -> bool:
    """Whether a term is looked for in the text, and not in what is put before it.

    A year is: what a report tells of 2016 stands in the report of 2017, and the year that is put before a
    passage is the report's.
    """
    return bool(_YEAR.fullmatch(term))


def expression(terms: Sequence[str]) -> str:
    """Return an FTS5 expression that any of the terms fulfils; every term is quoted, so none is syntax."""
    quoted = (
        ("text : " if in_text_alone(term) else "") + '"' + term.replace('"', '""') + '"' for term in terms
    )
    return " OR ".join(quoted)


def stems(connection: sqlite3.Connection, terms: Sequence[str]) -> list[list[str]]:
    """Return the stems of each term, in order."""
    looked_for = stemmed_alike(terms)
    # Another thread may empty what is known meanwhile.
    known = {term: kept for term in looked_for if (kept := _KNOWN.get(term)) is not None}
    if missing := sorted(set(looked_for) - known.keys()):
        new = dict(zip(missing, _cut(connection, missing), strict=True))
        known |= new
        if len(_KNOWN) + len(new) > _MOST_KNOWN:
            _KNOWN.clear()
        _KNOWN.update(new)
    return [list(known[term]) for term in looked_for]


def _cut(connection: sqlite3.Connection, terms: Sequence[str]) -> list[tuple[str, ...]]:
    """Return the stems of each term, as FTS5 makes them."""
    found: list[list[tuple[int, str]]] = [[] for _ in terms]
    with guarded():
        connection.executescript(_TYPED)
        connection.execute("DELETE FROM temp.typed")
        connection.executemany("INSERT INTO temp.typed (rowid, text) VALUES (?, ?)", enumerate(terms))
        for place, offset, stem in connection.execute("SELECT doc, offset, term FROM temp.typed_stems"):
            found[place].append((offset, stem))
    return [tuple(stem for _, stem in sorted(places)) for places in found]


def frequencies(connection: sqlite3.Connection, terms: Sequence[str]) -> dict[str, int]:
    """Return in how many passages each term occurs, compared by stem.

    A phrase is as frequent as its rarest word.
    """
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


def matched(
    connection: sqlite3.Connection, terms: Sequence[str], keys: Sequence[int]
) -> dict[int, dict[str, tuple[Span, ...]]]:
    """Return where in each passage's text each term occurs, by the stems that the lexical side compares.

    The passages are put into a temporary table: FTS5 would look through every passage that holds a term.
    """
    found: dict[int, dict[str, tuple[Span, ...]]] = {key: {} for key in keys}
    if not terms:
        return found
    with guarded():
        connection.execute(_SHOWN)
        connection.execute("DELETE FROM temp.shown")
        connection.create_function("stemmed", 1, stemmed, deterministic=True)
        for part in parts(keys):
            connection.execute(
                "INSERT INTO temp.shown (rowid, context, text) "
                f"SELECT key, stemmed(context), stemmed(text) FROM passages WHERE key IN ({marks(part)})",
                part,
            )
        for term, looked_for in zip(terms, stemmed_alike(terms), strict=True):
            rows = connection.execute(
                f"SELECT rowid, highlight(shown, 1, '{_OPEN}', '{_CLOSE}') FROM temp.shown WHERE shown MATCH ?",
                [expression([looked_for])],
            )
            for key, text in rows:
                if spans := _marked_spans(text):
                    found[key][term] = spans
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
            if spans and spans[-1].end == position:  # the rest of a word of which the stem was found
                filled = len(piece) - len(piece.lstrip(FILLER))
                spans[-1] = Span(spans[-1].start, position + filled)
            position += len(piece)
    return tuple(spans)
