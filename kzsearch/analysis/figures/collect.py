"""The figures of the reports of an index."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from kzsearch import cite
from kzsearch.analysis.figures.amounts import Sort
from kzsearch.analysis.figures.folding import folded
from kzsearch.analysis.figures.items import Item, Link
from kzsearch.analysis.figures.places import NumberPlaces
from kzsearch.analysis.figures.reader import Context, read
from kzsearch.analysis.figures.rows import TableRows
from kzsearch.domain.series import TIP
from kzsearch.types import Filters, Passage, PassageKind, ReportRecord, Section, Sentence, YearRange
from kzsearch.types.figures import Figure, Measure, YearOrigin

if TYPE_CHECKING:
    from kzsearch.index import OpenIndex

# How many years before its own a report of a series counts; a series that is not listed states its years.
_PERIODS: Final = {"tip": 1, "hr": 0, "irf": 0, "child-labor": 0}
_SUBJECT: Final = re.compile(
    r"(?<!drug )(?<!arms )(?<!narcotics )traffick|(?<!months of )(?<!years of )(?<!months’ )(?<!years’ )forced labou?r"
    r"|sexual exploitation",
    re.IGNORECASE,
)
_AT_WORK: Final = re.compile(
    r"\blabou?r|\bwork|\bemploy|\bbusiness|\bcompan|\bchild|\bminors?\b|\bfarms?\b|\bfactor|\binspectors\b|\binspectorate\b",
    re.IGNORECASE,
)
_ANY: Final = Filters()
_AHEAD: Final = 60
"""Characters behind a sentence in which the last cells of a table's row may stand."""


def figures(
    index: OpenIndex,
    filters: Filters = _ANY,
    *,
    measures: Sequence[Measure] = (),
    about: Sequence[YearRange] = (),
    told: Callable[[str, int, int], None] = lambda _what, _done, _all: None,
) -> Iterator[Figure]:
    """Yield the figures of an index, by report and place; what a report tells twice comes once.

    Args:
        index: An open index.
        filters: Which reports and sections; `years` are report years.
        measures: Only these measures; all where empty.
        about: Only figures about these years, not of reports of these years; all where empty.
        told: Is told what is read, how many reports are done, and how many there are.
    """
    reports = [report for report in index.store.reports() if _allows(filters, report)]
    for number, report in enumerate(reports):
        told("reading figures", number, len(reports))
        yield from folded(
            figure for figure in report_figures(index, report, filters) if _wanted(figure, measures, about)
        )


def report_figures(index: OpenIndex, report: ReportRecord, filters: Filters = _ANY) -> Iterator[Figure]:
    """Yield every number of a report, in the order of its text; the same figure as often as it is told.

    Args:
        index: An open index.
        report: The report.
        filters: Which sections.
    """
    places = NumberPlaces(index.corpus, report)
    label = index.corpus_label
    period = period_of(report.series, report.year)
    context = Context(period, report.year)
    table = TableRows()
    last: tuple[Section, str, int] | None = None
    known: dict[int, str] = {}
    for passage in index.store.report_passages(report.report_id):
        if passage.kind is not PassageKind.TEXT or passage.section is Section.RECOMMENDATIONS:
            continue
        if not _in_sections(filters, passage):
            continue
        for sentence in passage.sentences:
            here = (passage.section, passage.section_label, sentence.paragraph)
            if last is None or here[:2] != last[:2]:
                context = Context(period, report.year)
            elif here != last:
                context.stated = None
            last = here
            text = passage.text[slice(*sentence.within)].strip()
            row = table.read(text, period, passage.text[sentence.within.end :][:_AHEAD])
            if row is not None:
                items = row
            elif report.series == TIP.code or _SUBJECT.search(text) or "inspect" in text.casefold():
                items = read(text, context)
            else:
                continue  # most sentences of a series on other subjects
            yield from _records(items, text, report, passage, sentence, places, known, label)
            known = {
                key: known[key] for key in known if context.whole is not None and key == id(context.whole)
            }


def period_of(series: str, report_year: int) -> int | None:
    """Return the year that a report counts where its words state none, or None where that is not known."""
    back = _PERIODS.get(series)
    return None if back is None else report_year - back


def _records(
    items: Sequence[Item],
    text: str,
    report: ReportRecord,
    passage: Passage,
    sentence: Sentence,
    places: NumberPlaces,
    known: dict[int, str],
    label: str,
) -> Iterator[Figure]:
    citation = cite.citation(report, passage, sentence, corpus_label=label) if items else ""
    for item in items:
        known[id(item)] = f"{passage.passage_id}@{sentence.span.start}+{item.numeral.span.start}"
    for item in items:
        certain = item.measure is not None and item.year is not None
        if not is_on_subject(report.series, item, text):
            continue
        yield Figure(
            measure=item.measure if item.measure is not None and certain else Measure.UNCLASSIFIED,
            value=item.numeral.value,
            upper=item.numeral.upper,
            unit=_unit(item),
            dollars=item.amount.dollars,
            comparison=item.numeral.comparison,
            year=item.year,
            year_origin=item.year_origin if item.year is not None else YearOrigin.NONE,
            year_words=item.year_words,
            counted_by=item.counter,
            breakdown=item.parts,
            number=text[slice(*item.numeral.span)],
            report_id=report.report_id,
            country=report.country.name,
            report_year=report.year,
            series=report.series,
            passage_id=passage.passage_id,
            section=passage.section,
            sentence=text,
            sentence_span=sentence.span,
            span=places.of(sentence, text, item.numeral.span),
            citation=citation,
            rule=item.rule if certain else "",
            reason="" if certain else item.reason or "its measure is not certain",
            figure_id=known[id(item)],
            part_of=known.get(id(item.other), "") if item.link is Link.PART and item.other else "",
        )


def is_on_subject(series: str, item: Item, sentence: str) -> bool:
    """Whether a number of a series on other subjects speaks of trafficking or of labor inspections."""
    if series == TIP.code:
        return True
    if item.rule == "row of a table" and item.measure in (Measure.INSPECTIONS, Measure.OFFICERS):
        return True
    if item.measure is Measure.INSPECTIONS:
        return _AT_WORK.search(sentence) is not None
    return _SUBJECT.search(sentence) is not None


def _unit(item: Item) -> str:
    """Return what is counted: a currency, a length of time, or the noun, which may be another number's."""
    if item.amount.sort is not Sort.COUNT:
        return item.amount.unit
    tells_sex_alone = item.noun.noun.casefold() in ("male", "female") and item.other is not None
    if item.noun.noun and not tells_sex_alone:
        return item.noun.noun.casefold()
    return _unit(item.other) if item.other is not None and item.other is not item else ""


def _allows(filters: Filters, report: ReportRecord) -> bool:
    return (
        (not filters.years or any(years.first <= report.year <= years.last for years in filters.years))
        and (not filters.countries or report.country.alpha3 in filters.countries)
        and (not filters.tiers or report.tier in filters.tiers)
        and (not filters.series or report.series in filters.series)
    )


def _in_sections(filters: Filters, passage: Passage) -> bool:
    if not filters.sections and not filters.labels:
        return True
    labelled = passage.section is Section.OTHER and passage.section_label in filters.labels
    return labelled or passage.section in filters.sections


def _wanted(figure: Figure, measures: Sequence[Measure], about: Sequence[YearRange]) -> bool:
    if measures and figure.measure not in measures:
        return False
    return not about or (
        figure.year is not None and any(years.first <= figure.year <= years.last for years in about)
    )
