"""Hits as plain text with whole passages, for pipes and files.

A hit is a headline, its paragraphs, and its citation. Without a width, each takes a line of its own, so that `grep`
finds it whole.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzsearch.render.brief import folded_line
from kzsearch.render.cells import margin, wrap
from kzsearch.render.folding import Folded
from kzsearch.render.tables import text_table
from kzsearch.render.wording import (
    SEPARATOR,
    SIGNAL_COLUMNS,
    Body,
    Heading,
    Label,
    Line,
    Signals,
    below,
    headed,
    headline,
    rank_mark,
    separated,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kzsearch.types import Hit

INDENT = "   "


def plain_hits(hits: Iterable[Hit | Folded], *, width: int | None, batch: bool) -> Iterator[str]:
    """Yield a piece of text a hit, headings and blank lines included."""
    return separated(
        folded_line(item, width=width, colour=False)
        if isinstance(item, Folded)
        else _block(headings, item, width)
        for headings, item in headed(hits, batch=batch)
    )


def _block(headings: Sequence[Heading], hit: Hit, width: int | None) -> str:
    lines: list[str] = []
    for heading in headings:
        lines += [*wrap(heading.text, width), ""]
    lines += wrap(SEPARATOR.join(text for _, text in headline(hit)), width, mark=rank_mark(hit))
    for piece in below(hit):
        match piece:
            case Label():
                texts = [f"[{piece.where}: {piece.passage_id}]"]
            case Body():
                texts = [text for text, _ in piece.paragraphs]
            case Signals():
                room = None if width is None else width - len(margin(INDENT, width))
                texts = text_table(SIGNAL_COLUMNS, piece.rows, room)
            case Line():
                texts = [piece.text]
        lines += [line for text in texts for line in wrap(text, width, INDENT)]
    return "".join(f"{line}\n" for line in lines)
