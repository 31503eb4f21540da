"""Filters that narrow one another."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING

from kzsearch.types import Filters, Section, YearRange

if TYPE_CHECKING:
    from kzsearch.search.naming import Named


def named_filters(named: Named) -> Filters:
    """Return the filters that let through just what a query names."""
    return Filters(
        years=tuple(YearRange(year, year) for year in sorted(named.years)),
        sections=tuple(sorted(named.sections)),
        countries=tuple(sorted(named.countries)),
        tiers=tuple(sorted(named.tiers)),
        series=tuple(sorted(named.series)),
    )


def narrowed(first: Filters, second: Filters) -> Filters | None:
    """Return the filters that let through what both do, or None where nothing can pass."""
    years = tuple(
        YearRange(max(one.first, other.first), min(one.last, other.last))
        for one in first.years
        for other in second.years
        if max(one.first, other.first) <= min(one.last, other.last)
    )
    both = {
        name: tuple(value for value in getattr(first, name) if value in getattr(second, name))
        for name in (field.name for field in fields(Filters))
        if name != "years"
    }
    both["years"] = years
    if (first.sections or first.labels) and (second.sections or second.labels):
        # Sections and labels are one field; a label is of a section `other`.
        both["labels"] += tuple(label for label in first.labels if Section.OTHER in second.sections)
        both["labels"] += tuple(label for label in second.labels if Section.OTHER in first.sections)
        if not both["sections"] and not both["labels"]:
            return None
        rest = narrowed(replace(first, sections=(), labels=()), replace(second, sections=(), labels=()))
        return rest and replace(rest, sections=both["sections"], labels=both["labels"])
    joined = {}
    for name, shared in both.items():
        one, other = getattr(first, name), getattr(second, name)
        if one and other and not shared:
            return None
        joined[name] = shared if one and other else one or other
    return Filters(**joined)
