"""Reading one index's SQLite database: filters, words, passages. Only the rows that are asked for are read."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from kzsearch.errors import IndexFolderError
from kzsearch.index.format.manifest import REBUILD, Counts
from kzsearch.index.format.schema import PASSAGE_COLUMNS, REPORT_COLUMNS, SENTENCE_COLUMNS
from kzsearch.index.read.phrases import add_functions
from kzsearch.index.read.records import to_passage, to_report
from kzsearch.types import Filters, Passage, ReportRecord

_COUNTED = 20_000
_PARAMETERS = 30_000  # SQLite's own limit on parameters is 32,766


@contextmanager
def guarded() -> Iterator[None]:
    """Turn what SQLite says of a damaged file into an error with a hint.

    What it says of wrong use is a fault of kzsearch's own, and stays one.
    """
    try:
        yield
    except sqlite3.ProgrammingError:
        raise
    except sqlite3.DatabaseError as error:
        raise IndexFolderError(f"the index's database is damaged: {error}", REBUILD) from None


def connect(path: Path) -> sqlite3.Connection:
    """Open a generation's database for reading.

    A generation never changes once it is written, so no lock or journal is needed.
    """
    with guarded():
        uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
        connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
        add_functions(connection)
        return connection


def where(filters: Filters) -> tuple[str, list[object]]:
    """Return an SQL condition on `passages` for filters, and its parameters.

    Fields are ANDed and the values of one field ORed.
    """
    conditions: list[str] = []
    parameters: list[object] = []
    reports: list[str] = []
    if filters.years:
        reports.append("(" + " OR ".join("year BETWEEN ? AND ?" for _ in filters.years) + ")")
        parameters += [year for years in filters.years for year in (years.first, years.last)]
    for column, values in (
        ("alpha3", filters.countries),
        ("tier", filters.tiers),
        ("series", filters.series),
    ):
        if values:
            reports.append(f"{column} IN ({marks(values)})")
            parameters += values
    if reports:
        conditions.append(f"report_id IN (SELECT report_id FROM reports WHERE {' AND '.join(reports)})")
    if filters.sections or filters.labels:
        conditions.append(
            f"(section IN ({marks(filters.sections)}) OR (section = 'other' AND label IN ({marks(filters.labels)})))"
        )
        parameters += [*filters.sections, *filters.labels]
    if filters.condition is not None:
        from kzsearch.index.read.conditions import sql  # few queries have operators

        condition, further = sql(filters.condition, where)
        conditions.append(condition)
        parameters += further
    for more in filters.also:
        condition, further = where(more)
        conditions.append(condition)
        parameters += further
    return " AND ".join(conditions) or "1", parameters


def keys(connection: sqlite3.Connection, filters: Filters, limit: int | None = None) -> list[int]:
    """Return the keys of the passages that the filters allow, in order: all of them, or the first."""
    condition, parameters = where(filters)
    # To have the keys of a few reports in order, SQLite would read the passages themselves; a plus forbids it.
    order = "" if limit is None else f" ORDER BY {'+' if parameters else ''}key LIMIT {limit}"
    with guarded():
        rows = connection.execute(f"SELECT key FROM passages WHERE {condition}{order}", parameters)
        return sorted(key for (key,) in rows)


def passages(connection: sqlite3.Connection, keys: Sequence[int]) -> dict[int, Passage]:
    """Return the passages with these keys."""
    found: dict[int, Passage] = {}
    with guarded():
        for part in parts(keys):
            found.update(_read(connection, f"key IN ({marks(part)})", part))
    return found


def report_passages(connection: sqlite3.Connection, report_id: str) -> list[Passage]:
    """Return the passages of a report in order."""
    with guarded():
        return list(_read(connection, "report_id = ?", [report_id]).values())


def _read(connection: sqlite3.Connection, condition: str, parameters: Sequence[object]) -> dict[int, Passage]:
    sentences: dict[int, list[Sequence[object]]] = {}
    for passage, *columns in connection.execute(
        f"SELECT passage, {SENTENCE_COLUMNS} FROM sentences "
        f"WHERE passage IN (SELECT key FROM passages WHERE {condition}) ORDER BY key",
        parameters,
    ):
        sentences.setdefault(passage, []).append(columns)
    rows = connection.execute(
        f"SELECT {PASSAGE_COLUMNS} FROM passages WHERE {condition} ORDER BY key", parameters
    )
    return {row[0]: to_passage(row, sentences.get(row[0], [])) for row in rows}


def labels(connection: sqlite3.Connection) -> list[str]:
    """Return the headings of sections of another outline, each once, in the order of the alphabet."""
    with guarded():
        rows = connection.execute(
            "SELECT DISTINCT label FROM passages WHERE section = 'other' ORDER BY label"
        )
        return [label for (label,) in rows]


def reports(connection: sqlite3.Connection, report_ids: Collection[str] | None = None) -> list[ReportRecord]:
    """Return every report, or those named, by report id."""
    query = f"SELECT {REPORT_COLUMNS} FROM reports"
    with guarded():
        if report_ids is None:
            return [to_report(row) for row in connection.execute(f"{query} ORDER BY report_id")]
        return [
            to_report(row)
            for report_id in sorted(report_ids)
            for row in connection.execute(f"{query} WHERE report_id = ?", [report_id])
        ]


def reports_of_file(connection: sqlite3.Connection, path: str) -> list[ReportRecord]:
    """Return the reports that a file of the corpus gave, by report id."""
    query = f"SELECT {REPORT_COLUMNS} FROM reports WHERE source = ? ORDER BY report_id"
    with guarded():
        return [to_report(row) for row in connection.execute(query, [path])]


def lists(connection: sqlite3.Connection) -> list[int]:
    """Return the keys of the passages that are lists beside the text, in order."""
    with guarded():
        return sorted(key for (key,) in connection.execute("SELECT key FROM passages WHERE kind <> 'text'"))


def report_keys(connection: sqlite3.Connection, report_id: str) -> tuple[range, range]:
    """Return the keys of a report's passages and of their sentences; both are consecutive."""
    with guarded():
        first, last = connection.execute(
            "SELECT min(key), max(key) FROM passages WHERE report_id = ?", [report_id]
        ).fetchone()
        if first is None:
            return range(0), range(0)
        sentence, last_sentence = connection.execute(
            "SELECT (SELECT min(key) FROM sentences WHERE passage = ?), "
            "(SELECT max(key) FROM sentences WHERE passage = ?)",
            [first, last],
        ).fetchone()
    return range(first, last + 1), range(sentence, last_sentence + 1)


def encoded_texts(
    connection: sqlite3.Connection, kind: str, keys: range | None = None, lengths: Sequence[int] | None = None
) -> Iterator[tuple[int, str]]:
    """Yield the key and the text of vectors, as they were encoded.

    Args:
        connection: An index's database.
        kind: `passages` or `sentences`.
        keys: Of the vectors; None for all.
        lengths: How long a text may be; None for any.
    """
    if kind == "passages":
        query = "SELECT key, context || ' ' || text FROM passages"
        length = "length(context) + 1 + length(text)"
    else:
        length = "within_end - within_start"
        query = (
            f"SELECT sentences.key, substr(text, within_start + 1, {length}) "
            "FROM sentences JOIN passages ON passages.key = sentences.passage"
        )
    conditions = ["true"]
    if keys is not None:
        conditions.append(f"{kind}.key >= {keys.start} AND {kind}.key < {keys.stop}")
    if lengths is not None:
        conditions.append(f"{length} IN ({', '.join(map(str, lengths))})")
    with guarded():
        yield from connection.execute(f"{query} WHERE {' AND '.join(conditions)} ORDER BY {kind}.key")


def totals(connection: sqlite3.Connection, stated: Counts) -> Counts:
    """Return the number of reports, passages and sentences.

    Where many are stated, keys are looked at instead of rows, so that opening does not grow with the corpus.
    """
    few = stated.sentences <= _COUNTED
    number = "count(*)" if few else "coalesce(max(key) + 1, 0)"
    reports = "SELECT count(*) FROM reports" if few else f"SELECT {stated.reports}"
    with guarded():
        row = connection.execute(
            f"SELECT ({reports}), (SELECT {number} FROM passages), (SELECT {number} FROM sentences)"
        ).fetchone()
    return Counts(int(row[0]), int(row[1]), int(row[2]))


def marks(values: Sequence[object]) -> str:
    """Return as many question marks as there are values."""
    return ",".join("?" * len(values))


def parts(values: Sequence[int]) -> Iterator[Sequence[int]]:
    """Yield values in portions that SQLite takes as parameters."""
    for start in range(0, len(values), _PARAMETERS):
        yield values[start : start + _PARAMETERS]
