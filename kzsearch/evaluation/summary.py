"""Results as rows of tables: for people a few columns, for programs everything."""

from __future__ import annotations

import unicodedata
from dataclasses import asdict
from typing import TYPE_CHECKING

from kzsearch.evaluation.compare import bootstrap, paired_test
from kzsearch.evaluation.measures import MEASURES, NDCG, Measured

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kzsearch.evaluation.failures import Failure, Side
    from kzsearch.evaluation.threshold import Rate
    from kzsearch.evaluation.topics import ForeignQuery
    from kzsearch.types import Hit

Row = dict[str, object]

ANSWERABLE = "answerable"
OTHER_SCRIPT = "answerable, other script"
FOREIGN = "foreign"

INTERVAL = f"{NDCG}, 95%"
SYSTEM_COLUMNS = ("system", "queries", *MEASURES, INTERVAL)
AGAINST_COLUMNS = (*SYSTEM_COLUMNS, "difference", "p")
SYSTEM_FIELDS = (
    "set",
    "system",
    "queries",
    "measures",
    "intervals",
    "baseline",
    "differences",
    "p_values",
    "errors",
    "answered",
    "failures",
)
"""What programs get: one object a system, with all that was asked for inside it."""
RATE_COLUMNS = ("system", "kind", "error", "count", "of", "rate", "low", "high", "calibrated", "rate there")
ANSWERED_COLUMNS = ("system", "query_id", "kind", "score", "passage_id", "query")
FAILURE_COLUMNS = ("system", "query_id", "query", "rank", "wanted", "instead")


def system_row(
    system: str, task: str, measured: Measured, baseline: tuple[str, Measured] | None = None
) -> Row:
    """Return what one system is worth on one set.

    Args:
        system: What tables call it.
        task: Name of the set.
        measured: Its values.
        baseline: Another system's name and values, to compare with.
    """
    row: Row = {
        "set": task,
        "system": system,
        "queries": len(measured.query_ids),
        "measures": {name: measured.mean(name) for name in MEASURES},
        "intervals": {name: list(bootstrap(measured.values[name])) for name in MEASURES},
        **{name: measured.mean(name) for name in MEASURES},
    }
    low, high = bootstrap(measured.values[NDCG])
    row[INTERVAL] = f"{low:.3f} to {high:.3f}"
    if baseline:
        name, other = baseline
        row["baseline"] = name
        row["differences"] = {m: measured.mean(m) - other.mean(m) for m in MEASURES}
        row["p_values"] = {m: paired_test(measured.values[m], other.values[m]) for m in MEASURES}
        row["difference"] = measured.mean(NDCG) - other.mean(NDCG)
        row["p"] = paired_test(measured.values[NDCG], other.values[NDCG])
    return row


def rate_row(system: str, kind: str, measured: Rate, calibrated: float | None, there: Rate | None) -> Row:
    """Return how often a threshold errs on one kind of queries.

    Args:
        system: What searched.
        kind: ANSWERABLE, OTHER_SCRIPT or FOREIGN.
        measured: How often it errs.
        calibrated: The threshold that these queries would choose.
        there: How often that one errs.
    """
    return {
        "system": system,
        "kind": kind,
        "error": "answered" if kind == FOREIGN else "turned away",
        "count": measured.wrong,
        "of": measured.of,
        "rate": measured.share,
        "low": measured.low,
        "high": measured.high,
        "calibrated": calibrated,
        "rate there": None if there is None else there.share,
    }


def answered_row(system: str, query: ForeignQuery, hit: Hit) -> Row:
    """Return a foreign query that was answered all the same."""
    return {
        "system": system,
        "query_id": query.query_id,
        "kind": query.kind,
        "query": query.query,
        "score": hit.score,
        "passage_id": hit.passage.passage_id,
    }


def failure_row(system: str, failure: Failure, *, nested: bool) -> Row:
    """Return a query that failed.

    Args:
        system: The system that failed.
        failure: How.
        nested: Whether for a program: hits as objects, rather than as a line that people read.
    """
    return {
        "system": system,
        "query_id": failure.query_id,
        "query": failure.query,
        "rank": failure.rank if nested else failure.rank or "not in the first 10",
        "wanted": _side(failure.wanted, nested=nested, missing="not found however far down"),
        "instead": _side(failure.instead, nested=nested, missing="nothing"),
    }


def nest(rows: Iterable[Row], **lists: Sequence[Row] | None) -> list[Row]:
    """Return the rows of systems, each with those rows of other lists inside it that are about it."""
    return [
        {
            **row,
            **{
                name: None
                if items is None
                else [_without_system(i) for i in items if i["system"] == row["system"]]
                for name, items in lists.items()
            },
        }
        for row in rows
    ]


def _without_system(row: Row) -> Row:
    return {name: value for name, value in row.items() if name != "system"}


def _side(side: Side | None, *, nested: bool, missing: str) -> object:
    if nested:
        return None if side is None else asdict(side)
    if side is None:
        return missing
    signals = ", ".join(f"{name} {raw:.2f} adds {amount:.3f}" for name, (raw, amount) in side.signals.items())
    return f"{side.name}, score {side.score:.3f} ({signals}): {side.text}"


def in_latin_script(text: str) -> bool:
    """Whether most letters of a text are Latin."""
    letters = [character for character in text if character.isalpha()]
    latin = sum(unicodedata.name(letter, "").startswith("LATIN") for letter in letters)
    return 2 * latin >= len(letters)
