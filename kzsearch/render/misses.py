"""Queries of a batch that have no hit, shown in their place among the hits of the others."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, TypeVar

from kzsearch.render.cells import wrap
from kzsearch.render.markup import code, escape
from kzsearch.render.plain import INDENT
from kzsearch.render.printable import one_line
from kzsearch.render.screen import console, printed, wrapped
from kzsearch.render.wording import query_heading, separated
from kzsearch.types import Hit, Miss

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_Shown = TypeVar("_Shown")


def among_hits(
    records: Iterable[_Shown | Miss],
    hits: Callable[[Iterable[_Shown]], Iterator[str]],
    miss: Callable[[Miss], str],
) -> Iterator[str]:
    """Yield hits and misses in order, an empty line between them.

    Args:
        records: The hits and misses.
        hits: Shows hits of one or more queries that follow one another.
        miss: Shows a miss.
    """
    first = True
    for missed, run in groupby(records, lambda record: isinstance(record, Miss)):
        pieces = (
            separated(miss(record) for record in run if isinstance(record, Miss))
            if missed
            else hits(record for record in run if not isinstance(record, Miss))  # noqa: B031  one of the two uses it
        )
        for place, piece in enumerate(pieces):
            yield piece if first or place else f"\n{piece}"
            first = False


def plain_miss(miss: Miss, width: int | None) -> str:
    """Return a miss as plain text."""
    lines = [*wrap(_heading(miss), width), ""]
    lines += [line for text in _lines(miss) for line in wrap(text, width, INDENT)]
    return "".join(f"{line}\n" for line in lines)


def terminal_miss(miss: Miss, width: int | None, *, colour: bool) -> str:
    """Return a miss as a terminal shows it."""
    from rich.text import Text

    screen = console(width=width, colour=colour)
    lines = [*wrapped(Text(_heading(miss), style="bold underline"), screen), Text()]
    lines += [line for text in _lines(miss) for line in wrapped(Text(text, style="dim"), screen, INDENT)]
    return printed(screen, lines)


def markdown_miss(miss: Miss) -> str:
    """Return a miss as Markdown."""
    blocks = [f"## {escape(_heading(miss))}", escape(f"Nothing found: {one_line(miss.reason)}")]
    if miss.nearest is not None:
        blocks.append(f"Nearest: {code(miss.nearest.passage.passage_id)}, {escape(_cited(miss.nearest))}")
    return "\n\n".join(blocks) + "\n"


def _heading(miss: Miss) -> str:
    return query_heading(miss.query, miss.query_line)


def _lines(miss: Miss) -> Iterator[str]:
    yield f"nothing found: {one_line(miss.reason)}"
    if miss.nearest is not None:
        yield f"nearest: {one_line(miss.nearest.passage.passage_id)}: {one_line(miss.nearest.sentence_text)}"
        yield _cited(miss.nearest)


def _cited(hit: Hit) -> str:
    return one_line(hit.citation)
