"""Runs: what a ranker finds for each query, and TREC's files of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from kzsearch.errors import QueryError
from kzsearch.evaluation.records import read_lines
from kzsearch.evaluation.task import Task, Unit, naming
from kzsearch.search import Settings, search
from kzsearch.search.parsed import as_words
from kzsearch.search.query import check_query
from kzsearch.types import Hit, Mode

if TYPE_CHECKING:
    from pathlib import Path

    from kzsearch.index import OpenIndex

DEPTH = 10
"""How many hits of a ranking are measured."""

# Passages asked for at first where documents are ranked: several passages of one document may come before the next.
_FIRST_TRY = 3 * DEPTH
_LAST_TRY = 10_000


class ScoredItem(NamedTuple):
    """A passage or document in a ranking."""

    name: str
    score: float


Run = Mapping[str, Sequence[ScoredItem]]
"""A ranking, best first, by query id."""

Ranker = Callable[["OpenIndex", str, int], Sequence[Hit]]
"""Answers a query with at most so many hits, best first."""


def settings_for(task: Task, mode: Mode, min_score: float | None = None) -> Settings:
    """Return how users would search for a task's queries; no document of a collection stands for another."""
    return Settings(mode=mode, min_score=min_score, all_years=task.unit is Unit.DOCUMENT)


def searcher(settings: Settings) -> Ranker:
    """Return `kzsearch.search` as a ranker; a topic is words, even where it has what would be an operator."""

    def rank(index: OpenIndex, query: str, top_k: int) -> Sequence[Hit]:
        return search(index, as_words(check_query(query)), replace(settings, top_k=top_k)).hits

    return rank


def run(
    index: OpenIndex,
    task: Task,
    ranker: Ranker,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> Run:
    """Return a ranker's answers to every query of a task; tell how many are answered, and how many there are.

    Raises:
        QueryError: A query makes no sense; the message names it.
    """
    found: dict[str, Sequence[ScoredItem]] = {}
    for judgement in task.judgements:
        with naming(judgement.query_id):
            found[judgement.query_id] = _answer(index, judgement.query, task.unit, ranker)
        progress(len(found), len(task.judgements))
    return found


def _answer(index: OpenIndex, query: str, unit: Unit, ranker: Ranker) -> Sequence[ScoredItem]:
    top_k = DEPTH if unit is Unit.PASSAGE else _FIRST_TRY
    while True:
        hits = ranker(index, query, top_k)
        best: dict[str, float] = {}
        for hit in hits:
            best.setdefault(unit.name_of(hit), hit.score or 0.0)
        if len(best) >= DEPTH or len(hits) < top_k or top_k >= _LAST_TRY:
            return [ScoredItem(*item) for item in best.items()][:DEPTH]
        top_k = min(2 * top_k, _LAST_TRY)


def trec_lines(found: Run, tag: str) -> Iterator[str]:
    """Yield the lines of a run in TREC's format: query id, Q0, name, rank, score, tag.

    TREC's own tools order by score alone, kept in 32 bits. Where hits tie, the later hit's score is made smaller by
    the least step, so that the tools see the ranking that users see.
    """
    import numpy as np

    for query_id, ranking in found.items():
        last = np.float32(np.inf)
        for rank, item in enumerate(ranking, start=1):
            last = min(np.float32(item.score), np.nextafter(last, np.float32(-np.inf)))
            # Blanks separate the fields, so an id must not hold any.
            query, name = ("_".join(text.split()) for text in (query_id, item.name))
            yield f"{query} Q0 {name} {rank} {last:.9g} {tag}\n"


def write_run(path: Path, runs: Iterable[tuple[str, Run]]) -> None:
    """Write runs into one file, each under its tag.

    Raises:
        QueryError: The file cannot be written.
    """
    try:
        with path.open("w", encoding="utf-8") as stream:
            for tag, found in runs:
                stream.writelines(trec_lines(found, tag))
    except OSError as error:
        raise QueryError(
            f"{path} cannot be written: {error.strerror or error}", "name another file"
        ) from None


def read_run(path: Path, tag: str | None = None) -> Run:
    """Read a run from a TREC file.

    The reader of ir-measures would drop the tag, and its errors name neither the line nor what it lacks.

    Args:
        path: The file.
        tag: The run to read; None where the file holds only one.

    Raises:
        QueryError: It cannot be read, a line has another form, or it holds several runs and no tag is given.
    """
    runs: dict[str, dict[str, list[ScoredItem]]] = {}
    for place, line in read_lines(path):
        try:
            query_id, _, name, _, score, own = line.split()
            runs.setdefault(own, {}).setdefault(query_id, []).append(ScoredItem(name, float(score)))
        except ValueError:
            raise QueryError(
                f"{place} is not a line of a run", "it has 6 fields: query id, Q0, name, rank, score, tag"
            ) from None
    if tag is None and len(runs) > 1:
        raise QueryError(
            f"{path.name} holds several runs: {', '.join(sorted(runs))}", "name a tag: --baseline FILE:TAG"
        )
    found = runs.get(tag or next(iter(runs), ""))
    if found is None:
        raise QueryError(
            f"{path.name} holds no run{f' tagged {tag}' if tag else ''}", "see --run, which writes one"
        )
    return {query_id: sorted(items, key=lambda item: -item.score) for query_id, items in found.items()}
