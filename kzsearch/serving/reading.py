"""Passages, reports, outlines and references, as a request asks for them by id."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast

from kzsearch.render import Format, render_reports, report_rows
from kzsearch.serving.found import Found, Written, chosen
from kzsearch.serving.searching import hits_written

if TYPE_CHECKING:
    from kzsearch.library import Index
    from kzsearch.types import Hit, ReportRecord
    from kzsearch.types.outline import OutlineSection
    from kzsearch.types.references import Reference


def passages(index: Index, arguments: Mapping[str, object]) -> Found:
    """Return the passages of an id, as `kzsearch show` prints them.

    Raises:
        KzsearchError: The index has no such id, or an argument makes no sense.
    """
    asked = dict(arguments)
    written = hits_written(cast("str | None", asked.pop("fields", None)))
    hits: list[Hit] = index.show(**cast("dict[str, Any]", asked))
    return Found(written(tuple(hits)), index.notes)


def reports(index: Index, arguments: Mapping[str, object]) -> Found:
    """Return the reports of the index, as `kzsearch reports` prints them.

    Raises:
        KzsearchError: There is no such field.
    """
    records = index.reports()
    fields = cast("str | None", arguments.get("fields"))
    if fields is not None:
        rows = report_rows(records)
        return Found(chosen(rows, fields))
    return Found(reports_written(records))


def outline(index: Index, arguments: Mapping[str, object]) -> Found:
    """Return the sections of a report, as `kzsearch show --outline` prints them, and the report itself.

    Raises:
        KzsearchError: The index has no such report.
    """
    name = str(arguments["name"])
    sections = index.outline(name)
    (report,) = (report for report in index.reports() if report.report_id == name)
    return Found(outline_written(sections), about={"report": report.to_dict()})


def references(index: Index, arguments: Mapping[str, object]) -> Found:
    """Return the references of an id, as `kzsearch cite --style csl-json` prints them.

    Raises:
        KzsearchError: The index has no such id.
    """
    return Found(references_written(index.cite(str(arguments["name"]))))


def reports_written(records: Sequence[ReportRecord]) -> Written:
    """Return what gives reports in a format."""
    return lambda fmt: render_reports(records, fmt, width=None, colour=False)


def outline_written(sections: Sequence[OutlineSection]) -> Written:
    """Return what gives an outline in a format."""
    from kzsearch.render.outline import render_outline

    return lambda fmt: render_outline(sections, fmt, width=None, colour=False)


def references_written(found: Sequence[Reference]) -> Written:
    """Return what gives references in a format: as records, as lines for footnotes, for BibTeX and RIS."""
    from kzsearch.render import references as render
    from kzsearch.render.machine import json_lines

    others: dict[Format, Callable[[Sequence[Reference]], Iterator[str]]] = {
        Format.TEXT: render.footnotes,
        Format.BIBTEX: render.bibtex,
        Format.RIS: render.ris,
        Format.JSON: render.csl_json,
    }

    def written(fmt: Format) -> Iterator[str]:
        if fmt in others:
            return others[fmt](found)
        return json_lines(reference.to_dict() for reference in found)

    return written
