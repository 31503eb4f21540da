"""Pieces of text to a source, for web pages, PDFs and office documents.

Spans cannot count in the bytes of these formats, so their readers extract a text: one line for each block, and an
empty line between blocks.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Final, NamedTuple

from kzsearch.reading.files.text import layout
from kzsearch.types import Block, BlockKind, Source, Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_BLOCK_BREAK: Final = "\n\n"
_SPACE: Final = re.compile(r"[^\S\u00a0]+")
# Control characters and lone surrogates, which cannot be stored.
_UNFIT: Final = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")


class Piece(NamedTuple):
    """A block as a reader found it.

    Attributes:
        kind: Its kind by the file's markup.
        text: Its text.
        pages: Offsets in the text at which pages begin.
        verbatim: Whether its lines are read like those of a text file.
    """

    kind: BlockKind
    text: str
    pages: tuple[int, ...] = ()
    verbatim: bool = False


def storable(text: str) -> str:
    """Return a text without characters that cannot be stored."""
    return _UNFIT.sub("", text)


def squeezed(text: str) -> str:
    """Return text with single spaces for white space, fit to be stored."""
    return _SPACE.sub(" ", storable(text)).strip()


def assemble(data: bytes, name: str, header: Mapping[str, str], pieces: Sequence[Piece]) -> Source:
    """Return a source with the text of the pieces, one below the other.

    A paragraph is divided at headings and bullets inside it, as in a text file.

    Args:
        data: The file's bytes.
        name: Its path relative to the corpus folder.
        header: What the file states of itself.
        pieces: The pieces of its text, squeezed unless they are verbatim.
    """
    text = _BLOCK_BREAK.join(piece.text for piece in pieces)
    blocks: list[Block] = []
    page_starts: list[int] = []
    at = 0
    for piece in pieces:
        span = Span(at, at + len(piece.text))
        page_starts += [at + offset for offset in piece.pages]
        at = span.end + len(_BLOCK_BREAK)
        if piece.verbatim:
            blocks += layout.blocks(text, span, markdown=False)
        elif piece.kind is BlockKind.PARAGRAPH:
            blocks += layout.within_paragraph(text, span)
        elif piece.text:
            blocks.append(Block(piece.kind, span))
    return Source(
        path=name,
        sha256=hashlib.sha256(data).hexdigest(),
        encoding="utf-8",
        bom_bytes=0,
        text=text,
        body=Span(0, len(text)),
        header=header,
        blocks=tuple(blocks),
        page_starts=tuple(page_starts),
        extracted=True,
    )
