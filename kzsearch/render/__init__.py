"""Records to text, in every format. Pure: no module here reads or writes, and width and colour are arguments.

Every function yields pieces that end in a line feed, as early as the format allows. To add a format, add its
name to `Format`, write one module, and give it a case here; the type checker names the cases that are missing.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from kzsearch.references import of_hit
from kzsearch.render.brief import brief_hits
from kzsearch.render.folding import Folded, folded
from kzsearch.render.footnotes import Footnotes
from kzsearch.render.formats import Format
from kzsearch.render.machine import json_array, json_lines
from kzsearch.render.markdown import markdown_hits
from kzsearch.render.misses import among_hits, markdown_miss, plain_miss, terminal_miss
from kzsearch.render.oneline import oneline_hits, oneline_rows
from kzsearch.render.plain import plain_hits
from kzsearch.render.references import bibtex, ris
from kzsearch.render.reports import render_reports, report_rows
from kzsearch.render.screen import DEFAULT_WIDTH
from kzsearch.render.spreadsheet import csv_hits, csv_rows
from kzsearch.render.tables import markdown_table, terminal_lines, text_table
from kzsearch.render.terminal import terminal_hits
from kzsearch.types import Hit, Miss

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

__all__ = [
    "Folded",
    "Format",
    "folded",
    "render_hits",
    "render_reports",
    "render_table",
    "report_rows",
]


def render_hits(
    hits: Iterable[Hit | Miss | Folded],
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
        hits: In the order in which they are printed; in a batch, a `Miss` stands for a query without a hit. Only text
            and terminal tell of folded hits.
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
            pieces = json_array(hit.to_dict() for hit in found)
        case Format.JSONL:
            pieces = json_lines(hit.to_dict() for hit in found)
        case Format.CSV:
            pieces = csv_hits(found)
        case Format.ONELINE:
            pieces = oneline_hits(hit for hit in found if isinstance(hit, Hit))
        case Format.MD:
            notes = Footnotes()
            shown = among_hits(found, partial(markdown_hits, batch=batch, notes=notes), markdown_miss)
            pieces = notes.after(shown)
        case Format.BIBTEX:
            pieces = bibtex(of_hit(hit) for hit in found if isinstance(hit, Hit))
        case Format.RIS:
            pieces = ris(of_hit(hit) for hit in found if isinstance(hit, Hit))
        case Format.TEXT:
            passages = partial(plain_hits, width=width, batch=batch)
            brief = partial(brief_hits, width=width, colour=False, batch=batch)
            pieces = among_hits(hits, passages if full else brief, partial(plain_miss, width=width))
        case Format.TERMINAL:
            width = width or DEFAULT_WIDTH
            passages = partial(terminal_hits, width=width, colour=colour, batch=batch, links=links)
            brief = partial(brief_hits, width=width, colour=colour, batch=batch, links=links)
            miss = partial(terminal_miss, width=width, colour=colour)
            pieces = among_hits(hits, passages if full else brief, miss)
    return pieces


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
            pieces = json_array(_chosen(columns, rows))
        case Format.JSONL:
            pieces = json_lines(_chosen(columns, rows))
        case Format.CSV:
            pieces = csv_rows(columns, rows)
        case Format.ONELINE:
            pieces = oneline_rows(columns, rows)
        case Format.MD:
            pieces = _lines(markdown_table(columns, rows))
        case Format.TEXT:
            pieces = _lines(text_table(columns, rows, width))
        case Format.TERMINAL:
            pieces = terminal_lines(columns, rows, width=width, colour=colour)
        case Format.BIBTEX | Format.RIS:
            pieces = iter(())  # a table is nothing to cite; the command line says so beforehand
    return pieces


def _chosen(columns: Sequence[str], rows: Sequence[Mapping[str, object]]) -> Iterator[dict[str, object]]:
    return ({column: row.get(column) for column in columns} for row in rows)


def _lines(lines: Iterable[str]) -> Iterator[str]:
    return (f"{line}\n" for line in lines)
