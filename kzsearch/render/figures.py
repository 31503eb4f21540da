"""Figures as a table, as records, and as Markdown; below them what their comparison shows, and what is unclassified.

A year that the report's own period gives, and no words, has an asterisk.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from kzsearch.render.cells import cells, pad, wrap
from kzsearch.render.formats import Format
from kzsearch.render.machine import json_array, json_lines
from kzsearch.render.markup import escape
from kzsearch.render.oneline import oneline_rows
from kzsearch.render.printable import one_line
from kzsearch.render.screen import DEFAULT_WIDTH
from kzsearch.render.spreadsheet import csv_rows
from kzsearch.render.styles import Style, painted
from kzsearch.render.tables import markdown_table
from kzsearch.types.figures import Figure, Finding, Measure, YearOrigin

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

COLUMNS = (
    "measure",
    "value",
    "upper",
    "unit",
    "dollars",
    "comparison",
    "year",
    "year_origin",
    "year_words",
    "counted_by",
    "breakdown",
    "number",
    "country",
    "report_id",
    "report_year",
    "series",
    "passage_id",
    "section",
    "sentence",
    "citation",
    "sentence_span_start",
    "sentence_span_end",
    "span_start",
    "span_end",
    "rule",
    "reason",
    "figure_id",
    "part_of",
    "also",
)
FINDING_COLUMNS = ("verdict", "text", "citations")
_SHOWN = ("year", "value", "of", "counted by", "told in", "source")
_SPARE = ("told in", "counted by")
_INFERRED = "*"
_LONGEST_PART = 60
INFERRED_NOTE = "* the sentence states no year; the report counts its own period"


def figure_row(figure: Figure) -> dict[str, object]:
    """Return a figure by column, as a spreadsheet has it."""
    fields = figure.to_dict()
    span = figure.span or (None, None)
    return {
        **fields,
        "breakdown": "; ".join(figure.breakdown),
        "also": "; ".join(figure.also),
        "sentence_span_start": figure.sentence_span.start,
        "sentence_span_end": figure.sentence_span.end,
        "span_start": span[0],
        "span_end": span[1],
    }


def render_figures(
    figures: Sequence[Figure], findings: Sequence[Finding], fmt: Format, *, width: int | None, colour: bool
) -> Iterator[str]:
    """Yield figures in a format; only text, terminal and Markdown tell the findings.

    Args:
        figures: The figures.
        findings: How they compare.
        fmt: The format.
        width: Cells of a line, or None for no wrapping (a terminal then has 80).
        colour: Whether the terminal view may use colour.
    """
    match fmt:
        case Format.JSON:
            yield from json_array(figure.to_dict() for figure in figures)
        case Format.JSONL:
            yield from json_lines(figure.to_dict() for figure in figures)
        case Format.CSV:
            yield from csv_rows(COLUMNS, map(figure_row, figures))
        case Format.ONELINE:
            yield from oneline_rows(COLUMNS, map(figure_row, figures))
        case Format.MD:
            yield from _markdown(figures, findings)
        case Format.TEXT:
            yield from _text(figures, findings, width, colour=False)
        case Format.TERMINAL:
            yield from _text(figures, findings, width or DEFAULT_WIDTH, colour=colour)


def render_findings(
    findings: Sequence[Finding], fmt: Format, *, width: int | None, colour: bool
) -> Iterator[str]:
    """Yield only how figures compare, in a format."""
    rows = [finding.to_dict() for finding in findings]
    match fmt:
        case Format.JSON:
            yield from json_array(rows)
        case Format.JSONL:
            yield from json_lines(rows)
        case Format.CSV:
            yield from csv_rows(FINDING_COLUMNS, rows)
        case Format.ONELINE:
            yield from oneline_rows(FINDING_COLUMNS, rows)
        case Format.MD:
            yield from (f"- {escape(finding_line(finding))}\n" for finding in findings)
        case Format.TEXT | Format.TERMINAL:
            width = width or (DEFAULT_WIDTH if fmt is Format.TERMINAL else None)
            yield from _finding_lines(findings, width, colour=colour)


def by_measure(figures: Iterable[Figure]) -> Iterator[tuple[str, list[Figure]]]:
    """Yield the classified figures under their country, series and measure, by year."""
    order = list(Measure)
    several = len({figure.series for figure in figures}) > 1
    known = sorted(
        (figure for figure in figures if figure.measure is not Measure.UNCLASSIFIED),
        key=lambda figure: (figure.country, figure.series, order.index(figure.measure), figure.year or 0),
    )
    for (country, series, measure), group in groupby(
        known, key=lambda figure: (figure.country, figure.series, figure.measure)
    ):
        yield f"{country}: {measure.words}{f' ({series})' if several else ''}", list(group)


def shown_row(figure: Figure) -> dict[str, object]:
    """Return a figure as a row for people, by column."""
    inferred = figure.year_origin is YearOrigin.INFERRED
    dollars = f" (${figure.dollars:,.12g})" if figure.dollars is not None else ""
    breakdown = ", ".join(figure.breakdown)
    return {
        "year": f"{figure.year}{_INFERRED if inferred else ''}",
        "value": figure.amount + dollars,
        "of": breakdown if len(breakdown) <= _LONGEST_PART else f"{breakdown[: _LONGEST_PART - 1]}…",
        "counted by": f"by {figure.counted_by}" if figure.counted_by else "",
        "told in": figure.report_id,
        "source": source_line(figure),
    }


def source_line(figure: Figure) -> str:
    """Return the name of the file and the lines that a figure's citations end with: `kazakhstan-2023.txt:19, 22`."""
    places = [
        citation.rpartition("(")[2].rstrip(")").rpartition("/")[2].rpartition(":")
        for citation in (figure.citation, *figure.also)
    ]
    name = places[0][0]
    return f"{name}:" * bool(name) + ", ".join(dict.fromkeys(line for _, _, line in places))


def _text(
    figures: Sequence[Figure], findings: Sequence[Finding], width: int | None, *, colour: bool
) -> Iterator[str]:
    groups = [(title, [shown_row(figure) for figure in group]) for title, group in by_measure(figures)]
    first = True
    for title, rows in groups:
        yield from _heading(title, width, colour=colour, first=first)
        first = False
        yield from _aligned(_columns_that_fit(rows, width), rows, width, colour=colour)
    if any(str(row["year"]).endswith(_INFERRED) for _, rows in groups for row in rows):
        yield "\n"
        yield from (painted([(line, Style.DIM)], colour=colour) + "\n" for line in wrap(INFERRED_NOTE, width))
    if findings:
        yield from _heading("How they compare", width, colour=colour, first=False)
        yield from _finding_lines(findings, width, colour=colour)
    unclassified = [figure for figure in figures if figure.measure is Measure.UNCLASSIFIED]
    if unclassified:
        title = "Unclassified: measure or year is not certain"
        yield from _heading(title, width, colour=colour, first=not groups)
        for figure in unclassified:
            yield from _unclassified_lines(figure, width, colour=colour)


def _heading(title: str, width: int | None, *, colour: bool, first: bool) -> Iterator[str]:
    if not first:
        yield "\n"
    for line in wrap(one_line(title), width):
        yield painted([(line, Style.STRONG)], colour=colour) + "\n"


def _columns_that_fit(rows: Sequence[dict[str, object]], width: int | None) -> list[str]:
    """Return the columns that every line has room for; what is left out is in every other format."""
    columns = list(_SHOWN)
    for spare in ("", *_SPARE):
        columns = [column for column in columns if column != spare]
        longest = max(map(cells, _lines(columns, rows)), default=0)
        if width is None or longest + 2 <= width:
            break
    return columns


def _lines(columns: Sequence[str], rows: Sequence[dict[str, object]]) -> list[str]:
    """Return rows as lines whose columns stand below one another."""
    texts = [[one_line(str(row[column])) for column in columns] for row in rows]
    lengths = [max(map(cells, column)) for column in zip(*texts, strict=True)]
    return [
        "  ".join(pad(text, length) for text, length in zip(line, lengths, strict=True) if length).rstrip()
        for line in texts
    ]


def _aligned(
    columns: Sequence[str], rows: Sequence[dict[str, object]], width: int | None, *, colour: bool
) -> Iterator[str]:
    """Yield rows; one that is too long is wrapped."""
    for row, line in zip(rows, _lines(columns, rows), strict=True):
        loose = "  ".join(filter(None, (one_line(str(row[column])) for column in columns)))
        fits = width is None or cells(line) + 2 <= width
        for piece in wrap(line if fits else loose, width, "  "):
            yield painted([(piece, Style.PLAIN)], colour=colour) + "\n"


def _unclassified_lines(figure: Figure, width: int | None, *, colour: bool) -> Iterator[str]:
    head = f"{figure.number}: {figure.reason} ({source_line(figure)})"
    for line in wrap(one_line(head), width, "  "):
        yield f"{line}\n"
    for line in wrap(one_line(figure.sentence), width, "    "):
        yield painted([(line, Style.DIM)], colour=colour) + "\n"


def finding_line(finding: Finding) -> str:
    """Return how figures compare, in one line."""
    return f"{finding.verdict.value}: {finding.text}"


def _finding_lines(findings: Sequence[Finding], width: int | None, *, colour: bool) -> Iterator[str]:
    for finding in findings:
        for line in wrap(one_line(finding_line(finding)), width, "  "):
            yield painted([(line, Style.PLAIN)], colour=colour) + "\n"


def _markdown(figures: Sequence[Figure], findings: Sequence[Finding]) -> Iterator[str]:
    first = True
    columns = ("year", "value", "of", "counted by", "told in", "sentence", "citation")
    for title, group in by_measure(figures):
        rows = [
            {
                **shown_row(figure),
                "sentence": figure.sentence,
                "citation": "; ".join((figure.citation, *figure.also)),
            }
            for figure in group
        ]
        yield ("" if first else "\n") + f"## {escape(title)}\n\n"
        first = False
        yield from (f"{line}\n" for line in markdown_table(columns, rows))
    if any(figure.year_origin is YearOrigin.INFERRED for figure in figures):
        yield f"\n{escape(INFERRED_NOTE)}\n"
    if findings:
        yield "\n## How they compare\n\n"
        yield from (f"- {escape(finding_line(finding))}\n" for finding in findings)
    unclassified = [figure for figure in figures if figure.measure is Measure.UNCLASSIFIED]
    if unclassified:
        yield "\n## Unclassified\n\n" if not first else "## Unclassified\n\n"
        for figure in unclassified:
            said = f"{figure.number}: {figure.reason}. “{figure.sentence}” {figure.citation}"
            yield f"- {escape(one_line(said))}\n"
