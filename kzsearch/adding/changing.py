"""Additions and removals of reports: files, table and index change together, or stay as they were."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from kzsearch.adding.calibrated_build import build_index
from kzsearch.adding.plan import Plan
from kzsearch.adding.rows import RowValues, put, rewritten_file
from kzsearch.errors import KzsearchError, QueryError, ReportError
from kzsearch.index import open_index
from kzsearch.index.format.generations import CURRENT
from kzsearch.index.write.build import BuildResult, Progress, known_reports, settings_of, silent
from kzsearch.reading.facts.table import TABLE_NAME
from kzsearch.suggestion import did_you_mean

ASIDE = ".replaced"
"""Folder in the corpus folder for replaced and removed files; hidden folders are never read."""


def add(plan: Plan, corpus: Path, index: Path, progress: Progress = silent) -> tuple[BuildResult, list[Path]]:
    """Carry out a plan.

    Args:
        plan: A plan of `plan_addition`.
        corpus: The corpus folder; made if need be.
        index: The index folder; made if need be.
        progress: Told how far the work is.

    Returns:
        The result of the build, and where replaced files are kept.

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
        _rewrite_table(corpus, replaced | names, rows)
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
            _rewrite_table(corpus, {name}, ())
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
        near = did_you_mean(report_id, (report.report_id for report in present))
        raise QueryError(f"there is no report {report_id}", f"{near}kzsearch reports lists them")
    name = found.source.path
    others = [r.report_id for r in present if r.source.path == name and r.report_id != report_id]
    if others:
        raise QueryError(
            f"{name} holds other reports too: {', '.join(others)}", "take it out of the corpus by hand"
        )
    if len(present) == 1:
        raise QueryError(f"{report_id} is the only report", "an index holds at least one; add another first")
    return name


def _rewrite_table(corpus: Path, removed: set[str], added: Sequence[RowValues]) -> None:
    path = corpus / TABLE_NAME
    data = path.read_bytes() if path.exists() else b""
    put(path, rewritten_file(data, removed, added))


def _second_name(corpus: Path, name: str) -> Path | None:
    """Give a file a second name, from which even a full disk can restore it; None if there is no file."""
    path = corpus / name
    if not path.exists():
        return None
    kept = _free_path(corpus, f"{name}.undo")
    try:
        kept.hardlink_to(path)
    except OSError:  # a disk without links
        put(kept, path.read_bytes())
    return kept


def _free_path(corpus: Path, name: str) -> Path:
    """Return a path that is not taken, in the folder of replaced files."""
    path = Path(name)
    number = 1
    while (kept := corpus / ASIDE / path.with_name(f"{number}-{path.name}")).exists():
        number += 1
    kept.parent.mkdir(parents=True, exist_ok=True)
    return kept


@contextmanager
def _all_or_nothing(corpus: Path, index: Path, names: set[str]) -> Iterator[Callable[[str], Path]]:
    """Restore files and table after an error, and lock the corpus folder meanwhile.

    Yields:
        A function that copies a file into the folder of replaced files, and returns the path of the copy.
    """
    copies: list[Path] = []

    def keep_aside(name: str) -> Path:
        copy = _free_path(corpus, name)
        put(copy, (corpus / name).read_bytes())
        copies.append(copy)
        return copy

    try:
        corpus.mkdir(parents=True, exist_ok=True)
        with _locked(corpus):
            before: dict[str, Path | None] = {}
            live = _live(index)
            try:
                for name in sorted({*names, TABLE_NAME}):
                    before[name] = _second_name(corpus, name)
                yield keep_aside
            except BaseException as error:
                left = _restore(corpus, before, copies)
                if left:
                    raise _not_put_back(error, left) from error
                if _live(index) != live:
                    build_index(corpus, index, **settings_of(index))
                raise
            for kept in before.values():
                _discard(kept)
    except OSError as error:
        raise QueryError(
            f"the corpus folder {corpus} cannot be changed: {error.strerror or error}",
            "see that you may write there and that the disk has room",
        ) from None


def _restore(
    corpus: Path, before: Mapping[str, Path | None], copies: Sequence[Path]
) -> dict[str, Path | None]:
    """Restore files by renaming, which takes no room on the disk.

    Returns:
        The files that could not be restored, with where their old content is kept.
    """
    left: dict[str, Path | None] = {}
    for name, kept in before.items():
        try:
            if kept is None:
                (corpus / name).unlink(missing_ok=True)
            else:
                kept.replace(corpus / name)  # of two names of one file, nothing is renamed
                _discard(kept)
        except OSError:
            left[name] = kept
    for copy in copies:
        _discard(copy)
    return left


def _discard(path: Path | None) -> None:
    """Remove a file, and its folder if it was the last file there."""
    if path is not None:
        with suppress(OSError):
            path.unlink(missing_ok=True)
            path.parent.rmdir()


def _not_put_back(error: BaseException, left: Mapping[str, Path | None]) -> KzsearchError:
    what = "; ".join(
        f"{name} is new and could not be removed" if kept is None else f"the old {name} is kept at {kept}"
        for name, kept in left.items()
    )
    reason = getattr(error, "message", None) or getattr(error, "strerror", None) or type(error).__name__
    return KzsearchError(
        f"{reason}, and the corpus could not be put back as it was: {what}",
        "put these files back by hand, then run: kzsearch index",
    )


def _live(index: Path) -> str:
    try:
        return (index / CURRENT).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""


@contextmanager
def _locked(corpus: Path) -> Iterator[None]:
    from filelock import lock_descriptor

    if os.name == "nt":  # pragma: no cover  Windows opens no folders
        yield
        return
    descriptor = os.open(corpus, os.O_RDONLY)
    try:
        if not lock_descriptor(descriptor, blocking=False):
            raise KzsearchError(
                f"another kzsearch is changing the corpus folder {corpus}", "wait until it has ended"
            )
        yield
    finally:
        os.close(descriptor)
