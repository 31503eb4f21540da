"""Figures for tests that need no report."""

from __future__ import annotations

from dataclasses import replace

from kzsearch.types import Section, Span
from kzsearch.types.figures import Comparison, Figure, Measure, YearOrigin

_FIGURE = Figure(
    measure=Measure.IDENTIFIED,
    value=110,
    upper=None,
    unit="victims",
    dollars=None,
    comparison=Comparison.EQUAL,
    year=2016,
    year_origin=YearOrigin.INFERRED,
    year_words="the report counts the year before it, 2016",
    counted_by="government",
    breakdown=(),
    number="110",
    report_id="kaz-2017",
    country="Kazakhstan",
    report_year=2017,
    series="tip",
    passage_id="kaz-2017-protection-01",
    section=Section.PROTECTION,
    sentence="The government identified 110 victims.",
    sentence_span=Span(10, 48),
    span=Span(36, 39),
    citation="Trafficking in Persons Report 2017: Kazakhstan, Protection, para. 1 (corpus/kaz.txt:9)",
    rule="identify + victim",
    figure_id="kaz-2017-protection-01@10+26",
)


def figure(**changes: object) -> Figure:
    """Return a figure that differs from the usual one in some fields."""
    return replace(_FIGURE, **changes)  # type: ignore[arg-type]
