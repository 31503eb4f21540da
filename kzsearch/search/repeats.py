"""Ranked passages to the passages shown: passages that several reports carry are folded into one.

These reports repeat whole passages from year to year. A reader wants to see such a passage once, with the years of the
reports that carry it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import lru_cache

from kzsearch.search.ranking import RankedPassage
from kzsearch.search.settings import Settings
from kzsearch.types import Mode, Passage, Section, Store

Chosen = list[tuple[RankedPassage, tuple[str, ...]]]
"""Ranked passages in order, each with the ids of the other reports that carry nearly the same passage."""

_Group = tuple[str, str, Section]  # country, series, section

# Share of words, of both together, that two passages have in common: boilerplate differs by its figures.
_NEARLY_THE_SAME = 0.8


def choose(store: Store, items: Sequence[RankedPassage], settings: Settings) -> Chosen:
    """Return the passages that the settings let through, with the report ids that repeat each.

    Args:
        store: The index.
        items: Every ranked passage, best first.
        settings: How many, from what score, how many of a report, and whether repeats are shown.
    """
    wanted = [item for item in items if settings.min_score is None or item.score >= settings.min_score]
    if settings.all_years or settings.mode is Mode.EXACT:
        chosen: Chosen = [(item, ()) for item in wanted]
    else:
        chosen = _folded(store, wanted, settings.top_k if settings.per_report is None else None)
    if settings.per_report is not None:
        chosen = _capped(store, chosen, settings.per_report)
    return chosen[: settings.top_k]


def is_repeat(first: Passage, second: Passage) -> bool:
    """Whether two passages are nearly the same, of the same section, country and series, and of different years."""
    country_and_series, year = _without_year(first.report_id)
    other, other_year = _without_year(second.report_id)
    return (
        (country_and_series, first.section) == (other, second.section)
        and year != other_year
        and _alike(_words(first.text), _words(second.text))
    )


def _folded(store: Store, ranked: Sequence[RankedPassage], wanted: int | None) -> Chosen:
    """Return the best passages without the repeats of better ones from other years of the same country.

    Args:
        store: The index.
        ranked: Every ranked passage, best first.
        wanted: How many to return; None for all.
    """
    described = store.metadata([item.key for item in ranked])
    # Only passages of the same country, series and section are compared. Most candidates are alone in theirs, and
    # reading the texts of all would take longer than ranking them.
    groups = defaultdict[_Group, list[int]](list)
    for key, passage in described.items():
        groups[passage.country, passage.series, passage.section].append(key)
    texts: dict[_Group, dict[int, Passage]] = {}
    shown: list[tuple[RankedPassage, list[str]]] = []
    better = defaultdict[_Group, list[tuple[int, Passage, list[str]]]](list)
    for item in ranked:
        year, country, section, _, series, _ = described[item.key]
        group = country, series, section
        if group not in texts:
            if len(shown) == wanted:
                continue
            keys = groups[group]
            texts[group] = store.passages(keys) if len({described[key].year for key in keys}) > 1 else {}
        text = texts[group].get(item.key)
        for its_year, first, others in better[group]:
            if text and its_year != year and _alike(_words(first.text), _words(text.text)):
                others.append(text.report_id)
                break
        else:
            if len(shown) != wanted:
                shown.append((item, []))
                if text:
                    better[group].append((year, text, shown[-1][1]))
    return [(item, tuple(sorted(set(others)))) for item, others in shown]


def _capped(store: Store, chosen: Chosen, per_report: int) -> Chosen:
    passages = store.passages([item.key for item, _ in chosen])
    seen: Counter[str] = Counter()
    kept = []
    for item, others in chosen:
        report_id = passages[item.key].report_id
        seen[report_id] += 1
        if seen[report_id] <= per_report:
            kept.append((item, others))
    return kept


def _without_year(report_id: str) -> tuple[str, str]:
    """Return a report's id without its year, and the year; a document of a collection has none."""
    parted = re.fullmatch(r"(.+?)-(\d{4})(-.+)?", report_id)
    return (parted[1] + (parted[3] or ""), parted[2]) if parted else (report_id, "")


@lru_cache(maxsize=2_000)
def _words(text: str) -> frozenset[str]:
    """Return the words of a passage; queries of a batch meet the same passages again."""
    return frozenset(re.findall(r"\w+", text.casefold()))


def _alike(first: frozenset[str], second: frozenset[str]) -> bool:
    """Whether two sets of words are nearly the same, by Jaccard's index."""
    if min(len(first), len(second)) < _NEARLY_THE_SAME * max(len(first), len(second)):
        return False  # they cannot have enough in common
    return len(first & second) >= _NEARLY_THE_SAME * len(first | second)
