"""Measures of a run, by ir-measures, one value a query. A query without a hit counts as zero.

Success, reciprocal rank and nDCG are ir-measures' own. Recall is over evidence: the part of a topic's quotes
(of a query's relevant documents) that the first k hits cover. That is subtopic recall (Zhai, Cohen and
Lafferty 2003); ir-measures would need another compiled package for that one line of arithmetic.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kzsearch.errors import KzsearchError
from kzsearch.evaluation.runs import DEPTH, Ranker, Run, run

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kzsearch.evaluation.compare import Values
    from kzsearch.evaluation.task import Task
    from kzsearch.index import OpenIndex

SUCCESS = "success@1"
RR = "RR@10"
RECALL_5 = "recall@5"
RECALL_10 = "recall@10"
NDCG = "nDCG@10"
MEASURES = (SUCCESS, RR, RECALL_5, RECALL_10, NDCG)
_RECALL = {RECALL_5: 5, RECALL_10: 10}


@dataclass(frozen=True, slots=True)
class Measured:
    """The measures of a run.

    Attributes:
        query_ids: The queries.
        values: By name of the measure, one value a query, in the order of `query_ids`.
    """

    query_ids: tuple[str, ...]
    values: Mapping[str, Values]

    def mean(self, measure: str) -> float:
        """Return a measure's mean over the queries."""
        return float(self.values[measure].mean())


def evaluate(index: OpenIndex, task: Task, ranker: Ranker) -> Measured:
    """Return the measures of a ranker's answers to every query of a task."""
    return measure(task, run(index, task, ranker))


def measure(task: Task, found: Run) -> Measured:
    """Return the measures of a run.

    Raises:
        KzsearchError: ir-measures is not installed.
    """
    import numpy as np

    library = check_installed()
    names = {library.Success @ 1: SUCCESS, library.RR @ 10: RR, library.nDCG @ 10: NDCG}
    places = {judgement.query_id: place for place, judgement in enumerate(task.judgements)}
    values = {name: np.zeros(len(places)) for name in MEASURES}
    qrels = {judgement.query_id: dict(judgement.grades) for judgement in task.judgements if judgement.grades}
    rankings = {query_id: [item.name for item in found.get(query_id, ())[:DEPTH]] for query_id in places}
    ranks = {
        query_id: {name: float(DEPTH - rank) for rank, name in enumerate(rankings[query_id])}
        for query_id in qrels
    }
    if qrels:
        for metric in library.evaluator(list(names), qrels).iter_calc(ranks):
            values[names[metric.measure]][places[metric.query_id]] = metric.value
    for place, judgement in enumerate(task.judgements):
        for name, depth in _RECALL.items():
            first = frozenset(rankings[judgement.query_id][:depth])
            covered = sum(not item.isdisjoint(first) for item in judgement.items)
            values[name][place] = covered / max(1, len(judgement.items))
    return Measured(tuple(places), values)


def check_installed() -> Any:  # noqa: ANN401  ir-measures is untyped
    """Return ir-measures.

    Raises:
        KzsearchError: It, or the package that it measures with, is not installed.
    """
    try:
        import ir_measures
        import pytrec_eval  # noqa: F401  ir-measures reports only later that it is missing
        import scipy  # noqa: F401  needed when runs are compared
    except ImportError as error:
        raise KzsearchError(
            f"evaluation needs a package that is not installed: {error.name}", "pip install 'kzsearch[eval]'"
        ) from None
    return ir_measures
