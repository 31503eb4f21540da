"""The threshold below which an index has no answer, calibrated with queries on other subjects.

`kzsearch.adding.calibrated_build` calls this at the end of each build; the manifest keeps the result.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from kzsearch.search.answer import best_relevance
from kzsearch.types import Filters, Mode

if TYPE_CHECKING:
    from kzsearch.index import OpenIndex

_MODES = (Mode.HYBRID, Mode.DENSE)
# Nineteen of twenty off-topic queries are to be refused. The threshold is a little higher than the score that 96 of 100
# of these queries stay below: other queries come nearer, and each series of an index gives them another chance.
_REFUSED = 0.96
_MARGIN = 1.05


@cache
def off_topic_queries() -> tuple[str, ...]:
    """Return queries on cooking, sport, software and the like, in several languages, and plain nonsense."""
    text = files("kzsearch.search").joinpath("off_topic.txt").read_text(encoding="utf-8")
    return tuple(text.splitlines())


def thresholds(index: OpenIndex) -> dict[str, dict[str, float]]:
    """Return, by mode and series, the score that all but a few off-topic queries stay below on this index.

    How near an off-topic query comes depends on the model, on the number of passages and on the breadth of their
    subject. So each index is measured when it is built, and each series alone. The other modes have no threshold: a
    word is in a passage or it is not.
    """
    import numpy as np

    found: dict[str, dict[str, float]] = {mode.value: {} for mode in _MODES}
    all_series = sorted(index.store.coverage().series)
    for series in all_series:
        # A filter that allows everything would only cost time.
        filters = Filters(series=(series,)) if len(all_series) > 1 else Filters()
        reached = best_relevance(index, off_topic_queries(), _MODES, filters)
        for mode, scores in reached.items():
            found[mode.value][series] = round(_MARGIN * float(np.quantile(scores, _REFUSED)), 4)
    return found
