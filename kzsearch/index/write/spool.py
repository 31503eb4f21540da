"""A temporary database of the reports of a build, so that it holds only one of them in memory at a time."""

from __future__ import annotations

import json
import pickle
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from kzsearch.errors import KzsearchError
from kzsearch.index.write import file_readings
from kzsearch.index.write.divided import DividedReport
from kzsearch.index.write.previous import PreviousGeneration, ReusedReport
from kzsearch.index.write.scratch import scratch_database
from kzsearch.reading.sandbox import fault

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from kzsearch.index.write.file_readings import FileReading
    from kzsearch.types import Report

_NAME = "spool.sqlite"
# The content comes last: SQLite reads the columns before it without it.
_TABLES = """
CREATE TABLE reports (
    report_id TEXT PRIMARY KEY,
    notes TEXT,
    passages INTEGER NOT NULL,
    sentences INTEGER NOT NULL,
    first_passage INTEGER,
    first_sentence INTEGER,
    divided BLOB
);
CREATE TABLE files (path TEXT PRIMARY KEY, digest TEXT NOT NULL, reports INTEGER NOT NULL) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class SpooledReport:
    """A divided report in the temporary database.

    Attributes:
        report_id: The report.
        sizes: How many vectors of each kind the report has.
        load: Reads it from the database.
    """

    report_id: str
    sizes: dict[str, int]
    load: Callable[[], DividedReport]

    def size(self, kind: str) -> int:
        """Return how many vectors of a kind the report has."""
        return self.sizes[kind]


class Spool:
    """The reports of a build and the readings of their files; iterates over the reports by report id.

    Args:
        connection: To a database that `spooling` made.
        divide: Divides a report into passages.
        previous: The generation before, which unchanged reports are taken over from.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        divide: Callable[[Report], DividedReport],
        previous: PreviousGeneration | None,
    ) -> None:
        self._connection = connection
        self._divide = divide
        self._previous = previous
        self._count = 0
        self.taken_over = 0

    def take(self, report: Report, is_new: bool) -> None:  # noqa: FBT001  as `read_corpus` calls it
        """Put a report into the database, divided; of one that is not new, only where its rows and vectors are.

        Raises:
            KzsearchError: It cannot be divided. Any other exception becomes such an error too, so that the other
                reports are indexed.
        """
        row: tuple[object, ...]
        if is_new or self._previous is None:
            divided = self._divided(report)
            content = pickle.dumps(divided, pickle.HIGHEST_PROTOCOL)
            row = divided.size("passages"), divided.size("sentences"), None, None, content
        else:
            keys, sentences = self._previous.keys(report.report_id)
            row = len(keys), len(sentences), keys.start, sentences.start, None
            self.taken_over += 1
        self._connection.execute(
            "INSERT INTO reports VALUES (?, ?, ?, ?, ?, ?, ?)",
            (report.report_id, json.dumps(report.notes) if report.notes else None, *row),
        )
        self._count += 1

    def record(self, readings: Iterable[FileReading]) -> None:
        """Put the readings of files into the database."""
        file_readings.insert(self._connection, readings)

    def files(self) -> Iterator[FileReading]:
        """Yield the readings of files, by path."""
        return file_readings.every(self._connection)

    def notes(self) -> Iterator[str]:
        """Yield what the user should know of the reports."""
        rows = self._connection.execute(
            "SELECT notes FROM reports WHERE notes IS NOT NULL ORDER BY report_id"
        )
        for (notes,) in rows:
            yield from json.loads(notes)

    def __len__(self) -> int:
        """Return the number of reports."""
        return self._count

    def __iter__(self) -> Iterator[SpooledReport | ReusedReport]:
        for report_id, passages, sentences, first, first_sentence in self._connection.execute(
            "SELECT report_id, passages, sentences, first_passage, first_sentence FROM reports ORDER BY report_id"
        ):
            if first is None:
                sizes = {"passages": passages, "sentences": sentences}
                yield SpooledReport(report_id, sizes, partial(self._load, report_id))
            else:
                yield ReusedReport(
                    report_id,
                    {
                        "passages": range(first, first + passages),
                        "sentences": range(first_sentence, first_sentence + sentences),
                    },
                )

    def _divided(self, report: Report) -> DividedReport:
        light = replace(report, source=replace(report.source, text="", blocks=(), page_starts=(), header={}))
        try:
            return replace(self._divide(report), report=light)
        except (KzsearchError, OSError):
            raise
        except Exception as error:
            raise fault(report.source.path, error) from error

    def _load(self, report_id: str) -> DividedReport:
        (content,) = self._connection.execute(
            "SELECT divided FROM reports WHERE report_id = ?", [report_id]
        ).fetchone()
        divided: DividedReport = pickle.loads(content)  # noqa: S301  this process wrote it
        return divided


@contextmanager
def spooling(
    folder: Path, divide: Callable[[Report], DividedReport], previous: PreviousGeneration | None
) -> Iterator[Spool]:
    """Give an empty spool; its file in a folder is removed at the end."""
    with scratch_database(folder / _NAME, _TABLES) as connection:
        yield Spool(connection, divide, previous)
