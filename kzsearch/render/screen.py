"""A rich console that prints into a string; width and colour are arguments, never taken from the environment."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from kzsearch.render.cells import margin

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import Console, RenderableType
    from rich.text import Text

DEFAULT_WIDTH = 80


def console(*, width: int | None, colour: bool) -> Console:
    """Return a console of this width; without colour it prints no escape sequence at all."""
    from rich.console import Console

    return Console(
        file=io.StringIO(),
        width=max(1, width or DEFAULT_WIDTH),
        force_terminal=colour,
        # Users choose the sixteen standard colours themselves, to suit their eyes and background.
        color_system="standard" if colour else None,
        no_color=not colour,
        legacy_windows=False,
        markup=False,
        emoji=False,
        highlight=False,
        _environ={},
    )


def wrapped(text: Text, screen: Console, indent: str = "", mark: str = "") -> list[Text]:
    """Return the lines of a text, none wider than the screen.

    Args:
        text: The text.
        screen: The screen.
        indent: What every line begins with, if the width leaves room for it.
        mark: What the first line begins with instead; the others are then indented by the width of the mark.
    """
    from rich.text import Text

    indent = " " * len(mark) or indent
    if not margin(indent, screen.width):
        indent, mark, text = "", "", Text(mark).append_text(text)
    lines = text.wrap(screen, max(1, screen.width - len(indent)), overflow="fold")
    for line in lines:
        line.rstrip()
    starts = [mark or indent, *[indent] * (len(lines) - 1)]
    return [
        Text(start).append_text(line) if line else line for start, line in zip(starts, lines, strict=True)
    ]


def printed(screen: Console, lines: Iterable[RenderableType]) -> str:
    """Return lines as the screen shows them."""
    with screen.capture() as capture:
        for line in lines:
            screen.print(line, crop=False, overflow="ignore")
    return capture.get()
