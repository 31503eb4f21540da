"""Reports and passages to references: the records behind BibTeX, RIS and CSL-JSON."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kzsearch import cite
from kzsearch.types import Hit, Passage, ReportRecord
from kzsearch.types.references import Reference

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def of_hit(hit: Hit) -> Reference:
    """Return the reference of a hit: of its best sentence, or of the passage where there is no query."""
    return of_passage(hit.report, hit.passage, hit.citation)


def of_passage(report: ReportRecord, passage: Passage, citation: str) -> Reference:
    """Return the reference of a passage, or of a part of it.

    Args:
        report: The report.
        passage: The passage.
        citation: Its citation, or that of a part of it; of a quote from several sections the citations of all.
    """
    parsed = cite.parse(citation) or cite.parse(citation.partition("; ")[0])
    if parsed is None:
        place = f"{cite.section_name(passage)}, {cite.paragraphs_name(*passage.paragraphs)}"
        return _reference(report, passage.passage_id, place, passage.pages, report.source, citation)
    first, last = parsed.lines
    file = f"{parsed.path}:{first}-{last}" if last > first else f"{parsed.path}:{first}"
    place = f"{parsed.section_label}, {cite.paragraphs_name(*parsed.paragraphs)}"
    return _reference(report, passage.passage_id, place, parsed.pages, file, citation)


def of_passages(report: ReportRecord, passages: Sequence[Passage], key: str, corpus_label: str) -> Reference:
    """Return the reference of passages of one section that follow one another.

    Args:
        report: The report.
        passages: The passages.
        key: What names them.
        corpus_label: Name of the corpus folder, under which the file is shown.
    """
    first, last = passages[0], passages[-1]
    sentences = tuple(sentence for passage in passages for sentence in passage.sentences)
    whole = replace(first, lines=(first.lines[0], last.lines[1]), sentences=sentences)
    citation = cite.citation(report, whole, corpus_label=corpus_label)
    return replace(of_passage(report, whole, citation), key=key)


def of_report(report: ReportRecord, corpus_label: str = "") -> Reference:
    """Return the reference of a whole report."""
    file = f"{corpus_label}/{report.source}" if corpus_label else report.source
    title = _title(report)
    author = _author(report)
    citation = f"{f'{author}, ' if author else ''}{title} ({file})"
    return _reference(report, report.report_id, "", None, file, citation)


def _reference(
    report: ReportRecord, key: str, place: str, pages: tuple[int, int] | None, file: str, citation: str
) -> Reference:
    return Reference(
        key=key,
        author=_author(report),
        title=_title(report),
        series=cite.series_of(report).name,
        year=report.year,
        place=place,
        pages=pages,
        file=file,
        citation=citation,
        url=_fact(report, "url"),
        accessed=day if _DAY.fullmatch(day := _fact(report, "accessed")) else "",
    )


def _author(report: ReportRecord) -> str:
    return _fact(report, "publisher") or cite.series_of(report).publisher


def _title(report: ReportRecord) -> str:
    year = f"{report.year}{' [year inferred]' if cite.is_inferred(report, 'year') else ''}"
    country = " ".join(report.country.name.split())
    country += " [country inferred]" if cite.is_inferred(report, "country") else ""
    return f"{cite.series_of(report).name} {year}: {country}"


def _fact(report: ReportRecord, name: str) -> str:
    fact = report.facts.get(name)
    return " ".join(fact.value.split()) if fact else ""
