"""The threshold below which an index has no answer, calibrated with queries on other subjects.

`kzsearch.adding.calibrated_build` calls this at the end of each build; the manifest keeps the result.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from kzsearch.languages import Language, language_of
from kzsearch.search.answer import best_relevance
from kzsearch.search.known_languages import reads
from kzsearch.search.thresholds import name_of
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
    """Return, by mode and language and by series, the score that all but a few off-topic queries stay below here.

    How near an off-topic query comes depends on the model, on the number of passages and on the breadth of their
    subject. So each index is measured when it is built, and each series alone. The other modes have no threshold: a
    word is in a passage or it is not.
    """
    import numpy as np

    found: dict[str, dict[str, float]] = {}
    all_series = sorted(index.store.coverage().series)
    for language, queries in _by_language(index).items():
        for series in all_series:
            # A filter that allows everything would only cost time.
            filters = Filters(series=(series,)) if len(all_series) > 1 else Filters()
            for mode, scores in best_relevance(index, queries, _MODES, filters).items():
                score = round(_MARGIN * float(np.quantile(scores, _REFUSED)), 4)
                found.setdefault(name_of(mode, language), {})[series] = score
    return found


def _by_language(index: OpenIndex) -> dict[Language, list[str]]:
    """Return the off-topic queries of each language that the index's model reads."""
    queries: dict[Language, list[str]] = {}
    for query in off_topic_queries():
        queries.setdefault(language_of(query), []).append(query)
    embedder = index.embedder()
    return {
        language: those
        for language, those in queries.items()
        if language is Language.ENGLISH or reads(embedder, those[0])
    }
