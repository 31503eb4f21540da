"""`kzsearch verify`."""

from __future__ import annotations

from collections import Counter
from typing import Annotated

import typer

from kzsearch.cli.options import (
    DEFAULT_INDEX,
    CorpusOption,
    FormatOption,
    IndexOption,
    OutputOption,
    view,
)
from kzsearch.cli.streams import FOUND, NOT_FOUND, tell, write
from kzsearch.errors import QueryError

EXAMPLES = "Examples: kzsearch verify · kzsearch verify --all --format csv"

_COLUMNS = ("passage_id", "state", "source", "span", "found", "line", "detail")


def verify(
    everything: Annotated[bool, typer.Option("--all", help="List intact passages too.")] = False,
    index: IndexOption = DEFAULT_INDEX,
    corpus: CorpusOption = None,
    output: OutputOption = FormatOption.AUTO,
) -> int:
    """Compare every passage of the index with the files on disk: intact, moved, changed or gone.

    Before that, every file of the index is checked by its sha256, and some vectors are made again.

    Exit code 0 means that all are intact, 1 that some are not.
    """
    from kzsearch.index import open_index
    from kzsearch.index.check.integrity import check
    from kzsearch.index.check.verify import State
    from kzsearch.index.check.verify import verify as compare
    from kzsearch.render import render_table

    with open_index(index, corpus) as opened:
        if not opened.corpus.is_dir():
            raise QueryError(f"the corpus folder {opened.corpus} does not exist", "name it with --corpus DIR")
        checked = check(opened)
        findings = list(compare(opened.store, opened.corpus))
    counted = Counter(finding.state for finding in findings)
    rows = [
        {
            "passage_id": finding.passage_id,
            "state": finding.state.value,
            "source": finding.source,
            "span": list(finding.span),
            "found": None if finding.found is None else list(finding.found),
            "line": finding.line,
            "detail": finding.detail,
        }
        for finding in findings
        if everything or finding.state is not State.INTACT
    ]
    shown = view(output)
    if rows or shown["fmt"].value in ("json", "csv"):
        write(render_table(_COLUMNS, rows, **shown))
    tell(
        f"{checked.files} files of the index have their sha256; {checked.vectors} vectors made again are at most "
        f"{checked.difference:.0e} apart"
    )
    tell(f"{len(findings)} passages: " + ", ".join(f"{counted[state]} {state.value}" for state in State))
    return FOUND if counted[State.INTACT] == len(findings) else NOT_FOUND
