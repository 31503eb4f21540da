"""The queries that failed: what should have come first, what came instead, and why."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kzsearch.evaluation.runs import DEPTH
from kzsearch.search import Settings, search

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping, Sequence

    from kzsearch.evaluation.runs import Run
    from kzsearch.evaluation.task import Task
    from kzsearch.index import OpenIndex
    from kzsearch.types import Hit

# How far down the first relevant hit is looked for, to say why it stands there.
_DEEP = 1_000
_ANY_SCORE = -1e9


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two hits that a failure compares.

    Attributes:
        name: The passage, or the document that it belongs to.
        score: Its score.
        signals: What each signal adds to the score, with its raw value, by signal.
        text: How its best sentence begins, or, where no sentence was scored, how it begins.
    """

    name: str
    score: float
    signals: Mapping[str, tuple[float, float]]
    text: str


@dataclass(frozen=True, slots=True)
class Failure:
    """A query whose first hit is not relevant.

    Attributes:
        query_id: Names the query.
        query: The query.
        rank: Of the first relevant hit; None where it is not in the first 10.
        wanted: That hit; None where nothing relevant is found however far down.
        instead: What came first; None where nothing was found.
    """

    query_id: str
    query: str
    rank: int | None
    wanted: Side | None
    instead: Side | None


def failures(index: OpenIndex, task: Task, found: Run, settings: Settings) -> Iterator[Failure]:
    """Yield the queries of a run that failed.

    Args:
        index: The index that was searched.
        task: The queries.
        found: The run.
        settings: How it was searched.
    """
    # Whatever the threshold, and also where another year's passage stands for it.
    deep = replace(settings, top_k=_DEEP, min_score=_ANY_SCORE, all_years=True, explain=True)
    for judgement in task.judgements:
        names = [item.name for item in found.get(judgement.query_id, ())]
        ranks = [rank for rank, name in enumerate(names, start=1) if name in judgement.relevant]
        if ranks[:1] == [1]:
            continue
        hits = search(index, judgement.query, deep).hits
        yield Failure(
            judgement.query_id,
            judgement.query,
            next((rank for rank in ranks if rank <= DEPTH), None),
            _side(hits, task, judgement.relevant),
            _side(hits, task, names[:1]),
        )


def _side(hits: Sequence[Hit], task: Task, names: Container[str]) -> Side | None:
    """Return the first hit that has one of these names."""
    hit = next((hit for hit in hits if task.unit.name_of(hit) in names), None)
    if hit is None:
        return None
    # The sentence that matched best says more than the passage's first.
    words = (hit.best_sentence.text if hit.best_sentence else hit.passage.text).split()
    parts = hit.explanation.contributions if hit.explanation else ()
    return Side(
        task.unit.name_of(hit),
        hit.score or 0.0,
        {part.signal: (part.raw, part.amount) for part in parts},
        " ".join(words[:16]) + (" ..." if len(words) > 16 else ""),  # noqa: PLR2004  enough to know it by
    )
