"""Width in terminal cells, and wrapping by it: a CJK character takes two cells, a combining mark none."""

from __future__ import annotations

import unicodedata


def cells(text: str) -> int:
    """Return how many terminal cells a line of text takes."""
    return len(text) if text.isascii() else sum(map(_width, text))


def pad(text: str, width: int, *, right: bool = False) -> str:
    """Return text filled with spaces to a width, pushed to the right if asked."""
    fill = " " * max(0, width - cells(text))
    return fill + text if right else text + fill


def wrap(text: str, width: int | None, indent: str = "", mark: str = "") -> list[str]:
    """Return the lines of one paragraph, each indented.

    Args:
        text: The paragraph.
        width: Cells that a line may take; None leaves the paragraph on one line.
        indent: What every line begins with, where the width leaves room for it.
        mark: What the first line begins with instead; then the indent is as many spaces.
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
        *full, line = _fold(word, room)
        lines.extend(full)
    lines.append(line)
    starts = [mark or indent, *[indent] * (len(lines) - 1)]
    return [(start + line).rstrip() for start, line in zip(starts, lines, strict=True)]


def margin(indent: str, width: int | None) -> str:
    """Return an indent, or nothing where the width has no room for one."""
    return indent if width is None or width >= 10 * len(indent) else ""


def _width(character: str) -> int:
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _fold(word: str, room: int) -> list[str]:
    if cells(word) <= room:
        return [word]
    parts, used = [""], 0
    for character in word:
        width = _width(character)
        if parts[-1] and used + width > room:
            parts.append("")
            used = 0
        parts[-1] += character
        used += width
    return parts
