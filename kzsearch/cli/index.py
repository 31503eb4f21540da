"""`kzsearch index`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kzsearch.cli.options import CorpusFolderOption, IndexOption
from kzsearch.cli.progress import progress
from kzsearch.cli.streams import ERROR, FOUND, fail, note, tell
from kzsearch.errors import KzsearchError, QueryError

if TYPE_CHECKING:
    from kzsearch.index.write.build import BuildResult

EXAMPLES = (
    "Examples: kzsearch index · kzsearch index --corpus reports --index indexes/reports · "
    "kzsearch index --year scan.txt=2019 --country scan.txt=Kazakhstan · "
    "kzsearch index --store milvus+http://127.0.0.1:19530"
)

_STATED = typer.Option(
    help="Report year of a file that does not state it; without FILE=, of every file.",
    metavar="[FILE=]YEAR",
)


def index(
    corpus: CorpusFolderOption = None,
    index: IndexOption = None,
    model: Annotated[
        str | None,
        typer.Option(
            help="`multilingual` (English, Russian, Kazakh; an extra), or a sentence-transformers model, instead of "
            "the bundled one.",
            metavar="NAME_OR_PATH",
        ),
    ] = None,
    year: Annotated[list[str] | None, _STATED] = None,
    country: Annotated[
        list[str] | None, typer.Option(help="Country of a file, likewise.", metavar="[FILE=]COUNTRY")
    ] = None,
    tier: Annotated[
        list[str] | None, typer.Option(help="Tier of a file, likewise.", metavar="[FILE=]TIER")
    ] = None,
    watch: Annotated[
        bool, typer.Option("--watch", help="Watch the corpus folder, and build again when it changes.")
    ] = False,
    full: Annotated[
        bool, typer.Option("--full", help="Read and encode every file again, also unchanged files.")
    ] = False,
    store: Annotated[
        str | None,
        typer.Option(
            help="Keep vectors and words in Milvus: milvus+http://HOST:19530 or a .db file of Milvus Lite; local for "
            "the index folder. Without it they stay where the index has them.",
            metavar="URI",
        ),
    ] = None,
) -> int:
    """Read the corpus and build the index that the other commands use.

    Files that have not changed since the last build are neither read nor encoded again.
    """
    from kzsearch.adding.calibrated_build import build_index
    from kzsearch.cli.opening import folders_to_change

    stated = _stated(year=year or (), country=country or (), tier=tier or ())
    corpus, index = folders_to_change(index, corpus)
    if watch:
        return _watch(corpus, index, model, stated, store)
    with progress() as tell_progress:
        result = build_index(
            corpus, index, model=model, stated=stated, progress=tell_progress, full=full, store=store
        )
    return _tell(result, index)


def _watch(
    corpus: Path,
    index: Path,
    model: str | None,
    stated: Mapping[str, Mapping[str, str]],
    store: str | None,
) -> int:
    """Watch the corpus until the user interrupts."""
    from kzsearch.adding.watching import watch

    def tell_each(outcome: BuildResult | KzsearchError) -> None:
        if isinstance(outcome, KzsearchError):
            fail(outcome.message, outcome.hint)
        else:
            _tell(outcome, index)

    if not corpus.is_dir():
        raise QueryError(f"there is no corpus folder {corpus} to watch", "name it with --corpus DIR")
    tell(f"watching {corpus}; Ctrl-C ends it")
    try:
        watch(corpus, index, tell_each, model=model, stated=stated, store=store)
    except KeyboardInterrupt:
        tell("no longer watching")
    return FOUND


def _tell(result: BuildResult, index: Path) -> int:
    for line in result.notes:
        note(line)
    for problem in result.problems:
        fail(problem.message, problem.hint)
    reports, passages, sentences = result.counts.in_words()
    begun = "indexed" if result.changed else "nothing changed:"
    tell(
        f"{begun} {reports}: {passages}, {sentences}, in {index}"
        + (f"; {len(result.problems)} not read" if result.problems else "")
    )
    return ERROR if result.problems else FOUND


def _stated(**options: Sequence[str]) -> dict[str, dict[str, str]]:
    """Return the facts that options state, by file (`*` for all) and fact."""
    stated: dict[str, dict[str, str]] = {}
    for fact, values in options.items():
        for value in values:
            name, separator, text = value.rpartition("=")
            stated.setdefault(name if separator else "*", {})[fact] = text
    return stated
