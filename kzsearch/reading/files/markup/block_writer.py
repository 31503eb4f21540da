"""Marked-up text to pieces: the ends of blocks, and the meaning of line breaks inside them."""

from __future__ import annotations

import re
from typing import Final

from kzsearch.domain.headings import parse_heading
from kzsearch.domain.list_markers import BULLET
from kzsearch.domain.tiers import parse_tier_line, parse_tier_lines
from kzsearch.reading.files.text.assembled import Piece, squeezed, storable
from kzsearch.text import ends_sentence
from kzsearch.types import BlockKind

_BREAK: Final = "\ue000\ue001"  # stands for a line break until its paragraph is complete
_BREAKS: Final = re.compile(rf"((?:\s*{_BREAK})+\s*)")
_LONGEST_BOLD_HEADING: Final = 80  # characters; as for headings in capitals


class Writer:
    """Takes text in reading order, and makes pieces at the end of each block.

    Attributes:
        bold: Number of open elements that make the text bold.
    """

    def __init__(self) -> None:
        self.bold = 0
        self._pieces: list[Piece] = []
        self._kind = BlockKind.PARAGRAPH
        self._text: list[str] = []
        self._preformatted = 0
        self._only_bold = True

    def add(self, text: str) -> None:
        """Take some text."""
        self._text.append(text)
        if not self.bold and any(map(str.isalnum, text)):
            self._only_bold = False

    def name_kind(self, kind: BlockKind) -> None:
        """Name the kind of the current block, where it is known only after the block has begun."""
        self._kind = kind

    def line_break(self, *, entering: bool = True) -> None:
        """Take a line break at the start of its element."""
        if entering:
            self._text.append("\n" if self._preformatted else _BREAK)

    def preformatted(self, *, entering: bool) -> None:
        """Begin or end preformatted text, whose lines are read like those of a text file."""
        self.close(self._kind)
        self._preformatted += 1 if entering else -1

    def close(self, following: BlockKind = BlockKind.PARAGRAPH) -> list[Piece]:
        """End the block, name the next one's kind, and return all pieces so far."""
        text = "".join(self._text)
        if self._preformatted:
            text = storable(text).strip("\r\n")
            if text.strip():
                self._pieces.append(Piece(BlockKind.PARAGRAPH, text, verbatim=True))
        else:
            self._pieces += [Piece(self._kind_of(part), part) for part in _paragraphs(text)]
        self._text.clear()
        self._only_bold = True
        self._kind = following
        return self._pieces

    def _kind_of(self, text: str) -> BlockKind:
        """Return the kind of a text; a short paragraph all in bold type is a heading."""
        if self._kind is not BlockKind.PARAGRAPH or not self._only_bold or ends_sentence(text):
            return self._kind
        return BlockKind.HEADING if len(text) <= _LONGEST_BOLD_HEADING else BlockKind.PARAGRAPH


def _paragraphs(text: str) -> list[str]:
    """Divide a block's text into paragraphs at line breaks, and squeeze it.

    Two breaks end a paragraph. One break ends it after a sentence, and before and after a heading; elsewhere the line
    was merely wrapped.
    """
    paragraphs: list[list[str]] = []
    breaks = 0
    for index, piece in enumerate(_BREAKS.split(text)):
        if index % 2:
            breaks += piece.count(_BREAK)
        elif line := squeezed(piece):
            if paragraphs and not _ends_paragraph(paragraphs[-1][-1], breaks, line):
                paragraphs[-1].append(line)
            else:
                paragraphs.append([line])
            breaks = 0
    return [" ".join(lines) for lines in paragraphs]


def _ends_paragraph(before: str, breaks: int, following: str) -> bool:
    if breaks == 1 and parse_tier_lines(before, following):
        return False
    return (
        breaks > 1
        or ends_sentence(before)
        or BULLET.match(following) is not None
        or any(parse_heading(line) or parse_tier_line(line) for line in (before, following))
    )
