"""What the reader of a timeline should know that shows little."""

from __future__ import annotations

from collections.abc import Sequence

from kzsearch.types import ReportRecord
from kzsearch.types.timelines import PresenceYear, TierYear, YearState


def timeline_notes(found: Sequence[TierYear] | Sequence[PresenceYear], concept: str | None) -> list[str]:
    """Return what a timeline leaves open: that there is one report alone, or that all are silent."""
    with_report: list[ReportRecord] = [one.report for one in found if one.report is not None]
    notes = []
    countries = {one.country.name for one in found}
    if len(with_report) == 1 and len(found) == 1:
        notes.append(f"the index has one report of {next(iter(countries))} alone: {with_report[0].year}")
    if concept and with_report and not any(one.state is YearState.PRESENT for one in found):
        notes.append("every report is silent on it")
    return notes


def nothing_in_timeline(concept: str | None) -> str:
    """Return why a timeline has no report."""
    return "no report passes the filters" if concept else "no report with a tier passes the filters"
