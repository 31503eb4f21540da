"""The plan of an addition: each file is read as a build will read it, and nothing is changed."""

from __future__ import annotations

import dataclasses
import re
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kzsearch import digests
from kzsearch.adding.rows import rewritten
from kzsearch.adding.typed import Typed
from kzsearch.errors import KzsearchError, QueryError, ReportError
from kzsearch.index.write.build import DividedReport, Progress, divide, encoder_of, known_reports, silent
from kzsearch.reading import is_report_name, read_corpus, stored_bytes
from kzsearch.reading.facts.table import TABLE_NAME, read_table
from kzsearch.types import Origin, Passage, Report, Section
from kzsearch.types.adding import Addition, RowValues, SectionSummary

_WORDS_SHOWN = 8
_HOW_TO_STATE = re.compile(
    rf'(?:Did you mean "(?P<value>[^"]+)"\? )?State it with --(?P<fact>\w+) \S.*=(?P<blank>[A-Z]+), '
    rf"or in {re.escape(TABLE_NAME)}\."
)
"""The hint of a file that lacks a fact, as `kzsearch index` gives it."""
_NOT_STATED = frozenset({Origin.FILE_NAME, Origin.TIER_LINE, Origin.TEXT})
_TO_CONFIRM = ("country", "year", "series", "title", "publisher", "licence", "url", "published", "site")


@dataclass(frozen=True, slots=True)
class Plan:
    """The effect of adding files.

    Attributes:
        additions: The files that can be added, in the order given.
        problems: Why the other files, or parts of files, cannot be added.
    """

    additions: tuple[Addition, ...]
    problems: tuple[KzsearchError, ...]

    @property
    def wanted(self) -> list[Addition]:
        """The files whose content the corpus does not have yet."""
        return [addition for addition in self.additions if addition.already is None]

    @property
    def replaced(self) -> list[str]:
        """The files of the corpus that give way, by name."""
        return sorted({name for addition in self.wanted for name in addition.replaces})

    def confirmed(self) -> Plan:
        """Return the plan with the facts that a user has looked at stated in the rows of the table."""
        return dataclasses.replace(
            self,
            additions=tuple(
                addition
                if addition.row is None
                else dataclasses.replace(addition, row={**addition.row, **addition.to_confirm})
                for addition in self.additions
            ),
        )


def plan_addition(
    files: Sequence[Path],
    corpus: Path,
    index: Path,
    facts: RowValues,
    *,
    of_files: Mapping[Path, RowValues] | None = None,
    typed: Typed | None = None,
    replace: bool = False,
    progress: Progress = silent,
) -> Plan:
    """Read files as they would be read in the corpus, and say what adding them would do.

    Args:
        files: The files.
        corpus: The corpus folder; it need not exist yet.
        index: The index folder; it need not exist yet.
        facts: Facts that the user states of every file, by the table's keys.
        of_files: Facts that the user states of single files, which count before those of every file.
        typed: The command line, for hints that are whole commands.
        replace: Whether another version of a report may take its place.
        progress: Told which file is read, how many are done, and how many there are.

    Returns:
        The plan.

    Raises:
        KzsearchError: The only file cannot be added: it cannot be read, or its report is there already and
            `replace` is not set.
    """
    typed = typed or Typed(files)
    present = known_reports(corpus, index)
    by_digest = {report.source.sha256: report.source.path for report in present}
    additions: list[Addition] = []
    problems: list[KzsearchError] = []
    taken = {report.report_id: report for report in present}
    embedder = None
    for done, file in enumerate(files):
        progress(f"reading {file.name}", done, len(files))
        try:
            digest = _digest(file)
            if digest in by_digest:
                additions.append(Addition(file, file.name, already=by_digest[digest]))
                continue
            row = {**_row_so_far(corpus, file), **facts, **(of_files or {}).get(file, {})}
            reports, wrong = _read(file, file.name, row, typed)
            clashing = [taken[report.report_id] for report in reports if report.report_id in taken]
            replaces = tuple(sorted({report.source.path for report in clashing}))
            if clashing:
                _check_replaceable(file, clashing, reports, present, None if replace else typed)
            name = _free_name(corpus, file, digest, {*replaces}, {addition.name for addition in additions})
            if name != file.name:
                reports, wrong = _read(file, name, row, typed)  # facts are read from the name too
        except KzsearchError as error:
            problems.append(error)
            continue
        problems += wrong
        embedder = embedder or encoder_of(index, reports)
        try:
            summaries = tuple((report, _summary(divide(report, embedder))) for report in reports)
        except ReportError as error:
            problems.append(error)
            continue
        to_confirm = {} if wrong or len(reports) > 1 else _to_confirm(reports[0])
        row = {"file": name, **row}
        additions.append(Addition(file, name, summaries, row, replaces, to_confirm=to_confirm))
        by_digest[digest] = name
        taken.update({report.report_id: report for report in reports})
    if len(problems) == 1 and not additions:
        raise problems[0]
    return Plan(tuple(additions), tuple(problems))


def _row_so_far(corpus: Path, file: Path) -> RowValues:
    """Return what the table states of a file that is in the corpus folder already, but lacks a fact."""
    there = corpus / file.name
    row = read_table(corpus).rows.get(file.name) if there.exists() and there.samefile(file) else None
    if row is None:
        return {}
    stated = {key: getattr(row, key) for key in _TO_CONFIRM}
    return {key: getattr(value, "name", value) for key, value in stated.items() if value is not None}


def _to_confirm(report: Report) -> dict[str, str | int]:
    """Return the facts of a report that nobody states, by the table's keys; the table has no tier."""
    found = {key: report.facts[key] for key in _TO_CONFIRM if key in report.facts}
    values = {key: fact.value for key, fact in found.items() if fact.origin in _NOT_STATED}
    return {key: int(value) if key == "year" else value for key, value in values.items()}


def _digest(file: Path) -> str:
    if not file.is_file():
        what = "is no file" if file.exists() else "does not exist"
        raise QueryError(f"{file} {what}", "name the file of a report")
    if not is_report_name(file.name):
        raise QueryError(f"{file} has no name that reports have", "see corpus/README.md for the formats")
    if not file.name.isprintable():
        raise QueryError(
            f"the file name {file.name!a} has characters that cannot be printed", "rename the file"
        )
    return digests.of_bytes(stored_bytes(file, file.name))


def _read(
    file: Path, name: str, facts: RowValues, typed: Typed
) -> tuple[Sequence[Report], Sequence[KzsearchError]]:
    """Read a file in a temporary corpus folder, with its row of the table."""
    with tempfile.TemporaryDirectory(prefix="kzsearch-add-") as folder:
        staged = Path(folder)
        shutil.copyfile(file, staged / name)
        table = rewritten("", (), [{"file": name, **facts}])
        (staged / TABLE_NAME).write_text(table, encoding="utf-8")
        reading = read_corpus(staged, {})
    problems = [_as_added(problem, file, typed) for problem in reading.problems]
    if not reading.reports:
        raise problems[0] if problems else ReportError(f"{file} holds no report", "see the file")
    return reading.reports, problems


def _as_added(problem: KzsearchError, file: Path, typed: Typed) -> KzsearchError:
    """Return a problem with a hint for `kzsearch add`: the command that states the missing fact."""
    found = _HOW_TO_STATE.search(problem.hint)
    if found is None:
        return problem
    command = typed.again(f"--{found['fact']}", typed.naming(file, found["value"] or found["blank"]))
    return type(problem)(problem.message, f"{'did you mean' if found['value'] else 'state it'}: {command}")


def _check_replaceable(
    file: Path,
    clashing: Sequence[Report],
    reports: Sequence[Report],
    present: Sequence[Report],
    refused: Typed | None,
) -> None:
    """See that a file may take the place of those with the same reports; `refused` is the command without --replace."""
    first = clashing[0]
    if first not in present:
        raise QueryError(f"{file} is a second file of {first.report_id}", "add one of the two")
    if refused:
        raise QueryError(
            f"{file}: {first.report_id} is there already, with other content: {first.source.path}",
            f"to put the new version in its place and keep the old one aside: {refused.again('--replace')}",
        )
    paths = {report.source.path for report in clashing}
    ids = {report.report_id for report in reports}
    lost = sorted(r.report_id for r in present if r.source.path in paths and r.report_id not in ids)
    if lost:
        raise QueryError(
            f"{first.source.path} holds other reports too, which {file} does not: {', '.join(lost)}",
            "give those files of their own first",
        )


def _free_name(corpus: Path, file: Path, digest: str, replaced: set[str], added: set[str]) -> str:
    """Return the file's name, because facts are read from it; with a mark where another file has the name."""
    there = corpus / file.name
    is_there = there.exists() and there.samefile(file)  # the user put it there, but it lacks a fact
    if is_there or file.name in replaced or not (there.exists() or file.name in added):
        return file.name
    stem, dot, rest = file.name.partition(".")
    return f"{stem}-{digest[:8]}{dot}{rest}"


def _summary(divided: DividedReport) -> tuple[SectionSummary, ...]:
    grouped: dict[tuple[Section, str], list[Passage]] = {}
    for passage in divided.passages:
        grouped.setdefault((passage.section, passage.section_label), []).append(passage)
    return tuple(
        SectionSummary(
            passages[0].section,
            passages[0].section_label,
            passages[0].section_origin,
            len(passages),
            " ".join(passages[0].text.split()[:_WORDS_SHOWN]),
            " ".join(passages[-1].text.split()[-_WORDS_SHOWN:]),
        )
        for passages in grouped.values()
    )
