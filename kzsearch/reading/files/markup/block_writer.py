"""Marked-up text to pieces: where a block ends, and what a line break inside it means."""

from __future__ import annotations

import re
from typing import Final

from kzsearch.domain.headings import parse_heading
from kzsearch.domain.list_markers import BULLET
from kzsearch.domain.tiers import parse_tier_line, parse_tier_lines
from kzsearch.reading.files.text.assembled import Piece, fit, squeezed
from kzsearch.text import ends_sentence
from kzsearch.types import BlockKind

_BREAK: Final = "\ue000\ue001"  # stands for a line break until its paragraph is complete
_BREAKS: Final = re.compile(rf"((?:\s*{_BREAK})+\s*)")
_LONGEST_BOLD_HEADING: Final = 80  # characters; as for headings in capitals


class Writer:
    """Takes text in reading order, and makes a piece at the end of each block.

    Attributes:
        bold: How many open marks make the text bold.
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
        """Say what the block at hand is, where that is known only once it has begun."""
        self._kind = kind

    def line_break(self, *, entering: bool = True) -> None:
        """Take a line break, which may end a paragraph or not."""
        if entering:
            self._text.append("\n" if self._preformatted else _BREAK)

    def preformatted(self, *, entering: bool) -> None:
        """Begin or end text whose lines are those of a text file."""
        self.close(self._kind)
        self._preformatted += 1 if entering else -1

    def close(self, following: BlockKind = BlockKind.PARAGRAPH) -> list[Piece]:
        """End the block, name the next one's kind, and return all pieces so far."""
        text = "".join(self._text)
        if self._preformatted:
            text = fit(text).strip("\r\n")
            if text.strip():
                self._pieces.append(Piece(BlockKind.PARAGRAPH, text, verbatim=True))
        else:
            self._pieces += [Piece(self._kind_of(part), part) for part in parted(text)]
        self._text.clear()
        self._only_bold = True
        self._kind = following
        return self._pieces

    def _kind_of(self, text: str) -> BlockKind:
        """Return a paragraph all in bold type as the heading that it is."""
        if self._kind is not BlockKind.PARAGRAPH or not self._only_bold or ends_sentence(text):
            return self._kind
        return BlockKind.HEADING if len(text) <= _LONGEST_BOLD_HEADING else BlockKind.PARAGRAPH


def parted(text: str) -> list[str]:
    """Divide a block's text at the line breaks that part paragraphs, and squeeze it.

    Two breaks do, and one does between a heading or the end of a sentence and what follows; otherwise the
    line was merely wrapped.
    """
    parts: list[list[str]] = []
    breaks = 0
    for index, piece in enumerate(_BREAKS.split(text)):
        if index % 2:
            breaks += piece.count(_BREAK)
        elif words := squeezed(piece):
            if parts and not _part(parts[-1][-1], breaks, words):
                parts[-1].append(words)
            else:
                parts.append([words])
            breaks = 0
    return [" ".join(part) for part in parts]


def _part(before: str, breaks: int, following: str) -> bool:
    """Whether line breaks between two lines part them."""
    if breaks == 1 and parse_tier_lines(before, following):
        return False
    return (
        breaks > 1
        or ends_sentence(before)
        or BULLET.match(following) is not None
        or any(parse_heading(line) or parse_tier_line(line) for line in (before, following))
    )
