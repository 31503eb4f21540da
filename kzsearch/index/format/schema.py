"""The SQLite side of an index: its tables, and records to rows.

`indexes/README.md` is the format's specification; a change here changes FORMAT_VERSION.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from pathlib import Path

from kzsearch.domain.countries import spellings
from kzsearch.stems import stemmed
from kzsearch.types import Passage, Report

FORMAT_VERSION = 7

_WORDS = "unicode61 remove_diacritics 2 categories 'L* N*'"
STEMMER = f"porter {_WORDS}"
"""How FTS5 cuts a text into the stems that a query is compared by; Cyrillic words come to it as stems."""

BEGINNING = 8
"""How many words of the next passage stand with a passage in `words`."""

# Bytes of words that FTS5 gathers before it writes them. Each time, it writes a part of its own, and the fewer parts
# there are, the less is written again to pack them into one, and the less room on the disk is left empty by that.
_IN_MEMORY = 1 << 23

_TABLES = f"""
CREATE TABLE reports (
    report_id TEXT PRIMARY KEY,
    country TEXT NOT NULL,
    alpha3 TEXT NOT NULL,
    year INTEGER NOT NULL,
    tier TEXT,
    series TEXT NOT NULL,
    facts TEXT NOT NULL,
    source TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    encoding TEXT NOT NULL,
    bom_bytes INTEGER NOT NULL,
    passages INTEGER NOT NULL,
    words INTEGER NOT NULL,
    notes TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX reports_by_source ON reports (source);
-- The files of the corpus, by which the next build knows what has changed.
CREATE TABLE files (
    path TEXT PRIMARY KEY,
    digest TEXT NOT NULL,
    reports INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE passages (
    key INTEGER PRIMARY KEY,
    passage_id TEXT NOT NULL UNIQUE,
    report_id TEXT NOT NULL REFERENCES reports,
    section TEXT NOT NULL,
    label TEXT NOT NULL,
    origin TEXT NOT NULL,
    paragraph INTEGER NOT NULL,
    context TEXT NOT NULL,
    text TEXT NOT NULL,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    line_first INTEGER NOT NULL,
    line_last INTEGER NOT NULL,
    page INTEGER,
    kind TEXT NOT NULL
);
CREATE INDEX passages_by_report ON passages (report_id, section);
CREATE INDEX passages_by_label ON passages (label) WHERE section = 'other';
CREATE INDEX lists ON passages (kind) WHERE kind <> 'text';
-- Each report's first passage, how many it has, and what filters compare of it.
CREATE TABLE described (
    first INTEGER PRIMARY KEY,
    passages INTEGER NOT NULL,
    year INTEGER NOT NULL,
    country TEXT NOT NULL,
    alpha3 TEXT NOT NULL,
    tier TEXT,
    series TEXT NOT NULL
);
CREATE TABLE sentences (
    key INTEGER PRIMARY KEY,
    passage INTEGER NOT NULL REFERENCES passages,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    within_start INTEGER NOT NULL,
    within_end INTEGER NOT NULL,
    paragraph INTEGER NOT NULL,
    line_first INTEGER NOT NULL,
    line_last INTEGER NOT NULL,
    page INTEGER
);
CREATE INDEX sentences_by_passage ON sentences (passage);
-- The stems of each passage; the text is not kept.
CREATE VIRTUAL TABLE stems USING fts5 (context, text, content='', tokenize="{STEMMER}");
-- A passage and the one after it in its section, so that a phrase may run from one into the other.
CREATE VIEW runs AS
    SELECT passages.key AS key, passages.text || coalesce(char(10) || following.text, '') AS run
    FROM passages LEFT JOIN passages AS following
    ON following.key = passages.key + 1 AND following.report_id = passages.report_id
    AND following.section = passages.section AND following.label = passages.label;
-- The words of each passage and the first of the next one. The text and its length are not kept: without lengths,
-- FTS5's bm25 depends on nothing but how often a row holds a phrase.
CREATE VIRTUAL TABLE words USING fts5 (run, content='', columnsize=0, tokenize="{_WORDS}");
-- Where a stem's postings are in their file.
CREATE TABLE postings (
    stem TEXT PRIMARY KEY,
    first INTEGER NOT NULL,
    count INTEGER NOT NULL
) WITHOUT ROWID;
-- What the countries of the reports are called, and longer names of others that hold such a name.
CREATE TABLE country_names (
    name TEXT PRIMARY KEY,
    alpha3 TEXT NOT NULL
) WITHOUT ROWID;
-- Every word, the most frequent first.
CREATE TABLE vocabulary (
    place INTEGER PRIMARY KEY,
    word TEXT NOT NULL
);
"""

PASSAGE_COLUMNS = (
    "key, passage_id, report_id, section, label, origin, paragraph, text, start, end, "
    "line_first, line_last, page, kind"
)
SENTENCE_COLUMNS = "start, end, within_start, within_end, paragraph, line_first, line_last, page"
REPORT_COLUMNS = (
    "report_id, country, alpha3, year, tier, series, facts, source, sha256, encoding, bom_bytes, "
    "passages, words, notes"
)


_FULL_TEXT = {
    "stems": "(rowid, context, text) SELECT key, stemmed(context), stemmed(text) FROM passages ORDER BY key",
    "words": (
        "(rowid, run) SELECT key, text || beginning(run, length(text)) "
        "FROM passages JOIN runs USING (key) ORDER BY key"
    ),
}
"""What each full-text table is filled with."""


def create(connection: sqlite3.Connection) -> None:
    """Make the tables in an empty database."""
    # A build that ends early is thrown away, and one that does not is forced to disk as a whole.
    connection.execute("PRAGMA journal_mode = OFF")
    connection.execute("PRAGMA synchronous = OFF")
    connection.executescript(_TABLES)


def insert_report(connection: sqlite3.Connection, report: Report, passages: Sequence[Passage]) -> None:
    """Add a report's row."""
    facts = {name: [fact.value, fact.origin.value, fact.evidence] for name, fact in report.facts.items()}
    connection.execute(
        f"INSERT INTO reports ({REPORT_COLUMNS}) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
        (
            report.report_id,
            report.country.name,
            report.country.alpha3,
            report.year,
            report.tier,
            report.series,
            json.dumps(facts, ensure_ascii=False),
            report.source.path,
            report.source.sha256,
            report.source.encoding,
            report.source.bom_bytes,
            len(passages),
            sum(len(passage.text.split()) for passage in passages),
            json.dumps(report.notes, ensure_ascii=False),
        ),
    )


def insert_passages(
    connection: sqlite3.Connection, rows: Sequence[tuple[int, str, Passage]], first_sentence: int
) -> None:
    """Add passages and their sentences.

    Args:
        connection: An index's database.
        rows: Key, context and passage.
        first_sentence: Key of the first sentence of the first passage.
    """
    # All passages first and then all sentences, as `copy_report` does: so the file is the same to the byte.
    connection.executemany(
        f"INSERT INTO passages ({PASSAGE_COLUMNS}, context) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
        [
            (
                key,
                passage.passage_id,
                passage.report_id,
                passage.section,
                passage.section_label,
                passage.section_origin,
                passage.paragraph,
                passage.text,
                *passage.span,
                *passage.lines,
                passage.page,
                passage.kind,
                context,
            )
            for key, context, passage in rows
        ],
    )
    sentences = ((key, sentence) for key, _, passage in rows for sentence in passage.sentences)
    connection.executemany(
        f"INSERT INTO sentences (key, passage, {SENTENCE_COLUMNS}) VALUES (?,?,?,?,?,?,?,?,?,?)",
        [
            (
                number,
                key,
                *sentence.span,
                *sentence.within,
                sentence.paragraph,
                *sentence.lines,
                sentence.page,
            )
            for number, (key, sentence) in enumerate(sentences, start=first_sentence)
        ],
    )


def attach(connection: sqlite3.Connection, past: Path) -> None:
    """Let rows be copied from the database of another generation, before anything is inserted."""
    connection.execute("ATTACH DATABASE ? AS past", [f"{past.absolute().as_uri()}?mode=ro&immutable=1"])


def copy_report(
    connection: sqlite3.Connection, report_id: str, keys: tuple[range, int], sentences: tuple[range, int]
) -> None:
    """Copy a report, its passages and their sentences from the attached database.

    Args:
        connection: An index's database.
        report_id: The report.
        keys: Keys of its passages there, and of the first one here.
        sentences: Keys of its sentences there, and of the first one here.
    """
    moved, moved_sentences = keys[1] - keys[0].start, sentences[1] - sentences[0].start
    columns = f"{PASSAGE_COLUMNS}, context"
    connection.execute(
        f"INSERT INTO reports ({REPORT_COLUMNS}) SELECT {REPORT_COLUMNS} FROM past.reports WHERE report_id = ?",
        [report_id],
    )
    connection.execute(
        f"INSERT INTO passages ({columns}) SELECT key + {moved}, {columns.removeprefix('key, ')} "
        "FROM past.passages WHERE key >= ? AND key < ? ORDER BY key",
        [keys[0].start, keys[0].stop],
    )
    connection.execute(
        f"INSERT INTO sentences (key, passage, {SENTENCE_COLUMNS}) "
        f"SELECT key + {moved_sentences}, passage + {moved}, {SENTENCE_COLUMNS} "
        "FROM past.sentences WHERE key >= ? AND key < ? ORDER BY key",
        [sentences[0].start, sentences[0].stop],
    )


def finish(connection: sqlite3.Connection) -> None:
    """Fill what is made of all reports together: full-text tables, packed, the vocabulary, countries' names."""
    connection.create_function("stemmed", 1, stemmed, deterministic=True)
    connection.create_function("beginning", 2, _beginning, deterministic=True)
    for table, filling in _FULL_TEXT.items():
        connection.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('hashsize', {_IN_MEMORY})")
        connection.execute(f"INSERT INTO {table} {filling}")
        connection.execute(f"INSERT INTO {table} ({table}) VALUES ('optimize')")
    connection.execute("CREATE VIRTUAL TABLE temp.word_counts USING fts5vocab(main, words, row)")
    connection.execute(
        "INSERT INTO vocabulary (word) SELECT term FROM temp.word_counts ORDER BY doc DESC, term"
    )
    codes = {code for (code,) in connection.execute("SELECT DISTINCT alpha3 FROM reports WHERE alpha3 <> ''")}
    connection.executemany(
        "INSERT INTO country_names VALUES (?, ?)", sorted(spellings(codes).items()) if codes else []
    )


def _beginning(run: str, length: int) -> str:
    """Return the first words of what follows a passage's text, after a line feed."""
    return "\n" + " ".join(run[length:].split(maxsplit=BEGINNING)[:BEGINNING])
