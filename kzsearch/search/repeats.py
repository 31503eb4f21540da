"""The same passage in report after report, shown once.

These reports repeat whole passages from year to year. A reader wants one of them, and to know which years
carry it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from kzsearch.search.ranking import RankedPassage
from kzsearch.types import Passage, Section, Store

Repeats = list[tuple[RankedPassage, tuple[str, ...]]]
"""Candidates in order, each with the ids of the other reports that carry nearly the same passage."""

# Share of words, of both together, that two passages have in common: boilerplate differs by its figures.
_NEARLY_THE_SAME = 0.8


def group_repeats(store: Store, ranked: Sequence[RankedPassage]) -> Repeats:
    """Return the candidates without the repeats of better ones from other years of the same country.

    Args:
        store: The index.
        ranked: Candidates, best first.
    """
    passages = store.passages([item.key for item in ranked])
    shown: list[tuple[RankedPassage, list[str]]] = []
    # By what may be one passage told twice, the same section of one country and series, those that are shown.
    of_section: dict[tuple[str, Section], list[tuple[str, Passage, list[str]]]] = {}
    for item in ranked:
        passage = passages[item.key]
        told_of, year = _without_year(passage.report_id)
        better = of_section.setdefault((told_of, passage.section), [])
        for its_year, first, others in better:
            if its_year != year and _alike(_words(first.text), _words(passage.text)):
                others.append(passage.report_id)
                break
        else:
            shown.append((item, []))
            better.append((year, passage, shown[-1][1]))
    return [(item, tuple(sorted(set(others)))) for item, others in shown]


def _without_year(report_id: str) -> tuple[str, str]:
    """Return what a report's id says but for the year, and the year; a collection's documents have none."""
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
