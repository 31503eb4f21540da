"""`kzsearch add`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kzsearch.cli.options import DEFAULT_CORPUS, DEFAULT_INDEX, CorpusFolderOption, IndexOption, YesOption
from kzsearch.cli.progress import progress
from kzsearch.cli.streams import ERROR, FOUND, NOT_FOUND, fail, note, tell, write_before
from kzsearch.errors import QueryError, one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kzsearch.adding.plan import Addition
    from kzsearch.index.write.build import BuildResult

EXAMPLES = (
    "Examples: kzsearch add laos-2019.txt · kzsearch add page.html --country Laos --year 2019 --dry-run · "
    "kzsearch add corrected/kazakhstan-2023.txt --replace --yes"
)

_PATIENCE_SECONDS = 2.0


def add(
    files: Annotated[list[Path], typer.Argument(help="Files of reports.", metavar="FILE...")],
    country: Annotated[str | None, typer.Option(help="Country of the reports.", metavar="C")] = None,
    year: Annotated[int | None, typer.Option(help="Report year.", metavar="Y")] = None,
    title: Annotated[str | None, typer.Option(help="Title, for citations.", metavar="TEXT")] = None,
    publisher: Annotated[str | None, typer.Option(help="Publisher of the reports.", metavar="TEXT")] = None,
    licence: Annotated[str | None, typer.Option(help="Licence of the reports.", metavar="TEXT")] = None,
    source: Annotated[
        str | None, typer.Option("--source", help="Address at which they were published.", metavar="URL")
    ] = None,
    series: Annotated[str | None, typer.Option(help="Series of the reports.", metavar="NAME")] = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Put another version of a report in its place.")
    ] = False,
    yes: YesOption = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what was read, and change nothing.")
    ] = False,
    corpus: CorpusFolderOption = DEFAULT_CORPUS,
    index: IndexOption = DEFAULT_INDEX,
) -> int:
    """Add reports to the corpus, its table and the index, after a look at what was read from their files."""
    from kzsearch.adding.changing import add as carry_out
    from kzsearch.adding.plan import plan_addition

    facts: dict[str, str | int | None] = {
        "country": country,
        "year": year,
        "title": title,
        "publisher": publisher,
        "licence": licence,
        "url": source,
        "series": series,
    }
    stated = {key: value for key, value in facts.items() if value is not None}
    with progress(after=_PATIENCE_SECONDS) as tell_progress:
        plan = plan_addition(files, corpus, index, stated, replace=replace, progress=tell_progress)
    for problem in plan.problems:
        fail(problem.message, problem.hint)
    write_before(f"{line}\n" for addition in plan.additions for line in _shown(addition))
    wanted = [addition for addition in plan.additions if addition.already is None]
    if stated and len(wanted) < len(plan.additions):
        note(
            "facts that you state of a file that the corpus has already are not recorded; write them into reports.toml"
        )
    if dry_run or not wanted:
        tell("nothing was changed" if wanted else "nothing to add")
        return ERROR if plan.problems else FOUND
    if not confirm(f"add {len(wanted)} file{'s' * (len(wanted) != 1)} to {corpus}?", yes=yes):
        return NOT_FOUND
    with progress() as tell_progress:
        result, aside = carry_out(plan, corpus, index, tell_progress)
    for path in aside:
        note(f"the old version is kept at {path}")
    tell_result(result)
    return ERROR if plan.problems else FOUND


def tell_result(result: BuildResult) -> None:
    """Print what the index holds after a change."""
    for problem in result.problems:
        fail(problem.message, problem.hint)
    tell(f"the index now holds {result.counts.reports} reports: {result.counts.passages} passages")


def confirm(question: str, *, yes: bool) -> bool:
    """Return whether the user agrees, asked on a terminal or by --yes.

    Raises:
        QueryError: There is neither a terminal nor --yes.
    """
    if yes:
        return True
    if sys.stdin is None or not sys.stdin.isatty():
        raise QueryError("there is no terminal to ask on", "give --yes to go on without a question")
    agreed = typer.confirm(question, err=True)
    if not agreed:
        tell("nothing was changed")
    return agreed


def _shown(addition: Addition) -> Iterator[str]:
    if addition.already is not None:
        yield one_line(f"{addition.file}: the corpus has this content already, as {addition.already}")
        return
    yield one_line(f"{addition.file} -> {addition.name}")
    for name in addition.replaces:
        yield one_line(f"  replaces {name}")
    for report, sections in addition.reports:
        passages = sum(section.passages for section in sections)
        yield f"  {report.report_id}: {len(sections)} sections, {passages} passages"
        for fact in ("country", "year", "series", "tier", "title", "publisher", "licence", "url"):
            if known := report.facts.get(fact):
                evidence = f': "{known.evidence}"' if known.evidence else ""
                yield one_line(f"    {fact}: {known.value} (from the {known.origin.value}{evidence})")
        for line in report.notes:
            yield one_line(f"    note: {line}")
        for section in sections:
            count = f"{section.passages} passage{'s' * (section.passages != 1)}"
            yield one_line(f"    {section.section.value} ({section.origin.value} {section.label!r}), {count}")
            yield one_line(f"      {section.first} ... {section.last}")
