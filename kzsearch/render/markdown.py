"""Hits as Markdown: a numbered list with the passages as quotations, and their citations as footnotes.

The best sentence is bold and matching words are italic; in a passage without a best sentence matching words are bold.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzsearch.render.markup import code, emphasised, escape
from kzsearch.render.printable import one_line, printable
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
from kzsearch.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kzsearch.render.footnotes import Footnotes
    from kzsearch.types import Hit


def markdown_hits(hits: Iterable[Hit], *, batch: bool, notes: Footnotes) -> Iterator[str]:
    """Yield a piece of Markdown a hit, headings and blank lines included; citations become footnotes."""
    return separated(_block(headings, hit, notes) for headings, hit in headed(hits, batch=batch))


def _block(headings: Sequence[Heading], hit: Hit, notes: Footnotes) -> str:
    above = [f"{'#' * (heading.level + 1)} {escape(heading.text)}" for heading in headings]
    return "\n\n".join([*above, _item(hit, notes)]) + "\n"


def _item(hit: Hit, notes: Footnotes) -> str:
    blocks = [_headline(hit)]
    mark = notes.mark(escape(one_line(hit.citation)))
    for piece in below(hit):
        match piece:
            case Label():
                blocks.append(f"*{piece.where}:* {code(piece.passage_id)}")
            case Body():
                best = [None] * len(piece.paragraphs) if piece.neighbour else list(_best_in_lines(hit))
                lines = [
                    emphasised(line, spans, span)
                    for (line, spans), span in zip(piece.paragraphs, best, strict=True)
                ]
                if lines and not piece.neighbour:
                    # The mark stands behind the paragraph that is cited: that of the best sentence, else the last.
                    cited = [place for place, span in enumerate(best) if span and span.start < span.end]
                    lines[cited[-1] if cited else -1] += mark
                blocks.append("\n>\n".join(f"> {line}" for line in lines))
            case Signals():
                blocks.append("\n".join(markdown_table(SIGNAL_COLUMNS, piece.rows)))
            case Line(citation=True):
                pass  # a footnote
            case Line():
                blocks.append(escape(piece.text))
    number = rank_mark(hit)
    # Everything in a list item is indented by the width of its mark.
    first, *others = "\n\n".join(block for block in blocks if block).split("\n")
    return "\n".join([number + first, *(" " * len(number) + line if line else "" for line in others)])


def _best_in_lines(hit: Hit) -> Iterator[Span | None]:
    """Yield, for each line of a hit's passage that is not empty, the part of the best sentence in it."""
    start = 0
    for line in printable(hit.passage.text).split("\n"):
        end = start + len(line)
        if line.strip():
            yield (
                None if hit.best_sentence is None else _inside(hit.best_sentence.sentence.within, start, end)
            )
        start = end + 1


def _inside(span: Span, start: int, end: int) -> Span:
    """Return the part of a span between two offsets, counted from the first; it may be empty."""
    first = min(max(span.start, start), end)
    return Span(first - start, max(first, min(span.end, end)) - start)


def _headline(hit: Hit) -> str:
    styles = {Part.PLACE: "**{}**", Part.PARAGRAPH: "**{}**"}
    return SEPARATOR.join(
        code(text) if part is Part.ID else styles.get(part, "{}").format(escape(text))
        for part, text in headline(hit)
    )
