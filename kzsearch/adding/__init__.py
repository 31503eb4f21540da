"""Reports into a corpus folder, its table and its index, and out of them again, all or nothing."""

from __future__ import annotations

from kzsearch.adding.changing import add, remove
from kzsearch.adding.plan import Addition, Plan, SectionSummary, plan_addition

__all__ = ["Addition", "Plan", "SectionSummary", "add", "plan_addition", "remove"]
