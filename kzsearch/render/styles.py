"""Lines of styled pieces, for views that plain text and a terminal share: the same words, with or without colour.

The escape sequences are few and written here, because importing rich takes longer than answering a query.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import Enum
from typing import NamedTuple

from kzsearch.types import Span


class Style(Enum):
    """What a piece of text is; the value is how a terminal shows it (SGR), of the sixteen standard colours."""

    PLAIN = ""
    STRONG = "1"
    HEADING = "1;4"
    SECTION = "36"
    MATCH = "1;33"
    DIM = "2"
    CITATION = "3"
    REMOVED = "9;31"
    ADDED = "32"
    FIGURE_REMOVED = "1;9;31"
    FIGURE_ADDED = "1;32"


Piece = tuple[str, Style]
Line = list[Piece]


class Styled(NamedTuple):
    """A text on one line, with the styles of parts of it.

    Attributes:
        text: The text.
        marks: Spans with styles of their own, in order, not overlapping.
        base: The style of all else.
    """

    text: str
    marks: Sequence[tuple[Span, Style]] = ()
    base: Style = Style.PLAIN

    def pieces(self, start: int, end: int) -> Line:
        """Return the part from `start` to `end` as a line."""
        line: Line = []
        done = start
        for span, style in self.marks:
            first, last = max(span.start, start), min(span.end, end)
            if first < last:
                line += [(self.text[done:first], self.base), (self.text[first:last], style)]
                done = last
        line.append((self.text[done:end], self.base))
        return [piece for piece in line if piece[0]]

    def without(self, start: int, end: int, instead: str) -> Styled:
        """Return the text with other words in place of the part from `start` to `end`."""
        moved = start + len(instead) - end
        before = [(Span(a, min(b, start)), style) for (a, b), style in self.marks if a < start]
        after = [(Span(max(a, end) + moved, b + moved), style) for (a, b), style in self.marks if b > end]
        return Styled(self.text[:start] + instead + self.text[end:], [*before, *after], self.base)


def styled(parts: Iterable[Piece]) -> Styled:
    """Return pieces as one text."""
    text, marks = "", []
    for words, style in parts:
        marks.append((Span(len(text), len(text) + len(words)), style))
        text += words
    return Styled(text, marks)


def painted(line: Line, *, colour: bool) -> str:
    """Return a line as it is printed."""
    return "".join(
        f"\x1b[{style.value}m{text}\x1b[0m" if colour and style.value else text for text, style in line
    )


def linked(lines: Iterable[str], address: str | None, name: str) -> Iterator[str]:
    """Yield lines as one hyperlink (OSC 8), where there is an address.

    Args:
        lines: Lines as they are printed.
        address: A URI, percent-encoded, or None.
        name: What tells a terminal that the lines are one link.
    """
    for line in lines:
        yield f"\x1b]8;id={name};{address}\x1b\\{line}\x1b]8;;\x1b\\" if address else line
