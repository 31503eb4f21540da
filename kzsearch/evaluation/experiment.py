"""Several systems on one task, side by side: what `kzsearch eval` shows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from kzsearch.errors import QueryError
from kzsearch.evaluation.failures import failures
from kzsearch.evaluation.measures import Measured, measure
from kzsearch.evaluation.runs import Run, read_run, run, searcher, settings_for
from kzsearch.evaluation.summary import (
    ANSWERABLE,
    FOREIGN,
    OTHER_SCRIPT,
    Row,
    answered_row,
    failure_row,
    in_latin_script,
    rate_row,
    system_row,
)
from kzsearch.evaluation.threshold import Rate, answered, best_scores, calibrate, rate
from kzsearch.search import Settings, search
from kzsearch.types import Mode

if TYPE_CHECKING:
    from kzsearch.evaluation.task import Task
    from kzsearch.evaluation.topics import ForeignQuery
    from kzsearch.index import OpenIndex

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Result:
    """What a system found, and what it is worth.

    Attributes:
        system: Its name: a mode, or the tag of a run.
        run: What it found.
        measured: What that is worth.
    """

    system: str
    run: Run
    measured: Measured


def try_modes(
    index: OpenIndex, task: Task, modes: Sequence[Mode], min_score: float | None, progress: Progress
) -> list[Result]:
    """Search in each mode for every query of a task."""
    results = []
    for mode in modes:
        found = run(
            index,
            task,
            searcher(settings_for(task, mode, min_score)),
            partial(progress, f"searching, {mode.value}"),
        )
        results.append(Result(mode.value, found, measure(task, found)))
    return results


def baseline(index: OpenIndex, task: Task, name: str, min_score: float | None, progress: Progress) -> Result:
    """Return what others are compared with: a mode, or a run in a file, written `FILE` or `FILE:TAG`.

    Raises:
        QueryError: It is neither, or the run has none of the task's queries.
    """
    if name in {mode.value for mode in Mode}:
        return try_modes(index, task, [Mode(name)], min_score, progress)[0]
    path, _, tag = (name, "", "") if Path(name).exists() else name.rpartition(":")
    if not path or not Path(path).exists():
        modes = ", ".join(mode.value for mode in Mode)
        raise QueryError(f"{name!r} is neither a mode nor a file", f"--baseline takes {modes}, or a TREC run")
    found = read_run(Path(path), tag or None)
    if not any(judgement.query_id in found for judgement in task.judgements):
        raise QueryError(f"{path} has none of the queries of {task.name}", "name a run of the same queries")
    return Result(name, found, measure(task, found))


def system_rows(task: Task, results: Sequence[Result], against: Result | None) -> list[Row]:
    """Return one row a system."""
    return [
        system_row(
            result.system,
            task.name,
            result.measured,
            (against.system, against.measured) if against and against.system != result.system else None,
        )
        for result in results
    ]


def failure_rows(
    index: OpenIndex, task: Task, results: Sequence[Result], min_score: float | None, *, nested: bool
) -> list[Row]:
    """Return one row for each query that a system failed."""
    return [
        failure_row(result.system, failure, nested=nested)
        for result in results
        for failure in failures(index, task, result.run, settings_for(task, Mode(result.system), min_score))
    ]


def error_rows(
    index: OpenIndex,
    task: Task,
    foreign: Sequence[ForeignQuery],
    modes: Sequence[Mode],
    min_score: float | None,
) -> Iterator[Row]:
    """Yield how often each mode turns answerable queries away, and how often it answers foreign ones.

    Topics in another script are counted apart: an English model cannot tell them from foreign queries. Beside
    the rates stands the threshold that `calibrate` would choose on these very queries, and the rates there.
    """
    queries: dict[str, list[str]] = {ANSWERABLE: [], OTHER_SCRIPT: []}
    for judgement in task.judgements:
        queries[ANSWERABLE if in_latin_script(judgement.query) else OTHER_SCRIPT].append(judgement.query)
    queries[FOREIGN] = [query.query for query in foreign]
    for mode in modes:
        settings = Settings(top_k=1, mode=mode, min_score=min_score)
        scores = {kind: best_scores(index, asked, mode) for kind, asked in queries.items()}
        chosen = None
        # Exact search counts occurrences: its scores are no measure of how well a query is answered.
        if mode is not Mode.EXACT and scores[ANSWERABLE]:
            chosen = calibrate(scores[ANSWERABLE], scores[FOREIGN]).threshold
        for kind, asked in queries.items():
            if not asked:
                continue
            found = sum(answered(index, asked, settings))
            there = None if chosen is None else sum(score >= chosen for score in scores[kind])
            yield rate_row(
                mode.value,
                kind,
                _errors(kind, found, len(asked)),
                chosen,
                None if there is None else _errors(kind, there, len(asked)),
            )


def _errors(kind: str, answers: int, of: int) -> Rate:
    return rate(answers if kind == FOREIGN else of - answers, of)


def answered_foreign(
    index: OpenIndex, foreign: Sequence[ForeignQuery], modes: Sequence[Mode], min_score: float | None
) -> Iterator[Row]:
    """Yield each foreign query that a mode answers all the same, the surest answers first."""
    for mode in modes:
        settings = Settings(top_k=1, mode=mode, min_score=min_score)
        rows = [
            answered_row(mode.value, query, hit)
            for query in foreign
            for hit in search(index, query.query, settings).hits
        ]
        yield from sorted(rows, key=lambda row: -float(str(row["score"])))
