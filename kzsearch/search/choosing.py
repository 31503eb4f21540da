"""Which candidates become hits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from kzsearch.search.ranking import RankedPassage
from kzsearch.search.repeats import Repeats, group_repeats
from kzsearch.search.settings import Settings
from kzsearch.types import Mode, Store


def choose(store: Store, items: Sequence[RankedPassage], settings: Settings) -> Repeats:
    """Return the candidates that the settings let through, with the report ids that repeat each.

    Args:
        store: The index.
        items: Every candidate, best first.
        settings: How many, from what score, how many of a report, and whether repeats are shown.
    """
    wanted = [item for item in items if settings.min_score is None or item.score >= settings.min_score]
    if settings.all_years or settings.mode is Mode.EXACT:
        grouped: Repeats = [(item, ()) for item in wanted]
    else:
        grouped = group_repeats(store, wanted)
    if settings.per_report is not None:
        grouped = _capped(store, grouped, settings.per_report)
    return grouped[: settings.top_k]


def _capped(store: Store, grouped: Repeats, per_report: int) -> Repeats:
    passages = store.passages([item.key for item, _ in grouped])
    seen: Counter[str] = Counter()
    kept = []
    for item, others in grouped:
        report_id = passages[item.key].report_id
        seen[report_id] += 1
        if seen[report_id] <= per_report:
            kept.append((item, others))
    return kept
