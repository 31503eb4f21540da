"""The reports of an index, each with its facts and their origins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzsearch.cite import is_inferred, series_of
from kzsearch.references import of_report
from kzsearch.render.cells import cells, margin, wrap
from kzsearch.render.formats import Format
from kzsearch.render.machine import json_array, json_lines
from kzsearch.render.markup import escape
from kzsearch.render.oneline import oneline_rows
from kzsearch.render.plain import INDENT
from kzsearch.render.printable import one_line
from kzsearch.render.references import bibtex, ris
from kzsearch.render.screen import DEFAULT_WIDTH, console, printed, wrapped
from kzsearch.render.spreadsheet import csv_rows
from kzsearch.render.styles import Style, painted
from kzsearch.render.tables import markdown_table, terminal_lines, text_table
from kzsearch.render.wording import SEPARATOR, place, separated, tier_name
from kzsearch.types.index import FACTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kzsearch.types import ReportRecord

_COLUMNS = ("report_id", "country", "year", "tier", "passages", "words", "source", "sha256")
_INFERRED, _NOTED = " *", " †"
_AS_JSON = {Format.JSON: json_array, Format.JSONL: json_lines}
_AS_REFERENCES = {Format.BIBTEX: bibtex, Format.RIS: ris}
_FACT_COLUMNS = ("fact", "value", "origin", "evidence")


def report_rows(records: Sequence[ReportRecord]) -> list[dict[str, object]]:
    """Return a row a report, as `json` and `jsonl` print it; `facts` and `notes` are nested."""
    return [record.to_dict() for record in records]


def render_reports(
    records: Sequence[ReportRecord], fmt: Format, *, width: int | None, colour: bool, full: bool = False
) -> Iterator[str]:
    """Yield the reports in a format: a row a report, and in Markdown a block.

    Args:
        records: The reports.
        fmt: The format.
        width: Cells of a line, or None for no wrapping.
        colour: Whether the terminal view may use colour.
        full: Whether text and terminal have a block a report, with every fact and its origin.
    """
    match fmt:
        case Format.JSON | Format.JSONL:
            yield from _AS_JSON[fmt](report_rows(records))
        case Format.CSV:
            yield from csv_rows(_csv_columns(records), [_csv_row(record) for record in records])
        case Format.ONELINE:
            yield from oneline_rows(_COLUMNS, report_rows(records))
        case Format.MD:
            yield from separated(_markdown_block(record) for record in records)
        case Format.TEXT if not full:
            yield from _short_list(records, width, colour=False)
        case Format.TERMINAL if not full:
            yield from _short_list(records, width or DEFAULT_WIDTH, colour=colour)
        case Format.TEXT:
            yield from separated(_text_block(record, width) for record in records)
        case Format.BIBTEX | Format.RIS:
            yield from _AS_REFERENCES[fmt](of_report(record) for record in records)
        case Format.TERMINAL:
            yield from separated(_terminal_block(record, width, colour=colour) for record in records)


def _short(records: Sequence[ReportRecord]) -> tuple[list[str], list[dict[str, object]]]:
    """Return the columns and rows of the short list; a fact that was inferred from the text is marked."""
    several = len({record.series for record in records}) > 1
    columns = ["report", "country", "year", "tier", *(["series"] if several else []), "passages", "file"]
    rows: list[dict[str, object]] = [
        {
            "report": record.report_id,
            "country": _marked(record, "country", record.country.name),
            "year": _marked(record, "year", str(record.year)),
            "tier": _marked(record, "tier", tier_name(record)),
            "series": _marked(record, "series", series_of(record).name),
            "passages": record.passages,
            "file": record.source + (_NOTED if record.notes else ""),
        }
        for record in records
    ]
    return columns, rows


def _short_list(records: Sequence[ReportRecord], width: int | None, *, colour: bool) -> Iterator[str]:
    """Yield the lines of the short list, without the columns that a narrow page has no room for."""
    columns, rows = _short(records)
    for spare in ("", "passages", "file"):
        columns = [column for column in columns if column != spare]
        lines = text_table(columns, rows, None)
        if width is None or max(map(cells, lines), default=0) <= width:
            break
    else:
        lines = text_table(columns, rows, width)
    for number, line in enumerate(lines):
        yield painted([(line, Style.PLAIN if number else Style.STRONG)], colour=colour) + "\n"
    for text in _footnotes(records):
        for line in wrap(text, width):
            yield painted([(line, Style.DIM)], colour=colour) + "\n"


def _marked(record: ReportRecord, name: str, value: str) -> str:
    return value + (_INFERRED if is_inferred(record, name) else "")


def _footnotes(records: Sequence[ReportRecord]) -> list[str]:
    """Return what the marks of the short list mean, for those that it has."""
    listed = ("country", "year", "tier", "series")
    notes = []
    if any(is_inferred(record, name) for record in records for name in listed):
        notes.append(f"{_INFERRED.strip()} inferred from the text: kzsearch reports --long shows from what")
    if any(record.notes for record in records):
        notes.append(f"{_NOTED.strip()} kzsearch reports --long has a note on it")
    return notes


def fact_rows(record: ReportRecord) -> list[dict[str, object]]:
    """Return a row a fact: what it is, its value, its origin, and the words that it was read from."""
    return [{"fact": name} | fact.to_dict() for name, fact in record.facts_in_order]


def _csv_columns(records: Sequence[ReportRecord]) -> list[str]:
    others = sorted({name for record in records for name in record.facts} - set(FACTS))
    columns = list(_COLUMNS)
    for name in (*FACTS, *others):
        # A fact that has a column of its own gets no second one.
        columns += [*([] if name in _COLUMNS else [name]), f"{name}_origin", f"{name}_evidence"]
    return [*columns, "notes"]


def _csv_row(record: ReportRecord) -> Mapping[str, object]:
    (row,) = report_rows([record])
    for name, fact in record.facts_in_order:
        row.setdefault(name, fact.value)
        row |= {f"{name}_origin": fact.origin.value, f"{name}_evidence": fact.evidence}
    return row


def _title(record: ReportRecord) -> str:
    return SEPARATOR.join(filter(None, [one_line(record.report_id), place(record), tier_name(record)]))


def _counts(record: ReportRecord) -> str:
    return SEPARATOR.join(
        [
            f"{record.passages} passage{'' if record.passages == 1 else 's'}",
            f"{record.words} word{'' if record.words == 1 else 's'}",
            one_line(record.source),
            f"sha256 {one_line(record.sha256)}",
        ]
    )


def _notes(record: ReportRecord) -> list[str]:
    return [f"note: {one_line(note)}" for note in record.notes]


def _text_block(record: ReportRecord, width: int | None) -> str:
    indent = margin(INDENT, width)
    room = None if width is None else width - len(indent)
    lines = wrap(_title(record), width) + wrap(_counts(record), width, INDENT)
    lines += [(indent + line).rstrip() for line in text_table(_FACT_COLUMNS, fact_rows(record), room)]
    for note in _notes(record):
        lines += wrap(note, width, INDENT)
    return "".join(f"{line}\n" for line in lines)


def _terminal_block(record: ReportRecord, width: int | None, *, colour: bool) -> str:
    from rich.text import Text

    screen = console(width=width, colour=colour)
    indent = margin(INDENT, screen.width)
    top = [
        *wrapped(Text(_title(record), style="bold"), screen),
        *wrapped(Text(_counts(record), style="dim"), screen, indent),
    ]
    table = terminal_lines(_FACT_COLUMNS, fact_rows(record), width=screen.width - len(indent), colour=colour)
    notes = [line for note in _notes(record) for line in wrapped(Text(note), screen, indent)]
    return printed(screen, top) + "".join(indent + line for line in table) + printed(screen, notes)


def _markdown_block(record: ReportRecord) -> str:
    blocks = [f"## {escape(_title(record))}", escape(_counts(record))]
    blocks.append("\n".join(markdown_table(_FACT_COLUMNS, fact_rows(record))))
    blocks += [escape(note) for note in _notes(record)]
    return "\n\n".join(block for block in blocks if block) + "\n"
