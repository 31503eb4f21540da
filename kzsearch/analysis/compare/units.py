"""The units that are compared: the sentences of a report's running text, and the items of its recommendations."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kzsearch import cite
from kzsearch.analysis.compare.terms import terms
from kzsearch.domain.sentence_forms import is_imperative
from kzsearch.types import Filters, Passage, PassageKind, ReportRecord, Section, Sentence, Span, YearRange
from kzsearch.types.comparison import CitedSentence

if TYPE_CHECKING:
    from kzsearch.index import OpenIndex
    from kzsearch.types import Vector

_JOINTS = re.compile(r"^(?:and\s+)?(.*?)[\s;]*$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence or an item that is compared.

    Attributes:
        cited: The sentence with its place.
        terms: What it is about.
        vector: What it means: a unit vector.
    """

    cited: CitedSentence
    terms: frozenset[str]
    vector: Vector

    @property
    def section(self) -> tuple[Section, str]:
        """Its section; sections of another outline are told apart by their headings."""
        cited = self.cited
        return cited.section, cited.section_label.casefold() if cited.section is Section.OTHER else ""


def units(index: OpenIndex, report: ReportRecord, within: Filters) -> list[Unit]:
    """Return a report's units in order.

    Args:
        index: An open index.
        report: The report.
        within: Only its sections and labels.
    """
    filters = Filters(
        years=(YearRange(report.year, report.year),),
        countries=(report.country.alpha3,),
        series=(report.series,),
        sections=within.sections,
        labels=within.labels,
    )
    keys = index.store.keys(filters)
    passages = {
        key: passage
        for key, passage in index.store.passages(keys).items()
        if passage.kind is PassageKind.TEXT and passage.report_id == report.report_id
    }
    vectors = index.store.sentence_vectors(list(passages))
    rows = [
        (passage, sentence, vectors[key][place])
        for key, passage in passages.items()
        for place, sentence in enumerate(passage.sentences)
    ]
    label = index.corpus_label
    return [_unit(report, group, label) for group in _groups(rows)]


_Row = tuple[Passage, Sentence, "Vector"]


def _groups(rows: Sequence[_Row]) -> Iterator[list[_Row]]:
    """Yield the sentences of each unit: one, or an item with the sentences that explain it."""
    group: list[_Row] = []
    for row in rows:
        if group and not _explains(group[-1], row):
            yield group
            group = []
        group.append(row)
    if group:
        yield group


def _explains(before: _Row, row: _Row) -> bool:
    """Whether a sentence belongs to the recommendation before it: same paragraph, and no imperative itself."""
    (passage, sentence, _), (other, former, _) = row, before
    return (
        passage.section is Section.RECOMMENDATIONS
        and other.section is Section.RECOMMENDATIONS
        and sentence.paragraph == former.paragraph
        and not _text(other, former).rstrip().endswith(";")
        and not is_imperative(_text(passage, sentence))
    )


def _unit(report: ReportRecord, group: Sequence[_Row], label: str) -> Unit:
    import numpy as np

    passage, first, vector = group[0]
    last = group[-1][1]
    text = " ".join(_text(other, sentence) for other, sentence, _ in group)
    text = item_text(text, passage.section)
    if len(group) > 1:
        vector = np.sum([row[2] for row in group], axis=0)
        vector = vector / max(float(np.linalg.norm(vector)), 1e-9)
    cited = CitedSentence(
        report_id=report.report_id,
        year=report.year,
        section=passage.section,
        section_label=passage.section_label,
        passage_id=passage.passage_id,
        text=text,
        span=Span(first.span.start, last.span.end),
        lines=(first.lines[0], last.lines[1]),
        page=first.page,
        citation=cite.citation(report, passage, first, corpus_label=label),
    )
    return Unit(cited, terms(text, report.country.name), vector)


def item_text(text: str, section: Section) -> str:
    """Return an item of recommendations without the `;` and `and` that join it to the others; else the text."""
    match = _JOINTS.match(text) if section is Section.RECOMMENDATIONS else None
    return (match[1] if match else "") or text


def _text(passage: Passage, sentence: Sentence) -> str:
    return " ".join(passage.text[slice(*sentence.within)].split())


def by_section(listed: Sequence[Unit]) -> Mapping[tuple[Section, str], list[int]]:
    """Return the places of the units of each section, sections in order of their first unit."""
    found: dict[tuple[Section, str], list[int]] = {}
    for place, unit in enumerate(listed):
        found.setdefault(unit.section, []).append(place)
    return found
