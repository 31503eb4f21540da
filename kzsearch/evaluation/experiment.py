"""Several systems on one task, side by side: what `kzsearch eval` shows.

A system is a mode, or a run from elsewhere. Programs get one row a system, with all that was asked for inside it;
`summary` makes of such rows the tables that people read.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from kzsearch.errors import QueryError
from kzsearch.evaluation.compare import bootstrap, paired_test, wilson
from kzsearch.evaluation.measures import MEASURES, Measured, measure
from kzsearch.evaluation.runs import Run, read_run, run, searcher, settings_for
from kzsearch.evaluation.threshold import calibrate
from kzsearch.search import Settings, search
from kzsearch.types import Mode

if TYPE_CHECKING:
    from kzsearch.evaluation.task import Fields, Progress, Task
    from kzsearch.evaluation.topics import ForeignQuery
    from kzsearch.index import OpenIndex

ANSWERABLE = "answerable"
OTHER_SCRIPT = "answerable, other script"
FOREIGN = "foreign"


@dataclass(frozen=True, slots=True)
class Result:
    """What a system found, and what that is worth.

    Attributes:
        system: Its name: a mode, or the tag of a run.
        run: What it found.
        measured: The measures of the run.
    """

    system: str
    run: Run
    measured: Measured


def try_mode(index: OpenIndex, task: Task, mode: Mode, min_score: float | None, progress: Progress) -> Result:
    """Search in a mode for every query of a task."""
    ranker = searcher(settings_for(task, mode, min_score))
    found = run(index, task, ranker, partial(progress, f"searching, {mode.value}"))
    return Result(mode.value, found, measure(task, found))


def baseline(index: OpenIndex, task: Task, name: str, min_score: float | None, progress: Progress) -> Result:
    """Return what others are compared with: a mode, or a run in a file, written `FILE` or `FILE:TAG`.

    Raises:
        QueryError: It is neither, or the run has none of the task's queries.
    """
    if name in {mode.value for mode in Mode}:
        return try_mode(index, task, Mode(name), min_score, progress)
    path, _, tag = (name, "", "") if Path(name).exists() else name.rpartition(":")
    if not path or not Path(path).exists():
        modes = ", ".join(mode.value for mode in Mode)
        raise QueryError(f"{name!r} is neither a mode nor a file", f"--baseline takes {modes}, or a TREC run")
    found = read_run(Path(path), tag or None)
    if not any(judgement.query_id in found for judgement in task.judgements):
        raise QueryError(f"{path} has none of the queries of {task.name}", "name a run of the same queries")
    return Result(name, found, measure(task, found))


def system_row(task: Task, result: Result, against: Result | None) -> Fields:
    """Return what one system is worth on one set, compared with another system if one is given."""
    measured = result.measured
    row: Fields = {
        "set": task.name,
        "system": result.system,
        "queries": len(measured.query_ids),
        "measures": {name: measured.mean(name) for name in MEASURES},
        "intervals": {name: list(bootstrap(measured.values[name])) for name in MEASURES},
    }
    if against and against.system != result.system:
        other = against.measured
        row["baseline"] = against.system
        row["differences"] = {m: measured.mean(m) - other.mean(m) for m in MEASURES}
        row["p_values"] = {m: paired_test(measured.values[m], other.values[m]) for m in MEASURES}
    return row


def error_rows(
    index: OpenIndex, task: Task, foreign: Sequence[ForeignQuery], mode: Mode, min_score: float | None
) -> tuple[list[Fields], list[Fields]]:
    """Return how often a mode errs, and the foreign queries that it answers, those with the best scores first.

    A mode errs when it turns an answerable query away or answers a foreign one. Topics in another script are
    counted apart: an English model cannot tell them from foreign queries. Beside the rates stands the threshold
    that `calibrate` would choose on these very queries, and the rates there.
    """
    queries: dict[str, list[str]] = {ANSWERABLE: [], OTHER_SCRIPT: []}
    for judgement in task.judgements:
        queries[ANSWERABLE if in_latin_script(judgement.query) else OTHER_SCRIPT].append(judgement.query)
    queries[FOREIGN] = [query.query for query in foreign]
    settings = Settings(top_k=1, mode=mode, min_score=min_score)
    answers = {kind: [search(index, query, settings) for query in asked] for kind, asked in queries.items()}
    # What a threshold is compared with: the best score that the signals alone give.
    scores = {kind: [answer.relevance for answer in given] for kind, given in answers.items()}
    chosen = None
    # Exact search counts occurrences: its scores are no measure of how well a query is answered.
    if mode is not Mode.EXACT and scores[ANSWERABLE]:
        chosen = calibrate(scores[ANSWERABLE], scores[FOREIGN])
    errors: list[Fields] = []
    for kind, given in answers.items():
        if not given:
            continue
        wrong = kind == FOREIGN  # whether an answer is an error
        count = sum(bool(answer.hits) == wrong for answer in given)
        there = None if chosen is None else [(score >= chosen) == wrong for score in scores[kind]]
        low, high = wilson(count, len(given))
        errors.append(
            {
                "kind": kind,
                "error": "answered" if wrong else "turned away",
                "count": count,
                "of": len(given),
                "rate": count / len(given),
                "low": low,
                "high": high,
                "calibrated": chosen,
                "rate there": None if there is None else sum(there) / len(there),
            }
        )
    answered: list[Fields] = [
        {
            "query_id": query.query_id,
            "kind": query.kind,
            "query": query.query,
            "score": hit.score,
            "passage_id": hit.passage.passage_id,
        }
        for query, answer in zip(foreign, answers[FOREIGN], strict=True)
        for hit in answer.hits
    ]
    return errors, sorted(answered, key=lambda row: -(row["score"] or 0.0))


def in_latin_script(text: str) -> bool:
    """Whether at least half of a text's letters are Latin."""
    letters = [character for character in text if character.isalpha()]
    latin = sum(unicodedata.name(letter, "").startswith("LATIN") for letter in letters)
    return 2 * latin >= len(letters)
