"""Records in every format: what differs from one kind of record to another is named once, by the kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from kzsearch.render.formats import Format
from kzsearch.render.machine import json_array, json_lines
from kzsearch.render.oneline import oneline_rows
from kzsearch.render.paragraphs import Page
from kzsearch.render.references import bibtex, ris
from kzsearch.render.screen import DEFAULT_WIDTH
from kzsearch.render.selection import render_chosen
from kzsearch.render.spreadsheet import csv_rows
from kzsearch.types.references import Reference

Fields = Mapping[str, object]


class Views(NamedTuple):
    """How some records are printed; each view is made only where its format is asked for.

    Attributes:
        whole: The records of `json`.
        rows: Those of `jsonl`: one a row.
        flat: The rows of `csv`, no field inside another.
        columns: Its columns.
        short: The columns of `--oneline`.
        markdown: The lines of Markdown.
        text: The lines of plain text and of a terminal, given how to print.
        references: What `bibtex` and `ris` have; the command line refuses these formats where there is nothing to cite.
    """

    whole: Iterable[Fields]
    rows: Iterable[Fields]
    flat: Iterable[Fields]
    columns: Sequence[str]
    short: Sequence[str]
    markdown: Iterable[str]
    text: Callable[[Page], Iterable[str]]
    references: Iterable[Reference] = ()

    def rendered(self, fmt: Format, *, width: int | None, colour: bool) -> Iterator[str]:
        """Yield the records in a format.

        Args:
            fmt: The format.
            width: Cells of a line, or None for no wrapping (a terminal then has 80).
            colour: Whether the terminal view may use colour.
        """
        match fmt:
            case Format.JSON:
                yield from json_array(self.whole)
            case Format.JSONL:
                yield from json_lines(self.rows)
            case Format.CSV:
                yield from csv_rows(self.columns, self.flat)
            case Format.ONELINE:
                yield from oneline_rows(self.short, self.flat)
            case Format.MD:
                yield from self.markdown
            case Format.BIBTEX:
                yield from bibtex(self.references)
            case Format.RIS:
                yield from ris(self.references)
            case Format.TEXT:
                yield from self.text(Page(width, colour=False))
            case Format.TERMINAL:
                yield from self.text(Page(width or DEFAULT_WIDTH, colour))

    def chosen(self, fields: str, fmt: Format) -> Iterator[str]:
        """Return the fields that a user names, of each row as the format has it.

        Raises:
            QueryError: There is no such field, or the format prints no fields.
        """
        of_csv = fmt is Format.CSV
        return render_chosen(self.flat if of_csv else self.rows, fields, fmt, self.columns if of_csv else ())
