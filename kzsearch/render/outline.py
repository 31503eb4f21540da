"""The outline of a report in every format: a row a section."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kzsearch.render.formats import Format
from kzsearch.render.machine import json_array, json_lines
from kzsearch.render.oneline import oneline_rows
from kzsearch.render.spreadsheet import csv_rows
from kzsearch.render.tables import markdown_table, terminal_lines, text_table
from kzsearch.types.outline import OutlineSection

_COLUMNS = (
    *(
        "report_id",
        "section",
        "section_label",
        "section_origin",
        "paragraph_first",
        "paragraph_last",
        "words",
    ),
    *("passages", "span_start", "span_end", "line_first", "line_last", "page", "citation"),
)
_SHOWN = ("section", "heading", "paragraphs", "words", "passages", "lines")


def render_outline(
    sections: Sequence[OutlineSection], fmt: Format, *, width: int | None, colour: bool
) -> Iterator[str]:
    """Yield an outline; a heading that is inferred from the text stands in brackets.

    Args:
        sections: The sections.
        fmt: The format.
        width: Cells of a line, or None for no wrapping.
        colour: Whether the terminal view may use colour.
    """
    match fmt:
        case Format.JSON:
            pieces = json_array(section.to_dict() for section in sections)
        case Format.JSONL:
            pieces = json_lines(section.to_dict() for section in sections)
        case Format.CSV:
            pieces = csv_rows(_COLUMNS, map(_flat, sections))
        case Format.ONELINE:
            pieces = oneline_rows(("section", "section_label", "words", "citation"), map(_flat, sections))
        case Format.MD:
            pieces = (f"{line}\n" for line in markdown_table(_SHOWN, list(map(_shown, sections))))
        case Format.TEXT:
            pieces = (f"{line}\n" for line in text_table(_SHOWN, list(map(_shown, sections)), width))
        case Format.TERMINAL:
            pieces = terminal_lines(_SHOWN, list(map(_shown, sections)), width=width, colour=colour)
        case Format.BIBTEX | Format.RIS:
            pieces = iter(())  # an outline is nothing to cite; the command line says so beforehand
    return pieces


def _flat(section: OutlineSection) -> dict[str, object]:
    return section.to_dict() | {
        "paragraph_first": section.paragraphs[0],
        "paragraph_last": section.paragraphs[1],
        "passages": " ".join(section.passages),
        "span_start": section.span.start,
        "span_end": section.span.end,
        "line_first": section.lines[0],
        "line_last": section.lines[1],
    }


def _shown(section: OutlineSection) -> dict[str, object]:
    inferred = section.section_origin.value == "inferred"
    return {
        "section": section.section.value,
        "heading": f"[{section.section_label}]" if inferred else section.section_label,
        "paragraphs": _range(section.paragraphs),
        "words": section.words,
        "passages": len(section.passages),
        "lines": _range(section.lines),
    }


def _range(ends: tuple[int, int]) -> str:
    return str(ends[0]) if ends[0] == ends[1] else f"{ends[0]}-{ends[1]}"
