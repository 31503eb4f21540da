"""`kzsearch add`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kzsearch.cli.appearance import ColorOption, ColourOption, WidthOption, wants_colour, width_of
from kzsearch.cli.options import CorpusFolderOption, IndexOption, YesOption
from kzsearch.cli.progress import progress
from kzsearch.cli.streams import ERROR, FOUND, NOT_FOUND, fail, note, tell, write_before
from kzsearch.errors import QueryError

if TYPE_CHECKING:
    from kzsearch.index.write.build import BuildResult

EXAMPLES = (
    "Examples: kzsearch add laos-2019.txt · kzsearch add page.html --country Laos --year 2019 --dry-run · "
    "kzsearch add scan.txt letter.pdf --country scan.txt=Laos --country letter.pdf=Nauru --year 2019 · "
    "kzsearch add corrected/kazakhstan-2023.txt --replace --yes"
)

_PATIENCE_SECONDS = 2.0


def add(
    files: Annotated[list[Path], typer.Argument(help="Files of reports.", metavar="FILE...")],
    country: Annotated[
        list[str] | None,
        typer.Option(help="Country of a report; without FILE=, of every file.", metavar="[FILE=]C"),
    ] = None,
    year: Annotated[list[str] | None, typer.Option(help="Report year, likewise.", metavar="[FILE=]Y")] = None,
    title: Annotated[
        list[str] | None, typer.Option(help="Title, for citations, likewise.", metavar="[FILE=]TEXT")
    ] = None,
    publisher: Annotated[
        list[str] | None, typer.Option(help="Publisher, likewise.", metavar="[FILE=]TEXT")
    ] = None,
    licence: Annotated[
        list[str] | None, typer.Option(help="Licence, likewise.", metavar="[FILE=]TEXT")
    ] = None,
    source: Annotated[
        list[str] | None,
        typer.Option(help="Address at which it was published, likewise.", metavar="[FILE=]URL"),
    ] = None,
    series: Annotated[
        list[str] | None, typer.Option(help="Series of a report, likewise.", metavar="[FILE=]NAME")
    ] = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Put another version of a report in its place.")
    ] = False,
    yes: YesOption = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what was read, and change nothing.")
    ] = False,
    corpus: CorpusFolderOption = None,
    index: IndexOption = None,
    color: ColorOption = ColourOption.AUTO,
    width: WidthOption = None,
) -> int:
    """Add reports to the corpus, its table and the index, after a look at what was read from their files.

    A yes to the question confirms the facts that were read from a file's name or text: the table states them from then
    on. With --yes nobody has looked, and the table gets only what you state.
    """
    from kzsearch.adding.changing import add as carry_out
    from kzsearch.adding.plan import plan_addition
    from kzsearch.adding.typed import Typed
    from kzsearch.cli.opening import folders_to_change
    from kzsearch.render.additions import question, render_additions

    stated = {
        "country": country or (),
        "year": year or (),
        "title": title or (),
        "publisher": publisher or (),
        "licence": licence or (),
        "source": source or (),
        "series": series or (),
    }
    others = [*_folder("--corpus", corpus), *_folder("--index", index)]
    flags = {"--replace": replace, "--yes": yes, "--dry-run": dry_run}
    typed = Typed(files, stated, [*others, *(flag for flag, given in flags.items() if given)])
    of_files = typed.by_file()
    corpus, index = folders_to_change(index, corpus)
    with progress(after=_PATIENCE_SECONDS) as tell_progress:
        plan = plan_addition(
            files, corpus, index, {}, of_files=of_files, typed=typed, replace=replace, progress=tell_progress
        )
    for problem in plan.problems:
        fail(problem.message, problem.hint)
    cells = width_of(width)
    write_before(render_additions(plan.additions, width=cells, colour=wants_colour(color)))
    for addition in plan.additions:
        if addition.already is not None and of_files[addition.file]:
            note(f"{addition.file}: what you state of it is not recorded; write it into reports.toml")
    wanted = plan.wanted
    if dry_run or not wanted:
        tell("nothing was changed" if wanted else "nothing to add")
        return ERROR if plan.problems else FOUND
    if not confirm(question(wanted, str(corpus), width=cells), yes=yes):
        return NOT_FOUND
    with progress() as tell_progress:
        result, aside = carry_out(plan if yes else plan.confirmed(), corpus, index, tell_progress)
    for name, path in zip(plan.replaced, aside, strict=True):
        note(f"the old version of {name} is kept at {path}")
    tell_result(result)
    return ERROR if plan.problems else FOUND


def _folder(option: str, folder: Path | None) -> list[str]:
    """Return the words that name a folder, if the user named it."""
    return [] if folder is None else [option, str(folder)]


def tell_result(result: BuildResult) -> None:
    """Print what the index holds after a change."""
    for problem in result.problems:
        fail(problem.message, problem.hint)
    reports, passages, _ = result.counts.in_words()
    tell(f"the index now holds {reports}: {passages}")


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
