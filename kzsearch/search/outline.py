"""The outline of a report: its sections in order."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from kzsearch import references
from kzsearch.errors import QueryError
from kzsearch.search.show import show
from kzsearch.types import Passage, ReportRecord, Span
from kzsearch.types.outline import OutlineSection

if TYPE_CHECKING:
    from kzsearch.index import OpenIndex


def outline(index: OpenIndex, report_id: str) -> list[OutlineSection]:
    """Return the sections of a report, in order.

    Args:
        index: An open index.
        report_id: The report's id, such as `kaz-2023`.

    Raises:
        UnknownIdError: The index has nothing of this id; the hint names the nearest.
        QueryError: It names a part of a report.
    """
    hits = show(index, report_id)
    report = hits[0].report
    if report.report_id != report_id:
        raise QueryError(f"{report_id!r} is a part of a report", f"the outline is that of {report.report_id}")
    passages = (hit.passage for hit in hits)
    sections = groupby(passages, key=lambda passage: (passage.section, passage.section_label))
    return [_section(report, list(of), index.corpus_label) for _, of in sections]


def _section(report: ReportRecord, passages: Sequence[Passage], label: str) -> OutlineSection:
    first, last = passages[0], passages[-1]
    key = f"{report.report_id}-{first.section}"
    return OutlineSection(
        report_id=report.report_id,
        section=first.section,
        section_label=first.section_label,
        section_origin=first.section_origin,
        paragraphs=(first.paragraph, last.paragraphs[1]),
        words=sum(len(passage.text.split()) for passage in passages),
        passages=tuple(passage.passage_id for passage in passages),
        span=Span(first.span.start, last.span.end),
        lines=(first.lines[0], last.lines[1]),
        page=first.page,
        citation=references.of_passages(report, passages, key, label).citation,
    )
