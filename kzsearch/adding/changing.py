"""Additions and removals of reports: files, table and index change together, or stay as they were."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from kzsearch.adding.calibrated_build import build_index
from kzsearch.adding.plan import Plan
from kzsearch.adding.rows import rewritten_file
from kzsearch.errors import KzsearchError, QueryError, ReportError
from kzsearch.index import open_index
from kzsearch.index.format.generations import CURRENT
from kzsearch.index.write.build import BuildResult, Progress, known_reports, settings_of, silent
from kzsearch.reading.facts.table import TABLE_NAME
from kzsearch.replacing import put
from kzsearch.suggestion import did_you_mean
from kzsearch.types.adding import RowValues

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
        The result of the build, and where the files of `plan.replaced` are kept.

    Raises:
        KzsearchError: It failed; corpus, table and index are as they were.
    """
    wanted = plan.wanted
    replaced = set(plan.replaced)
    names = {addition.name for addition in wanted}
    with _all_or_nothing(corpus, index, replaced | names) as keep_aside:
        aside = [keep_aside(name) for name in plan.replaced]
        for addition in wanted:
            put(corpus / addition.name, addition.file.read_bytes())
        rows = [addition.row for addition in wanted if addition.row is not None]
        _rewrite_table(corpus, replaced | names, rows)
        for name in replaced - names:
            (corpus / name).unlink()
        result = build_index(corpus, index, **settings_of(index), progress=progress)
        expected = {report.report_id for addition in wanted for report, _ in addition.reports}
        with open_index(index) as opened:
            lost = sorted(expected - {report.report_id for report in opened.store.reports(expected)})
        if lost:
            problem = next(iter(result.problems), None)
            reason = f": {problem.message}" if problem else ""
            raise ReportError(f"{', '.join(lost)} could not be added{reason}", "see kzsearch reports")
    return result, aside


def remove(
    report_ids: Sequence[str], corpus: Path, index: Path, progress: Progress = silent
) -> tuple[BuildResult, dict[str, Path]]:
    """Take reports out of corpus, table and index; their files are kept aside.

    Returns:
        The result of the build, and where each file is kept.

    Raises:
        QueryError: One of the reports is not there, or its file holds others too.
        KzsearchError: It failed; corpus, table and index are as they were.
    """
    names = files_of(report_ids, corpus, index).keys()
    with _all_or_nothing(corpus, index, set(names)) as keep_aside:
        aside = {name: keep_aside(name) for name in names}
        if (corpus / TABLE_NAME).exists():
            _rewrite_table(corpus, set(names), ())
        for name in names:
            (corpus / name).unlink()
        settings = settings_of(index)
        # To state facts of a file that is gone would be an error; it may be named by its bare name.
        gone = {
            *names,
            *(f"{corpus.as_posix()}/{name}" for name in names),
            *(Path(name).name for name in names),
        }
        settings["stated"] = {file: facts for file, facts in settings["stated"].items() if file not in gone}
        return build_index(corpus, index, **settings, progress=progress), aside


def files_of(report_ids: Sequence[str], corpus: Path, index: Path) -> dict[str, list[str]]:
    """Return the files of reports that may be removed, each with its reports.

    Raises:
        QueryError: One of the reports is not there, or its file holds others too; or none would be left.
    """
    present = known_reports(corpus, index)
    file_of = {report.report_id: report.source.path for report in present}
    missing = [report_id for report_id in dict.fromkeys(report_ids) if report_id not in file_of]
    if missing:
        near = did_you_mean(missing[0], file_of)
        raise QueryError(f"there is no report {', '.join(missing)}", f"{near}kzsearch reports lists them")
    files: dict[str, list[str]] = {}
    for report_id in dict.fromkeys(report_ids):
        files.setdefault(file_of[report_id], []).append(report_id)
    for name, wanted in files.items():
        others = [other for other, file in file_of.items() if file == name and other not in wanted]
        if others:
            every = " ".join([*dict.fromkeys(report_ids), *others])
            raise QueryError(
                f"{name} holds other reports too: {', '.join(others)}",
                f"to remove them with it: kzsearch remove {every}",
            )
    if len(present) == sum(map(len, files.values())):
        only = "is the only report" if len(present) == 1 else "are all of the reports"
        raise QueryError(
            f"{', '.join(file_of)} {only}", "an index holds at least one; kzsearch add another first"
        )
    return files


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
