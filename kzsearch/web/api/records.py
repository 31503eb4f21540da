"""The schemas of the records, each read off its samples as they are written."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, NamedTuple

from kzsearch.serving import analysing, reading
from kzsearch.serving.found import Found, Written
from kzsearch.serving.searching import hits_written
from kzsearch.types.comparison import ByYear, Comparison
from kzsearch.types.figures import Figure, Finding
from kzsearch.types.index import ReportRecord
from kzsearch.types.locating import Located
from kzsearch.types.outline import OutlineSection
from kzsearch.types.recommendations import Recommendations
from kzsearch.types.references import Reference
from kzsearch.types.search import Hit
from kzsearch.types.timelines import PresenceYear, TierYear
from kzsearch.web.api.samples import samples
from kzsearch.web.api.schemas import Schema, described, schema_of


class Kind(NamedTuple):
    """A kind of record.

    Attributes:
        record: Its class, or that of what holds it.
        written: Gives the writing of one of these.
    """

    record: type
    written: Callable[[Any], Written]


KINDS: Mapping[str, Kind] = {
    "Hit": Kind(Hit, lambda one: hits_written(None)((one,))),
    "Report": Kind(ReportRecord, lambda one: reading.reports_written([one])),
    "OutlineSection": Kind(OutlineSection, lambda one: reading.outline_written([one])),
    "ComparedRow": Kind(Comparison, lambda one: analysing.comparisons_written([one])),
    "YearAnswer": Kind(ByYear, lambda one: analysing.by_year_written([one])),
    "Recommendation": Kind(Recommendations, analysing.recommendations_written),
    "Figure": Kind(Figure, lambda one: analysing.figures_written([one])),
    "TierYear": Kind(TierYear, lambda one: analysing.timeline_written([one])),
    "PresenceYear": Kind(PresenceYear, lambda one: analysing.timeline_written([one])),
    "Located": Kind(Located, lambda one: analysing.located_written([one])),
    "Reference": Kind(Reference, lambda one: reading.references_written([one])),
}
ONE_OF = {"ComparedRow": ("ComparedRow", "YearAnswer"), "TimelineYear": ("TierYear", "PresenceYear")}
"""Records of which an address gives one kind or another."""


@cache
def record_schemas() -> Mapping[str, Schema]:
    """Return the schema of each kind of record."""
    return {name: described(_schema(kind), kind.record) for name, kind in KINDS.items()}


def head_schema(record: type, without: str = "") -> Schema:
    """Return the schema of what a class gives as plain values, without one of them."""
    values = []
    for one in samples(record):
        whole: dict[str, object] = one.to_dict()  # type: ignore[attr-defined]
        whole.pop(without, None)
        values.append(json.loads(json.dumps(whole)))
    return described(schema_of(values), record)


@cache
def finding_schema() -> Schema:
    """Return the schema of how figures compare."""
    return head_schema(Finding)


@cache
def comparison_schema() -> Schema:
    """Return the schema of a comparison without its rows."""
    return head_schema(Comparison, without="rows")


def _schema(kind: Kind) -> Schema:
    values: list[object] = []
    for one in samples(kind.record):
        try:
            lines = Found(kind.written(one)).lines()
        except IndexError:
            continue  # no such record has this list empty
        values += [json.loads(line) for line in lines]
    return schema_of(values)
