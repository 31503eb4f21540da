"""Carrying out: files, table and index change together, or stay as they were."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from kzsearch.adding.plan import Plan
from kzsearch.adding.rows import put, rewritten
from kzsearch.building import build_index
from kzsearch.errors import KzsearchError, QueryError, ReportError
from kzsearch.index import open_index
from kzsearch.index.build import BuildResult, Progress, known_reports, settings_of, silent
from kzsearch.reading.table import TABLE_NAME

try:
    import fcntl
except ImportError:  # pragma: no cover  Windows
    fcntl = None  # type: ignore[assignment]

ASIDE = ".replaced"
"""Folder in the corpus folder, for files that are no longer reports; readers pass hidden folders by."""


def add(plan: Plan, corpus: Path, index: Path, progress: Progress = silent) -> tuple[BuildResult, list[Path]]:
    """Carry out a plan.

    Args:
        plan: What `plan_addition` gave.
        corpus: The corpus folder; made if need be.
        index: The index folder, likewise.
        progress: Told how far the work is.

    Returns:
        What the index now holds, and where replaced files are kept.

    Raises:
        KzsearchError: It failed; corpus, table and index are as they were.
    """
    wanted = [addition for addition in plan.additions if addition.already is None]
    replaced = {name for addition in wanted for name in addition.replaces}
    names = {addition.name for addition in wanted}
    with _all_or_nothing(corpus, index, replaced | names) as keep_aside:
        aside = [keep_aside(name) for name in sorted(replaced)]
        for addition in wanted:
            put(corpus / addition.name, addition.file.read_bytes())
        rows = [addition.row for addition in wanted if addition.row is not None]
        _put_table(corpus, rewritten(_table(corpus), replaced | names, rows))
        for name in replaced - names:
            (corpus / name).unlink()
        result = build_index(corpus, index, **settings_of(index), progress=progress)
        expected = {report.report_id for addition in wanted for report, _ in addition.reports}
        with open_index(index) as opened:
            lost = sorted(expected - opened.manifest.reports.keys())
        if lost:
            problem = next(iter(result.problems), None)
            reason = f": {problem.message}" if problem else ""
            raise ReportError(f"{', '.join(lost)} could not be added{reason}", "see kzsearch reports")
    return result, aside


def remove(
    report_id: str, corpus: Path, index: Path, progress: Progress = silent
) -> tuple[BuildResult, Path]:
    """Take a report out of corpus, table and index; its file is kept aside.

    Raises:
        QueryError: There is no such report, or its file holds others too.
        KzsearchError: It failed; corpus, table and index are as they were.
    """
    name = file_of(report_id, corpus, index)
    with _all_or_nothing(corpus, index, {name}) as keep_aside:
        aside = keep_aside(name)
        if (corpus / TABLE_NAME).exists():
            _put_table(corpus, rewritten(_table(corpus), {name}, ()))
        (corpus / name).unlink()
        return build_index(corpus, index, **settings_of(index), progress=progress), aside


def file_of(report_id: str, corpus: Path, index: Path) -> str:
    """Return the file of a report that may be removed.

    Raises:
        QueryError: There is no such report, or its file holds others too.
    """
    present = known_reports(corpus, index)
    found = next((report for report in present if report.report_id == report_id), None)
    if found is None:
        import difflib

        close = difflib.get_close_matches(report_id, [report.report_id for report in present], n=1)
        hint = f"did you mean {close[0]}?" if close else "kzsearch reports lists them"
        raise QueryError(f"there is no report {report_id}", hint)
    name = found.source.path
    others = [r.report_id for r in present if r.source.path == name and r.report_id != report_id]
    if others:
        raise QueryError(
            f"{name} holds other reports too: {', '.join(others)}", "take it out of the corpus by hand"
        )
    if len(present) == 1:
        raise QueryError(f"{report_id} is the only report", "an index holds at least one; add another first")
    return name


def _table(corpus: Path) -> str:
    try:
        return (corpus / TABLE_NAME).read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return ""


def _put_table(corpus: Path, text: str) -> None:
    put(corpus / TABLE_NAME, text.encode("utf-8"))


class _Aside:
    """Copies files of a corpus to where they are kept.

    Args:
        corpus: The corpus folder.
    """

    def __init__(self, corpus: Path) -> None:
        self._corpus = corpus
        self.made: list[Path] = []

    def __call__(self, name: str) -> Path:
        """Copy a file aside; return where it is."""
        path = Path(name)
        number = 1
        while (kept := self._corpus / ASIDE / path.with_name(f"{number}-{path.name}")).exists():
            number += 1
        kept.parent.mkdir(parents=True, exist_ok=True)
        put(kept, (self._corpus / name).read_bytes())
        self.made.append(kept)
        return kept


@contextmanager
def _all_or_nothing(corpus: Path, index: Path, names: set[str]) -> Iterator[_Aside]:
    """Put files and table back where anything goes wrong, and keep others from changing them meanwhile."""
    aside = _Aside(corpus)
    try:
        corpus.mkdir(parents=True, exist_ok=True)
        with _locked(corpus):
            before = {name: _bytes(corpus / name) for name in {*names, TABLE_NAME}}
            live = _live(index)
            try:
                yield aside
            except BaseException:
                _restore(corpus, before, aside)
                if _live(index) != live:
                    build_index(corpus, index, **settings_of(index))
                raise
    except OSError as error:
        raise QueryError(
            f"the corpus folder {corpus} cannot be changed: {error.strerror or error}",
            "see that you may write there and that the disk has room",
        ) from None


def _restore(corpus: Path, before: dict[str, bytes | None], aside: _Aside) -> None:
    for name, data in before.items():
        with suppress(OSError):  # whatever could not be changed need not be changed back
            if data is None:
                (corpus / name).unlink(missing_ok=True)
            elif _bytes(corpus / name) != data:
                put(corpus / name, data)
    for path in aside.made:
        with suppress(OSError):
            path.unlink(missing_ok=True)
            path.parent.rmdir()


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _live(index: Path) -> str:
    try:
        return (index / "current").read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""


@contextmanager
def _locked(corpus: Path) -> Iterator[None]:
    if fcntl is None:  # pragma: no cover
        yield
        return
    descriptor = os.open(corpus, os.O_RDONLY)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise KzsearchError(
                f"another kzsearch is changing the corpus folder {corpus}", "wait until it has ended"
            ) from None
        yield
    finally:
        os.close(descriptor)
