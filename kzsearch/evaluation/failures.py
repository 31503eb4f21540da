"""The queries that failed: what should have come first, what came instead, and why."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kzsearch.evaluation.runs import DEPTH
from kzsearch.search import Settings, search

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from kzsearch.evaluation.runs import Run
    from kzsearch.evaluation.task import Fields, Task
    from kzsearch.index import OpenIndex
    from kzsearch.types import Hit

# How far down the first relevant hit is looked for, to say why it stands there.
_DEEP = 1_000
_ANY_SCORE = -1e9
_WORDS = 16  # of a hit's text: enough to recognize it


def failures(index: OpenIndex, task: Task, found: Run, settings: Settings) -> Iterator[Fields]:
    """Yield a row for each query of a run whose first hit is not relevant.

    `rank` is that of the first relevant hit, None beyond the tenth. `wanted` is that hit, None where none is found
    however far down; `instead` is the hit that came first, None where nothing was found.
    """
    # Whatever the threshold, and also where another year's passage stands for it.
    deep = replace(settings, top_k=_DEEP, min_score=_ANY_SCORE, all_years=True, explain=True)
    for judgement in task.judgements:
        names = [item.name for item in found.get(judgement.query_id, ())]
        rank = next((rank for rank, name in enumerate(names, start=1) if name in judgement.relevant), None)
        if rank == 1:
            continue
        hits = search(index, judgement.query, deep).hits
        yield {
            "query_id": judgement.query_id,
            "query": judgement.query,
            "rank": rank if rank and rank <= DEPTH else None,
            "wanted": _first(hits, task, judgement.relevant),
            "instead": _first(hits, task, names[:1]),
        }


def _first(hits: Sequence[Hit], task: Task, names: Container[str]) -> Fields | None:
    """Return the first hit that has one of these names: its score, what each signal adds to it, and its text."""
    hit = next((hit for hit in hits if task.unit.name_of(hit) in names), None)
    if hit is None:
        return None
    # The sentence that matched best says more than the passage's first.
    words = (hit.best_sentence.text if hit.best_sentence else hit.passage.text).split()
    parts = hit.explanation.contributions if hit.explanation else ()
    return {
        "name": task.unit.name_of(hit),
        "score": hit.score or 0.0,
        "signals": {part.signal: (part.raw, part.amount) for part in parts},
        "text": " ".join(words[:_WORDS]) + (" ..." if len(words) > _WORDS else ""),
    }
