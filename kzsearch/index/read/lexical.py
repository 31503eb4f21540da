"""Words in an index: their stems, how common each is, which there are, and where those of a query stand."""

from __future__ import annotations

import re
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager

from kzsearch.index.format.schema import STEMMER
from kzsearch.index.read.rows import guarded, marks, parts
from kzsearch.stems import FILLER, stemmed, stemmed_alike
from kzsearch.types import Span

# Marks that FTS5 puts around a match; invisible characters, which cleaning takes out of every passage.
_OPEN, _CLOSE = "\u200b", "\u2060"
_YEAR = re.compile(r"(?:19|20)\d\d")
# Temporary tables of the connection: what they hold is read by FTS5's own tokenizer, and nothing is written.
_TYPED = (
    f'CREATE VIRTUAL TABLE IF NOT EXISTS temp.typed USING fts5 (text, tokenize="{STEMMER}")',
    "CREATE VIRTUAL TABLE IF NOT EXISTS temp.typed_stems USING fts5vocab(temp, typed, instance)",
)
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
    known = _known_stems(connection, looked_for)
    return [list(known[term]) for term in looked_for]


def _known_stems(connection: sqlite3.Connection, texts: Collection[str]) -> dict[str, tuple[str, ...]]:
    """Return the stems that FTS5 makes of words and phrases."""
    # Another thread may empty what is known meanwhile.
    known = {text: kept for text in texts if (kept := _KNOWN.get(text)) is not None}
    if missing := sorted(set(texts) - known.keys()):
        new = dict(zip(missing, _cut(connection, missing), strict=True))
        known |= new
        if len(_KNOWN) + len(new) > _MOST_KNOWN:
            _KNOWN.clear()
        _KNOWN.update(new)
    return known


def _cut(connection: sqlite3.Connection, terms: Sequence[str]) -> list[tuple[str, ...]]:
    """Return the stems of each term, as FTS5 makes them."""
    found: list[list[tuple[int, str]]] = [[] for _ in terms]
    with guarded(), _for_now(connection):
        for table in _TYPED:
            connection.execute(table)
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

    FTS5 reads every text again for each question. So all words are one question, and the stem of each word found tells
    which terms it stands for; phrases are asked for one by one.
    """
    spans: dict[int, dict[str, list[Span]]] = {key: defaultdict(list) for key in keys}
    words, phrases = defaultdict[str, list[str]](list), []
    looked_for = dict(zip(terms, stemmed_alike(terms), strict=True))
    for term, found in zip(looked_for, stems(connection, list(looked_for)), strict=True):
        if len(found) == 1:
            words[found[0]].append(term)
        else:
            phrases.append(term)
    with guarded(), _for_now(connection):
        _show(connection, keys)
        in_words = _marked(connection, [looked_for[term] for alike in words.values() for term in alike])
        in_phrases = {term: _marked(connection, [looked_for[term]]) for term in phrases}
    known = _known_stems(connection, {word for _, places in in_words for _, word in places})
    for key, places in in_words:
        for span, word in places:
            for term in words[known[word][0]]:
                spans[key][term].append(span)
    for term, in_phrase in in_phrases.items():
        for key, places in in_phrase:
            spans[key][term] = [span for span, _ in places]
    return {key: {term: tuple(each) for term, each in of_key.items()} for key, of_key in spans.items()}


@contextmanager
def _for_now(connection: sqlite3.Connection) -> Iterator[None]:
    """Take out again what is put into a temporary table: to delete it, FTS5 would read the texts once more."""
    try:
        yield
    finally:
        connection.rollback()


def _show(connection: sqlite3.Connection, keys: Sequence[int]) -> None:
    """Put passages into a temporary table: FTS5 would look through every passage that holds a term."""
    connection.execute(_SHOWN)
    connection.create_function("stemmed", 1, stemmed, deterministic=True)
    for part in parts(keys):
        connection.execute(
            "INSERT INTO temp.shown (rowid, context, text) "
            f"SELECT key, stemmed(context), stemmed(text) FROM passages WHERE key IN ({marks(part)})",
            part,
        )


def _marked(connection: sqlite3.Connection, terms: Sequence[str]) -> list[tuple[int, list[tuple[Span, str]]]]:
    """Return the key of each passage shown whose text holds one of some terms, and where: spans, and what is there."""
    if not terms:
        return []
    rows = connection.execute(
        f"SELECT rowid, highlight(shown, 1, '{_OPEN}', '{_CLOSE}') FROM temp.shown WHERE shown MATCH ?",
        [expression(terms)],
    )
    return [(key, places) for key, text in rows if (places := list(_marked_spans(text)))]


def _marked_spans(text: str) -> Iterator[tuple[Span, str]]:
    before, *found = text.split(_OPEN)
    position = len(before)
    for piece in found:
        held, _, rest = piece.partition(_CLOSE)
        end = position + len(held)
        # With what a stem is filled up with to the length of its word.
        yield Span(position, end + len(rest) - len(rest.lstrip(FILLER))), held
        position = end + len(rest)
