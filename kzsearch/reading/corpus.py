"""The corpus folder to reports. One file's failure never stops the others."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from operator import attrgetter
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Final

from kzsearch.errors import KzsearchError, QueryError, ReportError, TableError, one_line
from kzsearch.reading.facts.gather import FACT_NAMES
from kzsearch.reading.facts.table import TABLE_NAME, CorpusRow, Table, read_table
from kzsearch.reading.files.formats import SUFFIXES, is_report_name, stored_bytes
from kzsearch.reading.sandbox import read_reports
from kzsearch.reading.wire import Known
from kzsearch.suggestion import nearest
from kzsearch.types import Report

if TYPE_CHECKING:
    from collections.abc import Sequence

EVERY_FILE: Final = "*"

UnchangedReports = Callable[[str, CorpusRow | None], "Sequence[Report]"]
"""Given a file's name and its row of the table, returns its reports where they need not be read again."""


def nothing_known(_name: str, _row: CorpusRow | None) -> Sequence[Report]:
    """Have every file read."""
    return ()


@dataclass(frozen=True, slots=True)
class CorpusReading:
    """The reports of a corpus folder, and the problems met in reading it.

    Attributes:
        reports: The reports, by report id; none where they were taken one by one.
        problems: Why files and rows of the table were left out.
        files: How many reports each file gave, those that another file gave already among them.
        rows: What the corpus table says of files.
    """

    reports: tuple[Report, ...]
    problems: tuple[KzsearchError, ...]
    files: Mapping[str, int] = field(default_factory=dict)
    rows: Mapping[str, CorpusRow] = field(default_factory=dict)


def unseen(_what: str, _done: int, _all: int) -> None:
    """Tell nobody how far the work is."""


def read_corpus(
    corpus: Path,
    stated: Mapping[str, Mapping[str, str]],
    unchanged: UnchangedReports = nothing_known,
    take: Callable[[Report, bool], None] | None = None,
    progress: Callable[[str, int, int], None] = unseen,
) -> CorpusReading:
    """Read every report in a corpus folder and the folders in it.

    Args:
        corpus: The folder.
        stated: Facts that the user states, by path relative to the folder (or a file name that only one file
            has, or `*` for every file), then by name of the fact.
        unchanged: Asked for each file's reports before the file is read.
        take: Given each report, and whether it was read anew, so that memory need not hold all of them. An error
            that it raises becomes one of the problems.
        progress: Told which file is read, how many are, and how many there are.

    Raises:
        QueryError: Something is stated of a file that is not there, or under an unknown name.
    """
    if not corpus.is_dir():
        what = "is not a folder" if corpus.exists() else "does not exist"
        error = QueryError(f"The corpus folder {corpus} {what}.", "Name it with --corpus DIR.")
        return CorpusReading((), (error,))
    names, problems = _find(corpus)
    wanted = _match_stated(corpus, names, stated)
    table = read_table(corpus)
    problems += [*table.errors, *_rows_without_files(table, names)]
    reports: list[Report] = []
    take = take or partial(_collect, reports)
    file_of: dict[str, str] = {}
    files: dict[str, int] = {}
    ordered = sorted(names, key=lambda name: (name not in table.rows, name))  # the table's files first
    for done, name in enumerate(ordered):
        if name in table.refused:
            continue  # its row is wrong, and says so
        progress(f"reading {name}", done, len(ordered))
        row = table.rows.get(name)
        wrong: list[KzsearchError] = []
        found = unchanged(name, row)
        is_new = not found
        if is_new:
            known = Known(row, {**wanted.get(EVERY_FILE, {}), **wanted.get(name, {})}, table.exists)
            found, unreadable = _read(corpus / name, name, known)
            wrong += unreadable
        for report in found:
            if first := file_of.get(report.report_id):
                problems.append(_duplicate(first, report))
                continue
            try:
                take(report, is_new)
                file_of[report.report_id] = name
            except KzsearchError as error:
                wrong.append(error)
        problems += wrong
        if not wrong:  # a file of which a part is no report is read every time, to say so
            files[name] = len(found)
    if not names:
        suffixes = ", ".join(SUFFIXES)
        problems.append(ReportError(f"There are no reports in {corpus}.", f"Put {suffixes} files into it."))
    in_order = tuple(sorted(reports, key=attrgetter("report_id")))
    return CorpusReading(in_order, tuple(problems), files, table.rows)


def _collect(into: list[Report], report: Report, _is_new: bool) -> None:  # noqa: FBT001  as any `take`
    into.append(report)


def _read(path: Path, name: str, known: Known) -> tuple[Sequence[Report], Sequence[KzsearchError]]:
    """Return the reports in a file, and the reasons why it, or a part of it, holds no report."""
    try:
        return read_reports(stored_bytes(path, name), name, known)
    except KzsearchError as error:
        return (), (error,)


def _find(corpus: Path) -> tuple[list[str], list[KzsearchError]]:
    """Return the names of the files that readers know, and why some were skipped."""
    names: list[str] = []
    problems: list[KzsearchError] = []

    def unreadable(error: OSError) -> None:
        folder = os.path.relpath(error.filename, corpus) if error.filename else "A folder"
        problems.append(ReportError(f"{folder} cannot be read: {error.strerror}.", "Check its permissions."))

    for folder, folders, files in os.walk(corpus, onerror=unreadable):
        for entry in sorted(folders):
            if entry.startswith("."):
                folders.remove(entry)
            elif is_report_name(entry):
                name = (Path(folder) / entry).relative_to(corpus).as_posix()
                problems.append(
                    ReportError(
                        f"{name} is a directory, not a report.", "Rename it, or move it out of the corpus."
                    )
                )
        folders.sort()
        for entry in sorted(files):
            path = Path(folder) / entry
            if is_report_name(entry):
                name = path.relative_to(corpus).as_posix()
                problem = _why_skipped(corpus, path, name)
                if problem:
                    problems.append(problem)
                else:
                    names.append(name)
    return sorted(names), problems


def _why_skipped(corpus: Path, path: Path, name: str) -> ReportError | None:
    shown = one_line(name)
    if shown != name:
        return ReportError(
            f"The file name {shown} has characters that cannot be printed.", "Rename the file."
        )
    if path.name.startswith("."):
        return ReportError(f"{name} is a hidden file and was skipped.", "Rename it if it is a report.")
    if path.is_symlink() and not _leads_inside(corpus, path):
        return ReportError(
            f"{name} is a link that leads out of the corpus folder and was skipped.",
            "Put a copy of the file in its place.",
        )
    return None


def _leads_inside(corpus: Path, link: Path) -> bool:
    try:
        return link.resolve().is_relative_to(corpus.resolve())
    except (OSError, RuntimeError):  # a link that leads to itself; until Python 3.13 that is a RuntimeError
        return True  # reading it will say what is wrong


def _match_stated(
    corpus: Path, names: Sequence[str], stated: Mapping[str, Mapping[str, str]]
) -> dict[str, dict[str, str]]:
    """Return the user's facts under the files' names."""
    matched: dict[str, dict[str, str]] = {}
    for file, facts in stated.items():
        for fact in facts:
            if fact not in FACT_NAMES:
                raise QueryError(f'There is no fact "{fact}".', f"Facts are {', '.join(FACT_NAMES)}.")
        into = matched.setdefault(EVERY_FILE if file == EVERY_FILE else _named(corpus, names, file), {})
        for fact, value in facts.items():
            if into.setdefault(fact, value) != value:
                raise QueryError(
                    f'The {fact} of {file} is stated twice: "{into[fact]}", "{value}".', "Keep one."
                )
    return matched


def _named(corpus: Path, names: Sequence[str], file: str) -> str:
    """Return the name of the file that the user means."""
    written = PurePath(file).as_posix()
    inside = written.removeprefix(f"{corpus.as_posix()}/")
    if written in names or inside in names:
        return written if written in names else inside
    same = [name for name in names if PurePath(name).name == written]
    if len(same) == 1:
        return same[0]
    if same:
        raise QueryError(f'"{file}" may be {" or ".join(same)}.', "Name it with its folder.")
    close = nearest(written, names)
    hint = f"Did you mean {close}?" if close else f"Name a file in {corpus}, or * for all."
    raise QueryError(f'There is no report file "{file}".', hint)


def _rows_without_files(table: Table, names: Sequence[str]) -> list[TableError]:
    errors = []
    there = set(names)
    for file in table.rows:
        if file not in there:
            close = nearest(file, [name for name in names if name not in table.rows])
            guess = f"Did you mean {close}? " if close else ""
            errors.append(
                TableError(
                    f'{TABLE_NAME} has a row for "{file}", but there is no such report file.',
                    f"{guess}Correct the row, add the file, or take the row out.",
                )
            )
    return errors


def _duplicate(first: str, second: Report) -> ReportError:
    """Return what is told of a report that a first file gave already."""
    return ReportError(
        f"{second.source.path} and {first} are both the report on {second.country.name} of "
        f"{second.year}; {first} is kept.",
        f"Remove one of them, or state what {second.source.path} is in {TABLE_NAME}.",
    )
