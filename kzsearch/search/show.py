"""Passages to read rather than to find: one with its neighbours, a section, a report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzsearch import cite
from kzsearch.errors import QueryError
from kzsearch.search.hits import series_shown
from kzsearch.types import Filters, Hit, Passage, ReportRecord, Scores, Section

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
        QueryError: The index has no such id; the hint names the nearest.
    """
    reports = {report.report_id: report for report in index.store.reports()}
    key = index.store.key_of(name)
    if key is not None:
        before, after = index.store.neighbours(key, context) if context else ((), ())
        own = index.store.passages([key])[key]
        passages = [*before, own, *after]
    else:
        passages = _passages(index, reports, name, within)
    if not passages:
        raise QueryError(f"the index has nothing called {name!r}", _hint(index, reports, name))
    return [_hit(index, reports[passage.report_id], passage) for passage in passages]


def _passages(
    index: OpenIndex, reports: dict[str, ReportRecord], name: str, within: Filters
) -> list[Passage]:
    if name in reports:
        found = index.store.report_passages(name)
    else:
        report_id, _, last = name.rpartition("-")
        if report_id not in reports or last not in list(Section):
            return []
        found = index.store.report_passages(report_id, Section(last))
    if not within:
        return found
    return [
        passage
        for passage in found
        if passage.section in within.sections or passage.section_label in within.labels
    ]


def _hit(index: OpenIndex, report: ReportRecord, passage: Passage) -> Hit:
    citation = cite.citation(report, passage, corpus_label=index.corpus.resolve().name)
    return Hit(
        None, None, None, Scores(), passage, report, (), citation, series=series_shown(index.store, report)
    )


def _hint(index: OpenIndex, reports: dict[str, ReportRecord], name: str) -> str:
    report = next((report_id for report_id in reports if name.startswith(report_id)), None)
    known = [p.passage_id for p in index.store.report_passages(report)] if report else list(reports)
    import difflib

    near = difflib.get_close_matches(name, known, n=1, cutoff=0.4)
    return f"did you mean {near[0]}?" if near else "kzsearch reports lists what there is"
