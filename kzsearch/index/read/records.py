"""Rows of an index's database to records."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from kzsearch.errors import IndexFolderError
from kzsearch.index.format.manifest import REBUILD
from kzsearch.types import (
    Country,
    Fact,
    Origin,
    Passage,
    PassageKind,
    ReportRecord,
    Section,
    SectionOrigin,
    Sentence,
    Span,
    Tier,
)

Made = TypeVar("Made")


def _checked(make: Callable[..., Made]) -> Callable[..., Made]:
    """Raise values that no builder writes as an error: the database is damaged."""

    @functools.wraps(make)
    def checked(*row: object) -> Made:
        try:
            return make(*row)
        except (ValueError, TypeError, AttributeError) as error:
            raise IndexFolderError(f"the index's database is damaged: {error}", REBUILD) from error

    return checked


@_checked
def to_passage(row: Sequence[object], sentences: Sequence[Sequence[object]]) -> Passage:
    """Make a passage from a row of PASSAGE_COLUMNS and rows of SENTENCE_COLUMNS."""
    _, passage_id, report_id, section, label, origin, paragraph, text, *places, page, kind = row
    start, end, first, last = map(_integer, places)
    return Passage(
        passage_id=str(passage_id),
        report_id=str(report_id),
        section=Section(str(section)),
        section_label=str(label),
        section_origin=SectionOrigin(str(origin)),
        paragraph=_integer(paragraph),
        text=str(text),
        span=Span(start, end),
        lines=(first, last),
        page=None if page is None else _integer(page),
        sentences=tuple(map(_to_sentence, sentences)),
        kind=PassageKind(str(kind)),
    )


def _to_sentence(row: Sequence[object]) -> Sentence:
    *numbers, page = row
    start, end, within_start, within_end, paragraph, first, last = map(_integer, numbers)
    return Sentence(
        Span(start, end),
        Span(within_start, within_end),
        paragraph,
        (first, last),
        None if page is None else _integer(page),
    )


@_checked
def to_report(row: Sequence[object]) -> ReportRecord:
    """Make a report's record from a row of REPORT_COLUMNS."""
    report_id, country, alpha3, year, tier, series, facts, source, sha256, encoding, *counts, notes = row
    bom_bytes, passages, words = map(_integer, counts)
    stored: Mapping[str, Sequence[str]] = json.loads(str(facts))
    return ReportRecord(
        report_id=str(report_id),
        country=Country(str(country), str(alpha3)),
        year=_integer(year),
        tier=to_tier(tier),
        facts={
            name: Fact(value, Origin(origin), evidence) for name, (value, origin, evidence) in stored.items()
        },
        source=str(source),
        sha256=str(sha256),
        encoding=str(encoding),
        bom_bytes=bom_bytes,
        passages=passages,
        words=words,
        notes=tuple(json.loads(str(notes))),
        series=str(series),
    )


@_checked
def to_tier(tier: object) -> Tier | None:
    """Make a tier placement, None where nothing says it."""
    return None if tier is None else Tier(str(tier))


def _integer(value: object) -> int:
    if not isinstance(value, int):
        raise TypeError(f"expected an integer in the index, found {value!r}")
    return value
