"""`kzsearch remove`."""

from __future__ import annotations

from typing import Annotated

import typer

from kzsearch.cli.add import confirm, tell_result
from kzsearch.cli.options import CorpusFolderOption, IndexOption, YesOption
from kzsearch.cli.progress import progress
from kzsearch.cli.streams import FOUND, NOT_FOUND, note

EXAMPLES = "Examples: kzsearch remove kaz-2017 · kzsearch remove kaz-2017 lao-2019 --yes"


def remove(
    report_ids: Annotated[
        list[str], typer.Argument(help="Report ids, as kzsearch reports lists them.", metavar="ID...")
    ],
    yes: YesOption = False,
    corpus: CorpusFolderOption = None,
    index: IndexOption = None,
) -> int:
    """Remove reports from the corpus, its table and the index; their files are kept aside.

    If one of them is not there, none is removed.
    """
    from kzsearch.adding.changing import files_of
    from kzsearch.adding.changing import remove as take_out
    from kzsearch.cli.opening import folders_to_change

    corpus, index = folders_to_change(index, corpus)
    files = files_of(report_ids, corpus, index)
    listed = ", ".join(f"{', '.join(ids)} ({name})" for name, ids in files.items())
    if not confirm(f"remove {listed} from {corpus}?", yes=yes):
        return NOT_FOUND
    with progress() as tell_progress:
        result, aside = take_out(report_ids, corpus, index, tell_progress)
    for name, path in aside.items():
        note(f"{name} is kept at {path}")
    tell_result(result)
    return FOUND
