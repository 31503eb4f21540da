"""`kzsearch remove`."""

from __future__ import annotations

from typing import Annotated

import typer

from kzsearch.cli.add import confirm, tell_result
from kzsearch.cli.options import DEFAULT_CORPUS, DEFAULT_INDEX, CorpusFolderOption, IndexOption, YesOption
from kzsearch.cli.progress import progress
from kzsearch.cli.streams import FOUND, NOT_FOUND, note

EXAMPLES = "Examples: kzsearch remove kaz-2017 · kzsearch remove kaz-2017 --yes"


def remove(
    report_id: Annotated[str, typer.Argument(help="Report id, as kzsearch reports lists it.")],
    yes: YesOption = False,
    corpus: CorpusFolderOption = DEFAULT_CORPUS,
    index: IndexOption = DEFAULT_INDEX,
) -> int:
    """Remove a report from the corpus, its table and the index; its file is kept aside."""
    from kzsearch.adding.changing import file_of
    from kzsearch.adding.changing import remove as take_out

    name = file_of(report_id, corpus, index)
    if not confirm(f"remove {report_id} ({name}) from {corpus}?", yes=yes):
        return NOT_FOUND
    with progress() as tell_progress:
        result, aside = take_out(report_id, corpus, index, tell_progress)
    note(f"its file is kept at {aside}")
    tell_result(result)
    return FOUND
