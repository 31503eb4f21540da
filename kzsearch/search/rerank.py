"""The optional last stage: a cross-encoder reads the best candidates again."""

from __future__ import annotations

from dataclasses import replace

from kzsearch.embedder.reranker import open_reranker
from kzsearch.search.ranking import RankedPassage, Ranking, best_first
from kzsearch.types import Store

# A cross-encoder takes as long for one pair as a query takes in all.
_READ_AGAIN = 50


def rerank(store: Store, query: str, ranking: Ranking, model: str, top_k: int) -> Ranking:
    """Return the best candidates in the order of a cross-encoder's scores.

    Its score, 0 to 1, becomes the score of each; what the signals gave is kept under `rerank`, as the difference.
    Candidates that it did not read have no score on its scale, and are left out.

    Args:
        store: The index.
        query: The query.
        ranking: Every candidate.
        model: The cross-encoder.
        top_k: How many hits are wanted.
    """
    again = ranking.items[: max(_READ_AGAIN, top_k)]
    passages = store.passages([item.key for item in again])
    scores = open_reranker(model).scores(query, [passages[item.key].text for item in again])
    read = best_first(_scored(item, score) for item, score in zip(again, scores, strict=True))
    return Ranking(read, complete=True)


def _scored(item: RankedPassage, score: float) -> RankedPassage:
    return replace(item, score=score, adjustments={**item.adjustments, "rerank": score - item.score})
