"""What the reports of each year answer to one query, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from kzsearch.analysis.compare.choosing import chosen_reports
from kzsearch.analysis.compare.intent import read_intent
from kzsearch.search import Settings
from kzsearch.search import search as answer_query
from kzsearch.search.parsed import ParsedQuery
from kzsearch.search.parsing import parsed_for
from kzsearch.types import Filters, Hit, Mode, ReportRecord, YearRange
from kzsearch.types.comparison import ByYear, CitedSentence, YearAnswer

if TYPE_CHECKING:
    from kzsearch.index import OpenIndex

_ALL = Filters()
_DEFAULTS = Settings()
_OF_THE_BEST = 0.5


class HitsByYear(NamedTuple):
    """The hits of a query, report by report.

    Attributes:
        looked_for: What of the query was looked for.
        hits: Of each report its best hits, by year; none where it is silent.
        notes: What the user should know of how the query was read.
    """

    looked_for: str
    hits: tuple[tuple[ReportRecord, tuple[Hit, ...]], ...]
    notes: tuple[str, ...]

    @property
    def silent(self) -> list[ReportRecord]:
        """The reports without an answer."""
        return [report for report, hits in self.hits if not hits]


def hits_by_year(index: OpenIndex, query: str, settings: Settings, *, each: int = 1) -> HitsByYear:
    """Answer a query from the report of each year by itself.

    A report answers where its own best passage reaches the index's threshold, and at least half the relevance of the
    best passage of any year: beside a real answer, a passage that is barely above the threshold is none.

    Args:
        index: An open index.
        query: The query; words that ask for several years or for change are not looked for.
        settings: How to search, and of which country, years, series and sections.
        each: How many hits of a report.

    Raises:
        QueryError: The query makes no sense, or there are not two reports to compare.
    """
    parsed = parsed_for(index.store, query, settings.mode)
    intent = read_intent(parsed.free, index.store.coverage())
    asks = intent is not None and bool(intent.topic or parsed.condition)
    looked_for = parsed.about(intent.topic) if intent and asks else parsed
    filters = settings.filters
    if intent:
        filters = replace(
            filters,
            years=filters.years or tuple(YearRange(year, year) for year in intent.years),
            countries=filters.countries or intent.countries,
            sections=filters.sections or (() if filters.labels else intent.sections),
        )
    reports = chosen_reports(index, _with_fields(filters, parsed))
    found = [
        (report, answer_query(index, looked_for, _of_report(settings, filters, report, each)))
        for report in reports
    ]
    notes = dict.fromkeys(note for _, answer in found for note in answer.notes)
    least = 0.0
    if settings.min_score is None and settings.mode is not Mode.EXACT:
        least = _OF_THE_BEST * max(answer.relevance for _, answer in found)
    hits = tuple((report, answer.hits if answer.relevance >= least else ()) for report, answer in found)
    return HitsByYear(looked_for.written if asks else query, hits, tuple(notes))


def compare_query(
    index: OpenIndex, query: str, filters: Filters = _ALL, settings: Settings = _DEFAULTS
) -> ByYear:
    """Return the best sentence of each year's report on a query; a report without an answer is silent.

    Args:
        index: An open index.
        query: What to look for.
        filters: The country (needed where the index holds several), years, series and sections.
        settings: How to search.

    Raises:
        QueryError: The query makes no sense, or there are not two reports to compare.
    """
    found = hits_by_year(index, query, replace(settings, filters=filters))
    report = found.hits[0][0]
    return ByYear(
        query=query,
        looked_for=found.looked_for,
        country=report.country.name,
        series=report.series,
        answers=tuple(_answer(report, hits) for report, hits in found.hits),
        notes=found.notes,
    )


def _with_fields(filters: Filters, parsed: ParsedQuery) -> Filters:
    """Return filters with the fields of a query where they restrict nothing, so that its reports are chosen."""
    if parsed.condition is None:
        return filters
    from kzsearch.search.conditions import fields

    named = fields(parsed.condition).also
    return replace(
        filters,
        years=filters.years or tuple(years for one in named for years in one.years),
        countries=filters.countries or tuple(code for one in named for code in one.countries),
        series=filters.series or tuple(code for one in named for code in one.series),
    )


def _of_report(settings: Settings, filters: Filters, report: ReportRecord, each: int) -> Settings:
    return replace(
        settings,
        top_k=each,
        filters=Filters(
            years=(YearRange(report.year, report.year),),
            countries=(report.country.alpha3,),
            series=(report.series,),
            sections=filters.sections,
            labels=filters.labels,
            tiers=filters.tiers,
            also=filters.also,
        ),
    )


def _answer(report: ReportRecord, hits: Sequence[Hit]) -> YearAnswer:
    if not hits or hits[0].best_sentence is None:
        return YearAnswer(report.report_id, report.year, None, None)
    hit, best = hits[0], hits[0].best_sentence
    return YearAnswer(
        report.report_id,
        report.year,
        CitedSentence(
            report_id=report.report_id,
            year=report.year,
            section=hit.passage.section,
            section_label=hit.passage.section_label,
            passage_id=hit.passage.passage_id,
            text=" ".join(best.text.split()),
            span=best.sentence.span,
            lines=best.sentence.lines,
            page=best.sentence.page,
            citation=best.citation,
        ),
        hit.score,
    )
