"""Records to text, in every format. Pure: no module here reads or writes, and width and colour are arguments.

Every function yields pieces that end in a line feed, as early as the format allows. To add a format, add its
name to `Format`, write one module, and give it a case here; the type checker names the cases that are missing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzsearch.render.brief import brief_hits
from kzsearch.render.fields import hit_fields
from kzsearch.render.folding import Folded, folded
from kzsearch.render.formats import Format
from kzsearch.render.machine import json_array, json_lines
from kzsearch.render.markdown import markdown_hits
from kzsearch.render.plain import plain_hits
from kzsearch.render.reports import render_reports, report_rows
from kzsearch.render.screen import DEFAULT_WIDTH
from kzsearch.render.spreadsheet import csv_hits, csv_rows
from kzsearch.render.tables import markdown_table, terminal_lines, text_table
from kzsearch.render.terminal import terminal_hits

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kzsearch.types import Hit

__all__ = [
    "Folded",
    "Format",
    "folded",
    "hit_fields",
    "render_hits",
    "render_reports",
    "render_table",
    "report_rows",
]


def render_hits(
    hits: Iterable[Hit | Folded],
    fmt: Format,
    *,
    width: int | None,
    colour: bool,
    batch: bool = False,
    full: bool = False,
    links: str | None = None,
) -> Iterator[str]:
    """Yield hits in a format, or passages that `show` prints: their `query` is None.

    Args:
        hits: In the order in which they are printed. Only text and terminal tell of folded hits.
        fmt: The format.
        width: Cells of a line, or None for no wrapping (a terminal then has 80).
        colour: Whether the terminal view may use colour and bold.
        batch: Whether there are several queries; text, terminal and Markdown then name each above its hits.
        full: Whether text and terminal show whole passages, rather than the best sentence of each.
        links: URI of the corpus folder, where the terminal view may make links of citations.
    """
    found = (hit for hit in hits if not isinstance(hit, Folded))
    match fmt:
        case Format.JSON:
            return json_array(map(hit_fields, found))
        case Format.JSONL:
            return json_lines(map(hit_fields, found))
        case Format.CSV:
            return csv_hits(found)
        case Format.MD:
            return markdown_hits(found, batch=batch)
        case Format.TEXT:
            return (
                plain_hits(hits, width=width, batch=batch)
                if full
                else brief_hits(hits, width=width, colour=False, batch=batch)
            )
        case Format.TERMINAL:
            return (
                terminal_hits(hits, width=width, colour=colour, batch=batch, links=links)
                if full
                else brief_hits(hits, width=width or DEFAULT_WIDTH, colour=colour, batch=batch, links=links)
            )


def render_table(
    columns: Sequence[str],
    rows: Sequence[Mapping[str, object]],
    fmt: Format,
    *,
    width: int | None,
    colour: bool,
) -> Iterator[str]:
    """Yield a table in a format.

    Args:
        columns: The columns to print, in order; a row may lack some and may hold more.
        rows: The values by column.
        fmt: The format.
        width: Cells of a line, or None for no wrapping (a terminal then has 80).
        colour: Whether the terminal view may use colour and bold.
    """
    match fmt:
        case Format.JSON:
            return json_array(_chosen(columns, rows))
        case Format.JSONL:
            return json_lines(_chosen(columns, rows))
        case Format.CSV:
            return csv_rows(columns, rows)
        case Format.MD:
            return _lines(markdown_table(columns, rows))
        case Format.TEXT:
            return _lines(text_table(columns, rows, width))
        case Format.TERMINAL:
            return terminal_lines(columns, rows, width=width, colour=colour)


def _chosen(columns: Sequence[str], rows: Sequence[Mapping[str, object]]) -> Iterator[dict[str, object]]:
    return ({column: row.get(column) for column in columns} for row in rows)


def _lines(lines: Iterable[str]) -> Iterator[str]:
    return (f"{line}\n" for line in lines)
