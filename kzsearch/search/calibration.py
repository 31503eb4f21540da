"""The threshold below which an index has no answer, calibrated with queries on other subjects.

`kzsearch.adding.calibrated_build` calls this at the end of each build; the manifest keeps the result.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from kzsearch.languages import Language, language_of
from kzsearch.search.answer import prepare
from kzsearch.search.highest import highest_relevance
from kzsearch.search.known_languages import reads
from kzsearch.search.parsed import as_words
from kzsearch.search.query import check_query, terms
from kzsearch.search.thresholds import name_of
from kzsearch.types import Filters, Mode

if TYPE_CHECKING:
    from kzsearch.index import OpenIndex
    from kzsearch.types import EncodeQueries

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


def thresholds(index: OpenIndex, encode: EncodeQueries | None = None) -> dict[str, dict[str, float]]:
    """Return, by mode and language and by series, the score that all but a few off-topic queries stay below here.

    How near an off-topic query comes depends on the model, on the number of passages and on the breadth of their
    subject. So each index is measured when it is built, and each series alone. The other modes have no threshold: a
    word is in a passage or it is not.

    Args:
        index: The index.
        encode: Encodes queries, as the index's model does; None for the model.
    """
    import numpy as np

    found: dict[str, dict[str, float]] = {}
    all_series = sorted(index.store.coverage().series)
    # A filter that allows everything would only cost time.
    allowed = [Filters(series=(series,)) for series in all_series] if len(all_series) > 1 else [Filters()]
    for language, queries in _by_language(index).items():
        # Asked of all queries at once, the stems of their words are known when each query is understood.
        index.store.frequencies(sorted({word for query in queries for word in terms(query)}))
        prepared = list(
            prepare(index, [as_words(check_query(query)) for query in queries], Mode.HYBRID, encode)
        )
        for mode, relevance in highest_relevance(index, prepared, _MODES, allowed).items():
            bars = _MARGIN * np.quantile(relevance, _REFUSED, axis=1)
            found[name_of(mode, language)] = {
                series: round(float(bar), 4) for series, bar in zip(all_series, bars, strict=True)
            }
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
