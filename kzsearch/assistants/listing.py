"""The tool `list_reports`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzsearch.assistants.answers import ToolAnswer, as_text, shown_of
from kzsearch.assistants.arguments import Arguments
from kzsearch.assistants.passages import Asked, report_fields
from kzsearch.search.checked import read_filters
from kzsearch.search.query import kept_out

if TYPE_CHECKING:
    from kzsearch.types import Filters, ReportRecord


def list_reports(asked: Asked, given: Arguments) -> ToolAnswer:
    """List the reports that filters allow.

    Raises:
        KzsearchError: A filter makes no sense.
    """
    filters = read_filters(
        given.lists["year"], None, given.lists["country"], None, given.lists["series"], tuple
    )
    every = asked.index.reports()
    allowed = [report for report in every if allows(filters, report)]
    start = given.counts["offset"]
    shown = allowed[start : start + given.counts["limit"]]
    reports = [report_fields(asked, report) for report in shown]
    message = "One report." if len(allowed) == 1 else f"{len(allowed)} reports."
    if not allowed:
        message = "Nothing found: no report is of these years, countries and series."
    notes = kept_out(filters, every) if not allowed else []
    if allowed and (more := shown_of(len(shown), start, len(allowed), "reports")):
        message += f" {more}"
    fields = {"message": message, "total": len(allowed), "reports": reports, "notes": notes}
    return as_text(fields, ["\n".join(_line(report) for report in reports)] if reports else [])


def allows(filters: Filters, report: ReportRecord) -> bool:
    """Whether filters of a tool allow some passage of a report."""
    return (
        (not filters.years or any(span.first <= report.year <= span.last for span in filters.years))
        and (not filters.countries or report.country.alpha3 in filters.countries)
        and (not filters.series or report.series in filters.series)
    )


def _line(fields: dict[str, object]) -> str:
    parts = [
        f"{fields['id']}: {fields['title']}",
        str(fields["tier"] or "tier not known"),
        f"{fields['passages']} passages",
        str(fields["citation"]),
        str(fields["url"]),
    ]
    inferred = fields["inferred"]
    if isinstance(inferred, list) and inferred:
        parts.append(f"inferred from the text: {', '.join(inferred)}")
    return " · ".join(parts)
