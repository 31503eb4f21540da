"""Paragraphs of styled text, wrapped and indented, for views that plain text and a terminal share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from kzsearch.render.cells import cells, margin
from kzsearch.render.clipping import broken
from kzsearch.render.styles import Style, Styled, painted


class Page(NamedTuple):
    """How to print.

    Attributes:
        width: Cells of a line, or None for no wrapping.
        colour: Whether there is colour.
    """

    width: int | None
    colour: bool

    def paragraph(self, text: Styled | str, *, indent: str = "", mark: str = "") -> Iterator[str]:
        """Yield the lines of a paragraph.

        Args:
            text: The text, on one line.
            indent: What every line begins with, if the width leaves room for it.
            mark: What the first line begins with instead; the others are then indented by the width of the mark.
        """
        styled = Styled(text) if isinstance(text, str) else text
        indent = margin(" " * cells(mark) or indent, self.width)
        room = None if self.width is None else max(1, self.width - max(len(indent), cells(mark)))
        lines = broken(styled.text, room)
        for number, span in enumerate(lines):
            start = (mark or indent) if not number else indent
            line = painted(styled.pieces(*span), colour=self.colour)
            yield (
                f"{painted([(start, Style.STRONG)], colour=self.colour and bool(mark))}{line}".rstrip() + "\n"
            )
