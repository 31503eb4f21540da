"""Figures that a report tells more than once, folded into one that names its other sentences.

Two numbers are the same figure only if all that they count is the same, and something says that it is told again: the
same sentence in another section, words such as `of the 24 victims`, or a number too great to recur by chance.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from kzsearch.types.figures import Figure, Measure

_BY_CHANCE: Final = 10
"""A count below this may be that of another event: two raids may each find three victims."""
_AGAIN: Final = re.compile(
    r"\b(?:all|the|these|those|same)\s(?:(?:of|these|the|those|same|total)\s)*$", re.IGNORECASE
)


def folded(figures: Iterable[Figure]) -> list[Figure]:
    """Return the figures of one report, each told once, in the order in which they are first told."""
    kept: list[Figure] = []
    now: dict[str, str] = {}
    for figure in figures:
        place = next((place for place, first in enumerate(kept) if _is_same(first, figure)), None)
        if place is None:
            kept.append(figure)
            continue
        first = kept[place]
        now[figure.figure_id] = first.figure_id
        also = tuple(dict.fromkeys((*first.also, figure.citation)))
        kept[place] = replace(
            first,
            counted_by=first.counted_by or figure.counted_by,
            also=tuple(citation for citation in also if citation != first.citation),
        )
    return [replace(figure, part_of=now.get(figure.part_of, figure.part_of)) for figure in kept]


def _is_same(first: Figure, figure: Figure) -> bool:
    if _counted(first) != _counted(figure) or not _one_counter(first, figure) or not _one_unit(first, figure):
        return False
    if first.sentence == figure.sentence:
        # The same sentence in two sections; two numbers of one sentence are two figures.
        return first.sentence_span != figure.sentence_span and first.number == figure.number
    if figure.measure is Measure.SENTENCES or "part" in figure.breakdown:
        return False
    return figure.value >= _BY_CHANCE or _AGAIN.search(_before(figure)) is not None


def _counted(figure: Figure) -> tuple[object, ...]:
    return (
        figure.measure,
        figure.measure is Measure.UNCLASSIFIED or figure.year,
        figure.value,
        figure.upper,
        figure.comparison,
        frozenset(figure.breakdown),
        figure.measure is Measure.UNCLASSIFIED and figure.sentence,
    )


def _one_counter(first: Figure, figure: Figure) -> bool:
    return first.counted_by == figure.counted_by or not first.counted_by or not figure.counted_by


def _one_unit(first: Figure, figure: Figure) -> bool:
    """Whether two units are the same; `six convictions` told again are the six traffickers who were convicted."""
    units = {first.unit.removesuffix("s"), figure.unit.removesuffix("s")}
    return len(units - {"", first.measure.value.removesuffix("s")}) <= 1


def _before(figure: Figure) -> str:
    """Return the words of the sentence before a figure's number."""
    at = figure.sentence.find(figure.number)
    return figure.sentence[: max(at, 0)]
