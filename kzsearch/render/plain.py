"""Hits as plain text, for pipes and files.

One hit is a headline, its paragraphs, and its citation, each on a line of its own unless a width is given, so
that `grep` finds whole ones.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzsearch.render.cells import margin, wrap
from kzsearch.render.explain import explanation_lines
from kzsearch.render.printable import one_line
from kzsearch.render.wording import SEPARATOR, headed, headline, neighbour_label, paragraphs, rank_mark

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kzsearch.types import Hit, Passage

INDENT = "   "


def plain_hits(hits: Iterable[Hit], *, width: int | None, batch: bool) -> Iterator[str]:
    """Yield a piece of text a hit, headings and blank lines included."""
    first = True
    for headings, hit in headed(hits, batch=batch):
        lines: list[str] = []
        for heading in headings:
            lines += [*wrap(heading.text, width), ""]
        lines += _hit_lines(hit, width)
        yield "".join(f"{line}\n" for line in ([] if first else [""]) + lines)
        first = False


def _hit_lines(hit: Hit, width: int | None) -> list[str]:
    lines = wrap(SEPARATOR.join(text for _, text in headline(hit)), width, mark=rank_mark(hit))
    context = bool(hit.before or hit.after)
    for passage in hit.before:
        lines += _neighbour_lines(passage, "before", width)
    if context:
        lines += wrap(neighbour_label(hit.passage, "passage"), width, INDENT)
    lines += _body(hit.passage, width)
    for passage in hit.after:
        lines += _neighbour_lines(passage, "after", width)
    lines += wrap(one_line(hit.citation), width, INDENT)
    if hit.explanation is not None:
        indent = margin(INDENT, width)
        room = None if width is None else width - len(indent)
        lines += [indent + line for line in explanation_lines(hit.explanation, hit.best_sentence, room)]
    return lines


def _neighbour_lines(passage: Passage, where: str, width: int | None) -> list[str]:
    return wrap(neighbour_label(passage, where), width, INDENT) + _body(passage, width)


def _body(passage: Passage, width: int | None) -> list[str]:
    return [line for text, _ in paragraphs(passage, ()) for line in wrap(text, width, INDENT)]
