"""A country's tier by report year, each with the sentence of the report that justifies it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from kzsearch import cite
from kzsearch.analysis.timeline.years import lines_of
from kzsearch.domain.tiers import named_in
from kzsearch.types import Filters, Passage, ReportRecord, Section, Sentence, Tier
from kzsearch.types.timelines import TierYear, YearState

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kzsearch.index import OpenIndex

_ANY = Filters()
_SCALE = (Tier.TIER_3, Tier.TIER_2_WATCH_LIST, Tier.TIER_2, Tier.TIER_1)
_STANDARDS = re.compile(r"\bminimum\s+standards\b", re.IGNORECASE)
_THE_TIER, _THE_STANDARDS = "names the tier", "minimum standards"


def tier_timeline(index: OpenIndex, filters: Filters = _ANY) -> list[TierYear]:
    """Return the tiers of each country that filters allow, by year, with the years that no report is of.

    Reports of series that place nobody on tiers are left out.

    Args:
        index: An open index.
        filters: Which reports count.
    """
    found: list[TierYear] = []
    label = index.corpus_label
    for country, years in lines_of(index.store, filters):
        if not any(cite.series_of(report).has_tiers for reports in years.values() for report in reports):
            continue
        before: TierYear | None = None
        for year, reports in years.items():
            if not reports:
                found.append(TierYear(country, year, YearState.MISSING))
            for report in reports:
                one = _placed(index, report, label)
                found.append(one if before is None else _compared(one, before))
                before = one if one.tier else before
    return found


class _Justification(NamedTuple):
    passage: Passage
    sentence: Sentence
    says: str
    named: Tier | None


def _placed(index: OpenIndex, report: ReportRecord, label: str) -> TierYear:
    """Return a report's tier and the sentence that justifies it."""
    state = YearState.STATED if report.tier else YearState.NOT_STATED
    found = _justification(index.store.report_passages(report.report_id), report.tier)
    if found is None:
        return TierYear(
            report.country, report.year, state, report, note="no sentence of the report justifies the tier"
        )
    other = found.named is not None and report.tier is not None and found.named != report.tier
    return TierYear(
        report.country,
        report.year,
        state,
        report,
        sentence=found.sentence,
        passage=found.passage,
        text=found.passage.text[slice(*found.sentence.within)],
        says=found.says,
        citation=cite.citation(report, found.passage, found.sentence, corpus_label=label),
        note=f"the sentence names {found.named}, the report is placed on {report.tier}" if other else "",
    )


def _justification(passages: Sequence[Passage], tier: Tier | None) -> _Justification | None:
    """Return the sentence that names the report's tier, else one that names another, else one on the standards.

    The overview is read first; a report whose headings are lost may have it elsewhere.
    """
    overview = [passage for passage in passages if passage.section is Section.OVERVIEW]
    found = [
        _Justification(passage, sentence, _THE_TIER if named else _THE_STANDARDS, named)
        for passage in overview or passages
        for sentence in passage.sentences
        for text in [passage.text[slice(*sentence.within)]]
        for named in [_named(text, tier)]
        if named or _STANDARDS.search(text)
    ]
    of_the_tier = [one for one in found if one.named is not None and one.named == tier]
    on_standards = [one for one in found if one.named is None]
    of_another = [one for one in found if one.named is not None] if overview else []
    # Where several name it, the last concludes: `therefore Kazakhstan remained on Tier 2`.
    return next(iter([*of_the_tier[::-1], *of_another[::-1], *on_standards]), None)


def _named(text: str, tier: Tier | None) -> Tier | None:
    """Return the tier that a sentence names: the report's own if it does, else the last."""
    tiers = named_in(text)
    return tier if tier in tiers else tiers[-1] if tiers else None


def _compared(one: TierYear, before: TierYear) -> TierYear:
    """Return a year with its change from the last tier that is known."""
    if one.tier is None or before.tier is None:
        return one
    if one.tier == before.tier:
        change = "same"
    elif one.tier in _SCALE and before.tier in _SCALE:
        change = "up" if _SCALE.index(one.tier) > _SCALE.index(before.tier) else "down"
    else:
        change = "other"
    return replace(one, change=change, since=before.year)
