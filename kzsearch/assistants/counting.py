"""The tool `figures`."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final

from kzsearch.analysis.figures.agreement import findings
from kzsearch.assistants.answers import ToolAnswer, as_text, shown_of
from kzsearch.assistants.listing import allows
from kzsearch.assistants.passages import Asked
from kzsearch.assistants.quoting import cited, named, quotation, quoted
from kzsearch.errors import QueryError
from kzsearch.search.checked import read_filters
from kzsearch.search.query import kept_out
from kzsearch.types.figures import Measure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kzsearch.assistants.arguments import Arguments
    from kzsearch.types.figures import Figure, Finding

MOST_REPORTS: Final = 100
"""Reports of one call: their figures are read anew with each call, and assistants wait a minute at most."""
_FINDINGS: Final = 20
_CITED: Final = 6


def figures(asked: Asked, given: Arguments) -> ToolAnswer:
    """Return what reports count, as `kzsearch figures` does.

    Raises:
        KzsearchError: An argument makes no sense, or the reports are too many for one call.
    """
    notes = _allowed(asked, given)
    found = _figures(asked, given, given.lists["measure"], given.lists["year"])
    start = given.counts["offset"]
    shown = [_fields(asked, figure) for figure in found[start : start + given.counts["limit"]]]
    message = "One figure." if len(found) == 1 else f"{len(found)} figures."
    if not found:
        message = "Nothing found: the reports have no such figure."
        notes += _instead(asked, given)
    elif more := shown_of(len(shown), start, len(found), "figures"):
        message += f" {more} measure, year, country and section narrow them."
    compared = [_finding(one) for one in findings(found)[:_FINDINGS]]
    fields: dict[str, object] = {
        "message": message,
        "total": len(found),
        "figures": shown,
        "findings": compared,
        "notes": notes,
    }
    blocks = [
        _text(list(of))
        for _, of in groupby(shown, key=lambda figure: (figure["citation"], figure["sentence"]))
    ]
    if compared:
        lines = [f"- {one['verdict']}: {one['text']}" for one in compared]
        blocks.append("\n".join(["How they compare:", *lines]))
    return as_text(fields, blocks)


def _allowed(asked: Asked, given: Arguments) -> list[str]:
    """Return the notes on filters that allow no report.

    Raises:
        QueryError: They allow more reports than one call can read.
    """
    filters = read_filters(
        given.lists["report_year"], None, given.lists["country"], None, given.lists["series"], tuple
    )
    every = asked.index.reports()
    count = sum(allows(filters, report) for report in every)
    if count > MOST_REPORTS:
        raise QueryError(
            f"these are {count} reports; one call reads the figures of {MOST_REPORTS}",
            "name a country, a series or report_year",
        )
    return [] if count else kept_out(filters, every)


def _figures(asked: Asked, given: Arguments, measure: Sequence[str], year: Sequence[str]) -> list[Figure]:
    return asked.index.figures(
        measure=measure,
        year=year,
        country=given.lists["country"] or None,
        report_year=given.lists["report_year"] or None,
        section=given.lists["section"] or None,
        series=given.lists["series"] or None,
    )


def _instead(asked: Asked, given: Arguments) -> list[str]:
    """Return what figures there are, where there are none of these measures and years."""
    measure, year = given.lists["measure"], given.lists["year"]
    if measure and year and (of_other_years := _figures(asked, given, measure, ())):
        years = sorted({figure.year for figure in of_other_years if figure.year is not None})
        return [f"such figures are about {', '.join(map(str, years))}"] if years else []
    every = {figure.measure for figure in _figures(asked, given, (), ())} if measure or year else set()
    there = [one.value for one in Measure if one in every]
    return [f"the reports give {', '.join(there)}"] if there else []


def _fields(asked: Asked, figure: Figure) -> dict[str, object]:
    return {
        "measure": figure.measure.value,
        "value": figure.to_dict()["value"],
        "amount": named(figure.amount),
        "year": figure.year,
        "year_origin": figure.year_origin.value or None,
        "counted_by": named(figure.counted_by) or None,
        "breakdown": [named(part) for part in figure.breakdown],
        "reason": named(figure.reason) or None,
        "report_id": figure.report_id,
        "id": figure.passage_id,
        "url": asked.addresses.of_passage(figure.passage_id),
        "sentence": quoted(figure.sentence),
        "citation": cited(figure.citation),
    }


def _finding(finding: Finding) -> dict[str, object]:
    citations = dict.fromkeys(cited(figure.citation) for figure in finding.figures)
    return {
        "verdict": finding.verdict.value,
        "text": named(finding.text),
        "citations": list(citations)[:_CITED],
    }


def _text(figures: Sequence[dict[str, object]]) -> str:
    """Return the figures of one sentence, and the sentence."""
    first = figures[0]
    lines = [_line(figure) for figure in figures]
    return "\n".join([*lines, f"[{first['id']}] {first['citation']}", quotation(str(first["sentence"]))])


def _line(figure: dict[str, object]) -> str:
    parts = figure["breakdown"]
    what = ", ".join([str(figure["measure"]), *(parts if isinstance(parts, list) else [])])
    told = [
        f"{figure['year'] or 'year not known'}",
        f"{what}: {figure['amount']}",
        f"year {figure['year_origin']}" if figure["year"] else "",
        f"counted by {figure['counted_by']}" if figure["counted_by"] else "",
        str(figure["reason"] or ""),
    ]
    return " · ".join(part for part in told if part)
