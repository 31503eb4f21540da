"""The plan of an addition: each file is read as a build will read it, and nothing is changed."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kzsearch import digests
from kzsearch.adding.rows import RowValues, rewritten
from kzsearch.errors import KzsearchError, QueryError, ReportError
from kzsearch.index.write.build import DividedReport, Progress, divide, encoder_of, known_reports, silent
from kzsearch.reading import is_report_name, read_corpus, stored_bytes
from kzsearch.reading.facts.table import TABLE_NAME
from kzsearch.types import Passage, Report, Section, SectionOrigin

_WORDS_SHOWN = 8
_OF_ONE_FILE = re.compile(r"--(\w+) \S.*?=([A-Z]+)(?=[,. ])")
"""The option in a hint that states a fact of one file among many, as `kzsearch index` takes it."""


@dataclass(frozen=True, slots=True)
class SectionSummary:
    """A section of a report that may be added.

    Attributes:
        section: The section.
        label: Its heading as printed.
        origin: Whether a heading or a cue opened it.
        passages: How many passages it makes.
        first: Its first words.
        last: Its last words.
    """

    section: Section
    label: str
    origin: SectionOrigin
    passages: int
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Addition:
    """The effect of adding one file.

    Attributes:
        file: The file.
        name: Its name in the corpus folder.
        reports: The reports read from it, each with its sections.
        row: Its row of the table.
        replaces: Files of the corpus that it is another version of.
        already: The file of the corpus with the same content; then nothing is done.
    """

    file: Path
    name: str
    reports: tuple[tuple[Report, tuple[SectionSummary, ...]], ...] = ()
    row: RowValues | None = None
    replaces: tuple[str, ...] = ()
    already: str | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """The effect of adding files.

    Attributes:
        additions: The files that can be added, in the order given.
        problems: Why the other files, or parts of files, cannot be added.
    """

    additions: tuple[Addition, ...]
    problems: tuple[KzsearchError, ...]


def plan_addition(
    files: Sequence[Path],
    corpus: Path,
    index: Path,
    facts: Mapping[str, str | int],
    *,
    replace: bool = False,
    progress: Progress = silent,
) -> Plan:
    """Read files as they would be read in the corpus, and say what adding them would do.

    Args:
        files: The files.
        corpus: The corpus folder; it need not exist yet.
        index: The index folder; it need not exist yet.
        facts: Facts that the user states of every file, by the table's keys.
        replace: Whether another version of a report may take its place.
        progress: Told which file is read, how many are done, and how many there are.

    Returns:
        The plan.

    Raises:
        KzsearchError: The only file cannot be added: it cannot be read, or its report is there already and
            `replace` is not set.
    """
    _check_facts(files, facts)
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
            reports, wrong = _read(file, file.name, facts)
            clashing = [taken[report.report_id] for report in reports if report.report_id in taken]
            replaces = tuple(sorted({report.source.path for report in clashing}))
            if clashing:
                _check_replaceable(file, clashing, reports, present, replace=replace)
            name = _free_name(corpus, file, digest, {*replaces}, {addition.name for addition in additions})
            if name != file.name:
                reports, wrong = _read(file, name, facts)  # facts are read from the name too
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
        additions.append(Addition(file, name, summaries, {"file": name, **facts}, replaces))
        by_digest[digest] = name
        taken.update({report.report_id: report for report in reports})
    if len(problems) == 1 and not additions:
        raise problems[0]
    return Plan(tuple(additions), tuple(problems))


def _check_facts(files: Sequence[Path], facts: Mapping[str, str | int]) -> None:
    """Refuse a value that names a file, as `kzsearch index` takes it: here it would be recorded literally."""
    names = {name for file in files for name in (file.name, str(file))}
    for fact, value in facts.items():
        name, equals, rest = str(value).partition("=")
        if equals and name in names:
            option = "source" if fact == "url" else fact
            raise QueryError(
                f'"{value}" names a file', f"state it of all files that you add: --{option} {rest}"
            )


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
    file: Path, name: str, facts: Mapping[str, str | int]
) -> tuple[Sequence[Report], Sequence[KzsearchError]]:
    """Read a file in a temporary corpus folder, with its row of the table."""
    with tempfile.TemporaryDirectory(prefix="kzsearch-add-") as folder:
        staged = Path(folder)
        shutil.copyfile(file, staged / name)
        table = rewritten("", (), [{"file": name, **facts}])
        (staged / TABLE_NAME).write_text(table, encoding="utf-8")
        reading = read_corpus(staged, {})
    problems = [_as_added(problem) for problem in reading.problems]
    if not reading.reports:
        raise problems[0] if problems else ReportError(f"{file} holds no report", "see the file")
    return reading.reports, problems


def _as_added(problem: KzsearchError) -> KzsearchError:
    """Return a problem with the hint changed for `kzsearch add`, where a fact is stated of all files."""
    return type(problem)(problem.message, _OF_ONE_FILE.sub(r"--\1 \2", problem.hint))


def _check_replaceable(
    file: Path,
    clashing: Sequence[Report],
    reports: Sequence[Report],
    present: Sequence[Report],
    *,
    replace: bool,
) -> None:
    first = clashing[0]
    if first not in present:
        raise QueryError(f"{file} is a second file of {first.report_id}", "add one of the two")
    if not replace:
        raise QueryError(
            f"{first.report_id} is there already, with other content: {first.source.path}",
            "--replace puts the new version in its place and keeps the old one aside",
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
