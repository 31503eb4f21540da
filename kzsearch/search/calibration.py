"""The score below which an index has no answer, from queries that no report of this kind answers."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from kzsearch.search.answer import best_relevance
from kzsearch.types import Filters, Mode

if TYPE_CHECKING:
    from kzsearch.index import OpenIndex

_MODES = (Mode.HYBRID, Mode.DENSE)
# Nineteen of twenty queries from elsewhere are to be refused. The threshold stands a little above what 96 of 100 of
# ours reach: others come nearer, and where there are several series each gives them another chance.
_REFUSED = 0.96
_MARGIN = 1.05


@cache
def queries_from_elsewhere() -> tuple[str, ...]:
    """Return queries on cooking, sport, software and the like, in several languages, and plain nonsense."""
    text = files("kzsearch.search").joinpath("elsewhere.txt").read_text(encoding="utf-8")
    return tuple(text.splitlines())


def thresholds(index: OpenIndex) -> dict[str, dict[str, float]]:
    """Return, by mode and series, the score that all but a few queries from elsewhere stay below on this index.

    How near a foreign query comes depends on the model and on how much there is, so each series of an index is
    measured when it is built, alone: reports on every side of life come near to more queries than reports on one
    subject do, and do not raise the bar for these. Where words alone count there is no threshold: a word is there
    or it is not.
    """
    found: dict[str, dict[str, float]] = {mode.value: {} for mode in _MODES}
    for series in sorted(index.store.coverage().series):
        reached = best_relevance(index, queries_from_elsewhere(), _MODES, Filters(series=(series,)))
        for mode, scores in reached.items():
            found[mode.value][series] = _bar(sorted(scores))
    return found


def _bar(scores: Sequence[float]) -> float:
    place = _REFUSED * (len(scores) - 1)
    below, above = scores[int(place)], scores[min(int(place) + 1, len(scores) - 1)]
    return round(_MARGIN * (below + (above - below) * (place % 1)), 4)
