"""Hits, sentences and reports as fields of an answer: each with its id, its address, its words and its citation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kzsearch import references
from kzsearch.assistants.addresses import Addresses, source_url
from kzsearch.assistants.quoting import cited, named, quoted
from kzsearch.cite import is_inferred, section_name, series_of
from kzsearch.types import SectionOrigin

if TYPE_CHECKING:
    from kzsearch.library import Index
    from kzsearch.types import Hit, ReportRecord

_SHOWN_SCORE = 4  # decimals, as everywhere


@dataclass(frozen=True, slots=True)
class Asked:
    """What a tool answers from.

    Attributes:
        index: The open index.
        addresses: Makes addresses.
    """

    index: Index
    addresses: Addresses

    @property
    def corpus_label(self) -> str:
        """The corpus folder as citations name it: by its name, as `LiveIndex` opens an index."""
        return self.index.corpus.absolute().name


def hit_fields(asked: Asked, hit: Hit) -> dict[str, object]:
    """Return a hit, or the nearest passage, as fields."""
    passage, report = hit.passage, hit.report
    best = None if hit.best_sentence is None else hit.best_sentence.sentence
    fields: dict[str, object] = {
        "id": passage.passage_id,
        "title": hit_title(hit),
        "url": asked.addresses.of_sentence(passage, best),
        "sentence": quoted(hit.sentence_text),
        "citation": cited(hit.citation),
        "score": None if hit.score is None else round(hit.score, _SHOWN_SCORE),
    }
    if passage.section_origin is SectionOrigin.INFERRED:
        fields["section_inferred"] = True
    if report.tier is not None:
        fields["tier"] = report.tier.value
    if hit.weak:
        fields["weak"] = True
    if hit.also_in:
        fields["also_in"] = list(hit.also_in)
    return fields


def hit_title(hit: Hit) -> str:
    """Return the title of a passage: its report and its section."""
    return named(f"{references.of_report(hit.report).title}, {section_name(hit.passage)}")


def report_fields(asked: Asked, report: ReportRecord) -> dict[str, object]:
    """Return a report as fields."""
    reference = references.of_report(report, asked.corpus_label)
    return {
        "id": report.report_id,
        "title": named(reference.title),
        "url": asked.addresses.of_report(report.report_id),
        "country": named(report.country.name),
        "year": report.year,
        "tier": None if report.tier is None else report.tier.value,
        "series": named(series_of(report).name),
        "passages": report.passages,
        "words": report.words,
        "source_url": source_url(report) or None,
        "citation": cited(reference.citation),
        "inferred": [name for name in ("country", "year", "tier", "series") if is_inferred(report, name)],
        "notes": [named(note) for note in report.notes],
    }
