"""Hits as Markdown: a numbered list with the passages as quotations and the matching words bold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzsearch.render.markup import code, emphasised, escape
from kzsearch.render.tables import markdown_table
from kzsearch.render.wording import (
    SEPARATOR,
    SIGNAL_COLUMNS,
    Body,
    Heading,
    Label,
    Line,
    Part,
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


def markdown_hits(hits: Iterable[Hit], *, batch: bool) -> Iterator[str]:
    """Yield a piece of Markdown a hit, headings and blank lines included."""
    return separated(_block(headings, hit) for headings, hit in headed(hits, batch=batch))


def _block(headings: Sequence[Heading], hit: Hit) -> str:
    above = [f"{'#' * (heading.level + 1)} {escape(heading.text)}" for heading in headings]
    return "\n\n".join([*above, _item(hit)]) + "\n"


def _item(hit: Hit) -> str:
    blocks = [_headline(hit)]
    for piece in below(hit):
        match piece:
            case Label():
                blocks.append(f"*{piece.where}:* {code(piece.passage_id)}")
            case Body():
                blocks.append("\n>\n".join(f"> {emphasised(*paragraph)}" for paragraph in piece.paragraphs))
            case Signals():
                blocks.append("\n".join(markdown_table(SIGNAL_COLUMNS, piece.rows)))
            case Line():
                blocks.append(escape(piece.text))
    mark = rank_mark(hit)
    # Everything in a list item is indented by the width of its mark.
    first, *others = "\n\n".join(block for block in blocks if block).split("\n")
    return "\n".join([mark + first, *(" " * len(mark) + line if line else "" for line in others)])


def _headline(hit: Hit) -> str:
    styles = {Part.PLACE: "**{}**", Part.PARAGRAPH: "**{}**"}
    return SEPARATOR.join(
        code(text) if part is Part.ID else styles.get(part, "{}").format(escape(text))
        for part, text in headline(hit)
    )
