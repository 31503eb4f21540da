"""The passages of an id: a passage with its neighbours, a section, or a report."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kzsearch import cite
from kzsearch.errors import UnknownIdError
from kzsearch.search.hits import neighbours, series_shown
from kzsearch.suggestion import nearest
from kzsearch.types import Filters, Hit, Passage, ReportRecord, Scores

if TYPE_CHECKING:
    from kzsearch.index import OpenIndex

_ANY = Filters()


def show(index: OpenIndex, name: str, *, within: Filters = _ANY, context: int = 0) -> list[Hit]:
    """Return the passages that an id names, in order of the report, as hits without query, rank and score.

    Args:
        index: An open index.
        name: A passage id (`kaz-2023-protection-03`), a report id (`kaz-2023`), or a report id and a section
            (`kaz-2023-protection`).
        within: Only its sections and labels.
        context: With a passage id, how many neighbours on each side, of the same section.

    Raises:
        UnknownIdError: The index has no such id; the hint names the nearest.
    """
    reports = {report.report_id: report for report in index.store.reports()}
    # The longest id wins: kaz-2023-hr is no section of kaz-2023.
    holding = [report_id for report_id in reports if f"{name}-".startswith(f"{report_id}-")]
    report_id = max(holding, key=len, default="")
    of_report = index.store.report_passages(report_id) if report_id else []
    section = None if name == report_id else name[len(report_id) + 1 :]
    passages = _named(of_report, name, section, within, context)
    if not passages:
        raise UnknownIdError(f"the index has nothing called {name!r}", _hint(index, reports, name))
    return [_hit(index, reports[passage.report_id], passage) for passage in passages]


def _named(
    of_report: Sequence[Passage], name: str, section: str | None, within: Filters, context: int
) -> Sequence[Passage]:
    """Return the passages of a report that an id names: a passage with its neighbours, a section's, or all."""
    for place, passage in enumerate(of_report):
        if passage.passage_id == name:
            before, after = neighbours(of_report, place, context)
            return (*before, passage, *after)
    return [
        passage
        for passage in of_report
        if section in (None, passage.section)
        and (not within or passage.section in within.sections or passage.section_label in within.labels)
    ]


def _hit(index: OpenIndex, report: ReportRecord, passage: Passage) -> Hit:
    citation = cite.citation(report, passage, corpus_label=index.corpus_label)
    return Hit(
        None, None, None, Scores(), passage, report, (), citation, series=series_shown(index.store, report)
    )


def _hint(index: OpenIndex, reports: dict[str, ReportRecord], name: str) -> str:
    """Return what an id that names nothing most likely means: its report is looked for first, then what it holds."""
    code, _, rest = name.partition("-")
    year, _, rest = rest.partition("-")
    whole = [report_id for report_id in reports if name.startswith(f"{report_id}-")]
    report = max(whole, key=len) if whole else nearest(f"{code}-{year}", reports)
    if report is None:
        return "kzsearch reports lists what there is"
    rest = name[len(report) + 1 :] if whole else rest
    near = None
    if rest:
        held = index.store.report_passages(report)
        known = [*(passage.passage_id for passage in held), *(f"{report}-{p.section}" for p in held)]
        near = nearest(f"{report}-{rest}", known)
    return f"did you mean {near or report}?"
