"""`kzsearch verify`."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from typing import Annotated

import typer

from kzsearch.cli.options import (
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
    index: IndexOption = None,
    corpus: CorpusOption = None,
    output: OutputOption = FormatOption.AUTO,
) -> int:
    """Compare every passage of the index with the files on disk: intact, moved, changed or gone.

    Before that, the checksums of the index's files are compared, and some vectors are encoded again.

    Exit code 0 means that all passages are intact, 1 that some are not.
    """
    from kzsearch.cli.opening import open_chosen
    from kzsearch.index.check.integrity import check
    from kzsearch.index.check.verify import State
    from kzsearch.index.check.verify import verify as compare
    from kzsearch.render import render_table

    with open_chosen(index, corpus) as opened:
        if not opened.corpus.is_dir():
            raise QueryError(f"the corpus folder {opened.corpus} does not exist", "name it with --corpus DIR")
        checked = check(opened)
        findings = list(compare(opened.store, opened.corpus))
    counted = Counter(finding.state for finding in findings)
    rows = [asdict(finding) for finding in findings if everything or finding.state is not State.INTACT]
    shown = view(output)
    if rows or shown["fmt"].value in ("json", "csv"):
        write(render_table(_COLUMNS, rows, **shown))
    same = f"differ by at most {checked.difference:.0e}" if checked.difference else "agree exactly"
    tell(f"{checked.files} index files match their checksums; {checked.vectors} vectors encoded again {same}")
    tell(f"{len(findings)} passages: " + ", ".join(f"{counted[state]} {state.value}" for state in State))
    return FOUND if counted[State.INTACT] == len(findings) else NOT_FOUND
