"""What standard output can show: whether it has colour and links, and how wide it is.

An option counts before the environment, NO_COLOR before FORCE_COLOR, and both before what the terminal is.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated
from urllib.parse import quote

import typer

NARROWEST = 20
"""Cells of a line that every view needs."""


class ColourOption(StrEnum):
    """What `--color` takes."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


ColorOption = Annotated[
    ColourOption,
    typer.Option("--color", "--colour", help="Colour; auto is on a terminal, unless NO_COLOR is set."),
]
WidthOption = Annotated[
    int | None,
    typer.Option(
        "--width", min=NARROWEST, help="Cells of a line, also in a pipe; else the terminal's.", metavar="N"
    ),
]
PagerOption = Annotated[
    bool, typer.Option("--no-pager", help="Do not show a long answer in a pager on a terminal.")
]

# Terminals that follow OSC 8 links, by the variables that they set.
_LINKING_TERMINALS = ("xterm-kitty", "xterm-ghostty", "alacritty", "foot", "foot-extra", "wezterm")
_LINKING_PROGRAMS = ("iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper", "Tabby")
_LINKING_MARKS = ("WT_SESSION", "KITTY_WINDOW_ID", "WEZTERM_PANE", "DOMTERM")
_FIRST_VTE = 5000  # VTE 0.50, which GNOME's terminals are made of
_MULTIPLEXERS = ("screen", "tmux")  # they may swallow links
_OFF = ("0", "false", "no", "never")


def wants_colour(option: ColourOption) -> bool:
    """Whether to print colour."""
    if option is not ColourOption.AUTO:
        return option is ColourOption.ALWAYS
    if os.environ.get("NO_COLOR"):
        return False
    if _forced("FORCE_COLOR"):
        return True
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def width_of(option: int | None) -> int | None:
    """Return the cells of a line: as asked for, else COLUMNS, else the terminal's; None in a pipe.

    COLUMNS that is no positive number is not taken for a width.
    """
    if option is not None:
        return option
    if sys.stdout.isatty():
        return shutil.get_terminal_size().columns
    columns = os.environ.get("COLUMNS", "")
    return int(columns) if columns.isdecimal() and int(columns) > 0 else None


def links_to(corpus: Path, colour: ColourOption = ColourOption.AUTO) -> str | None:
    """Return the URI of the corpus folder, or None where standard output does not show links.

    The URI names this machine, so that a terminal on another one knows that the file is not there.
    """
    if not wants_colour(colour) or not _shows_links(os.environ):
        return None
    import socket

    return f"file://{quote(socket.gethostname())}{quote(corpus.resolve().as_posix())}"


def _forced(name: str) -> bool:
    return bool(os.environ.get(name)) and os.environ[name].casefold() not in _OFF


def _shows_links(environment: Mapping[str, str]) -> bool:
    if environment.get("FORCE_HYPERLINK"):
        return _forced("FORCE_HYPERLINK")
    term = environment.get("TERM", "")
    if not sys.stdout.isatty() or term == "dumb" or term.startswith(_MULTIPLEXERS):
        return False
    vte = environment.get("VTE_VERSION", "")
    return (
        term in _LINKING_TERMINALS
        or environment.get("TERM_PROGRAM", "") in _LINKING_PROGRAMS
        or any(environment.get(name) for name in _LINKING_MARKS)
        or (vte.isdecimal() and int(vte) >= _FIRST_VTE)
    )
