"""Wrapping by width in terminal cells, as rich counts them: a CJK character takes two, a combining mark none."""

from __future__ import annotations

import re

# Latin, Greek and Cyrillic letters and the punctuation of print: a cell each, and no need to import rich.
_ONE_CELL_EACH = re.compile(r"[ -~\xa1-\xac\xae-\u02ff\u0391-\u0482\u048a-\u052f\u2010-\u2027\u2030-\u205e]*")


def cells(text: str) -> int:
    """Return how many terminal cells a line of text takes."""
    if text.isascii() or _ONE_CELL_EACH.fullmatch(text):
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def pad(text: str, width: int, *, right: bool = False) -> str:
    """Return text filled with spaces to a width, aligned to the right if asked."""
    fill = " " * max(0, width - cells(text))
    return fill + text if right else text + fill


def wrap(text: str, width: int | None, indent: str = "", mark: str = "") -> list[str]:
    """Return the lines of one paragraph, each indented.

    Args:
        text: The paragraph.
        width: Cells that a line may take; None leaves the paragraph on one line.
        indent: What every line begins with, if the width leaves room for it.
        mark: What the first line begins with instead; the others are then indented by the width of the mark.
    """
    indent = " " * len(mark) or indent
    if width is None:
        return [(mark or indent) + text]
    if not margin(indent, width):
        indent, mark, text = "", "", mark + text
    room = max(1, width - len(indent))
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        if line and cells(line) + 1 + cells(word) <= room:
            line += f" {word}"
            continue
        if line:
            lines.append(line)
        *full, line = fold(word, room)
        lines.extend(full)
    lines.append(line)
    starts = [mark or indent, *[indent] * (len(lines) - 1)]
    return [(start + line).rstrip() for start, line in zip(starts, lines, strict=True)]


def margin(indent: str, width: int | None) -> str:
    """Return an indent, or nothing where the width has no room for one."""
    return indent if width is None or width >= 10 * len(indent) else ""


def fold(word: str, room: int) -> list[str]:
    """Return a word cut into pieces that a line holds."""
    if cells(word) <= room:
        return [word]
    from rich.cells import chop_cells

    return chop_cells(word, room)
