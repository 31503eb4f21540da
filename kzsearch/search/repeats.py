"""The same passage in report after report, shown once.

These reports repeat whole passages from year to year. A reader wants one of them, and to know which years
carry it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kzsearch.search.ranking import Ranked
from kzsearch.types import Passage, Store

Repeats = list[tuple[Ranked, tuple[str, ...]]]
"""Candidates in order, each with the ids of the other reports that carry nearly the same passage."""

# Share of words, of both together, that two passages have in common: boilerplate differs by its figures.
_NEARLY_THE_SAME = 0.8
# Looked through for repeats: so many candidates for each hit that is shown.
_LOOKED_AT = 5


def group_repeats(store: Store, ranked: Sequence[Ranked], top_k: int) -> Repeats:
    """Return the candidates without the repeats of better ones from other years of the same country.

    Args:
        store: The index.
        ranked: Candidates, best first.
        top_k: How many hits are wanted.
    """
    looked_at = ranked[: top_k * _LOOKED_AT]
    passages = store.passages([item.key for item in looked_at])
    words = {key: frozenset(re.findall(r"\w+", p.text.casefold())) for key, p in passages.items()}
    shown: list[tuple[Ranked, list[str]]] = []
    for item in looked_at:
        passage = passages[item.key]
        for first, others in shown:
            if _repeats(passages[first.key], passage) and _alike(words[first.key], words[item.key]):
                others.append(passage.report_id)
                break
        else:
            shown.append((item, []))
    grouped: Repeats = [(item, tuple(sorted(set(others)))) for item, others in shown]
    return [*grouped, *((item, ()) for item in ranked[len(looked_at) :])]


def _repeats(first: Passage, second: Passage) -> bool:
    """Whether two passages may be one told twice: the same section of one country in two years."""
    country, _, year = first.report_id.rpartition("-")
    other_country, _, other_year = second.report_id.rpartition("-")
    return country == other_country and year != other_year and first.section == second.section


def _alike(first: frozenset[str], second: frozenset[str]) -> bool:
    """Whether two sets of words are nearly the same, by Jaccard's index."""
    return len(first & second) >= _NEARLY_THE_SAME * len(first | second)
