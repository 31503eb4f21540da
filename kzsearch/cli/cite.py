"""`kzsearch cite`."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import Annotated

import typer

from kzsearch.cli.options import CorpusOption, IndexOption
from kzsearch.cli.streams import FOUND, NOT_FOUND, note, write
from kzsearch.errors import QueryError

EXAMPLES = (
    "Examples: kzsearch cite kaz-2023-protection-03 · kzsearch cite kaz-2017 kaz-2023 --style bibtex > tip.bib · "
    "kzsearch search 'shelter funding' --oneline | cut -f 2 | kzsearch cite - --style ris"
)


class StyleOption(StrEnum):
    """What `--style` takes."""

    TEXT = "text"
    BIBTEX = "bibtex"
    CSL_JSON = "csl-json"
    RIS = "ris"


def cite(
    ids: Annotated[
        list[str],
        typer.Argument(
            help="Passage ids, report ids, or report-section; - reads one a line from standard input.",
            metavar="ID...",
        ),
    ],
    style: Annotated[
        StyleOption, typer.Option(help="A line for a footnote, or a file for a reference manager.")
    ] = StyleOption.TEXT,
    index: IndexOption = None,
    corpus: CorpusOption = None,
) -> int:
    """Cite passages, sections and reports."""
    from kzsearch.analysis.citing import cite_ids
    from kzsearch.cli.opening import open_chosen
    from kzsearch.render import references as render

    wanted = _read() if ids == ["-"] else ids
    styles = {
        StyleOption.TEXT: render.footnotes,
        StyleOption.BIBTEX: render.bibtex,
        StyleOption.CSL_JSON: render.csl_json,
        StyleOption.RIS: render.ris,
    }
    with open_chosen(index, corpus) as opened:
        found = cite_ids(opened, wanted)
        write(styles[style](found))
    if not found:
        note("standard input held no id")
    return FOUND if found else NOT_FOUND


def _read() -> list[str]:
    if sys.stdin is None:
        raise QueryError("standard input is closed", "give it one id a line: kzsearch cite - < ids.txt")
    text = sys.stdin.buffer.read().decode("utf-8", "replace")
    return [line.strip() for line in text.splitlines() if line.strip()]
