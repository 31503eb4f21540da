"""Hits as Markdown: a numbered list with the passages as quotations and the matching words bold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzsearch.render.explain import COLUMNS, explanation_notes, explanation_rows
from kzsearch.render.markup import code, emphasised, escape
from kzsearch.render.printable import one_line
from kzsearch.render.tables import markdown_table
from kzsearch.render.wording import SEPARATOR, Part, headed, headline, paragraphs, rank_mark

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kzsearch.types import Hit, Passage, Span


def markdown_hits(hits: Iterable[Hit], *, batch: bool) -> Iterator[str]:
    """Yield a piece of Markdown a hit, headings and blank lines included."""
    first = True
    for headings, hit in headed(hits, batch=batch):
        blocks = [f"{'#' * (heading.level + 1)} {escape(heading.text)}" for heading in headings]
        blocks.append(_item(hit))
        yield ("" if first else "\n") + "\n\n".join(blocks) + "\n"
        first = False


def _item(hit: Hit) -> str:
    mark = rank_mark(hit)
    context = bool(hit.before or hit.after)
    blocks = [_headline(hit)]
    for passage in hit.before:
        blocks += [_neighbour_label(passage, "before"), _quotation(passage, ())]
    if context:
        blocks.append(_neighbour_label(hit.passage, "passage"))
    blocks.append(_quotation(hit.passage, hit.highlights))
    for passage in hit.after:
        blocks += [_neighbour_label(passage, "after"), _quotation(passage, ())]
    blocks.append(escape(one_line(hit.citation)))
    if hit.explanation is not None:
        blocks.append("\n".join(markdown_table(COLUMNS, explanation_rows(hit.explanation))))
        blocks += [escape(note) for note in explanation_notes(hit.explanation, hit.best_sentence)]
    # What belongs to a list item is indented by its mark.
    lines = "\n\n".join(block for block in blocks if block).split("\n")
    return "\n".join([mark + lines[0], *(" " * len(mark) + line if line else "" for line in lines[1:])])


def _headline(hit: Hit) -> str:
    styles = {Part.PLACE: "**{}**", Part.PARAGRAPH: "**{}**"}
    return SEPARATOR.join(
        code(text) if part is Part.ID else styles.get(part, "{}").format(escape(text))
        for part, text in headline(hit)
    )


def _neighbour_label(passage: Passage, where: str) -> str:
    return f"*{where}:* {code(one_line(passage.passage_id))}"


def _quotation(passage: Passage, highlights: Iterable[Span]) -> str:
    return "\n>\n".join(f"> {emphasised(line, spans)}" for line, spans in paragraphs(passage, highlights))
