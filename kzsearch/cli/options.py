"""Options that several commands take, and how to print."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, TypedDict

import typer

from kzsearch.cli.appearance import ColourOption, wants_colour, width_of
from kzsearch.errors import QueryError
from kzsearch.render import Format


class FormatOption(StrEnum):
    """What `--format` takes."""

    AUTO = "auto"
    TEXT = "text"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    MD = "md"
    BIBTEX = "bibtex"
    RIS = "ris"


IndexOption = Annotated[
    Path | None,
    typer.Option(
        "--index",
        help="Index folder; else KZSEARCH_INDEX, the nearest upwards, or the user's.",
        metavar="DIR",
    ),
]
CorpusOption = Annotated[
    Path | None,
    typer.Option("--corpus", help="Corpus folder, if not the one that was indexed.", metavar="DIR"),
]
OutputOption = Annotated[
    FormatOption,
    typer.Option("--format", help="auto is coloured text on a terminal and plain text in a pipe."),
]

CorpusFolderOption = Annotated[
    Path | None,
    typer.Option(
        "--corpus",
        help="Corpus folder; else KZSEARCH_CORPUS, the nearest upwards, or the user's.",
        metavar="DIR",
    ),
]
YesOption = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")]
MinScoreOption = Annotated[
    float | None, typer.Option("--min-score", help="Leave out hits below this score.", metavar="X")
]
ContextOption = Annotated[
    int, typer.Option("--context", help="Neighbouring passages on each side.", metavar="N")
]

TopKOption = Annotated[
    int | None,
    typer.Option(
        "-k",
        "--top-k",
        "-n",
        "--limit",
        help="Largest number of hits. Without it 10 are looked for, and text shows the best 5.",
        metavar="N",
    ),
]
ModeOption = Annotated[str, typer.Option("--mode", help="hybrid, dense, lexical or exact.", metavar="M")]
PerReportOption = Annotated[
    int | None, typer.Option("--per-report", help="Largest number of hits of one report.", metavar="N")
]
AllYearsOption = Annotated[
    bool, typer.Option("--all-years", help="Show a passage again for each year whose report repeats it.")
]
ExplainOption = Annotated[bool, typer.Option("--explain", help="Show how the score of each hit comes about.")]
FullOption = Annotated[
    bool, typer.Option("--full", help="Show whole passages, not the best sentence; --context does too.")
]


class View(TypedDict):
    """How to print, as the functions of `kzsearch.render` take it."""

    fmt: Format
    width: int | None
    colour: bool


_REFERENCES = (FormatOption.BIBTEX, FormatOption.RIS)


def view(
    chosen: FormatOption,
    colour: ColourOption = ColourOption.AUTO,
    width: int | None = None,
    *,
    references: bool = False,
) -> View:
    """Return how to print, from what the user chose and from standard output.

    Args:
        chosen: What the user chose.
        colour: Whether to print colour.
        width: Cells of a line, if the user chose.
        references: Whether what is printed can be cited, so that `bibtex` and `ris` make sense.

    Raises:
        QueryError: The format is for references, and there are none.
    """
    if chosen in _REFERENCES and not references:
        raise QueryError(
            f"--format {chosen.value} is for what can be cited",
            "search, more, saved, show, reports, locate and cite have references",
        )
    coloured = wants_colour(colour)
    if chosen is FormatOption.AUTO:
        fmt = Format.TERMINAL if sys.stdout.isatty() or coloured else Format.TEXT
    elif chosen is FormatOption.TEXT and colour is ColourOption.ALWAYS:
        fmt = Format.TERMINAL
    else:
        fmt = Format(chosen.value)
    return View(fmt=fmt, width=width_of(width), colour=coloured)
