"""The optional last stage: a cross-encoder reads the best candidates again."""

from __future__ import annotations

from dataclasses import replace

from kzsearch.embedder.reranker import open_reranker
from kzsearch.search.ranking import Ranked, Ranking
from kzsearch.types import Store

# A cross-encoder takes as long for one pair as a query takes in all; what stands further down stays there.
_READ_AGAIN = 50


def rerank(store: Store, query: str, ranking: Ranking, model: str) -> Ranking:
    """Return a ranking whose best candidates stand in the order of a cross-encoder's scores.

    The cross-encoder's score, 0 to 1, becomes the score of a candidate that it read; what the signals gave
    is kept under `rerank`, as the difference. The others follow, none scoring more than the last one read.

    Args:
        store: The index.
        query: The query.
        ranking: Every candidate.
        model: The cross-encoder.
    """
    again, rest = ranking.items[:_READ_AGAIN], ranking.items[_READ_AGAIN:]
    passages = store.passages([item.key for item in again])
    scores = open_reranker(model).scores(query, [passages[item.key].text for item in again])
    read = sorted(
        (_scored(item, score) for item, score in zip(again, scores, strict=True)),
        key=lambda item: (-item.score, item.key),
    )
    lowest = read[-1].score if read else 0.0
    return replace(ranking, items=(*read, *(_scored(item, min(item.score, lowest)) for item in rest)))


def _scored(item: Ranked, score: float) -> Ranked:
    return replace(item, score=score, adjustments={**item.adjustments, "rerank": score - item.score})
