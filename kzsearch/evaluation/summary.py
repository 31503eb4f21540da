"""What is known of systems as tables: for programs one row a system, for people one table a subject."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzsearch.evaluation.measures import MEASURES, NDCG

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kzsearch.evaluation.task import Fields

    Table = tuple[tuple[str, ...], list[Fields]]
    """The columns that are shown, in order, and rows that hold them."""

ERROR_COLUMNS = ("system", "kind", "error", "count", "of", "rate", "low", "high", "calibrated", "rate there")
ANSWERED_COLUMNS = ("system", "query_id", "kind", "score", "passage_id", "query")
FAILURE_COLUMNS = ("system", "query_id", "query", "rank", "wanted", "instead")
NESTED = {"errors": ERROR_COLUMNS, "answered": ANSWERED_COLUMNS, "failures": FAILURE_COLUMNS}
_MEASURED = ("set", "system", "queries", "measures", "intervals")
_COMPARED = ("baseline", "differences", "p_values")
SYSTEM_FIELDS = (*_MEASURED, *_COMPARED, *NESTED)
"""What programs get: one object a system, with all that was asked for inside it."""


def system_table(systems: Sequence[Fields], *, compared: bool) -> Table:
    """Return what people see of each system's worth: the measures, and the interval of nDCG@10."""
    interval = f"{NDCG}, 95%"
    rows: list[Fields] = []
    for system in systems:
        low, high = system["intervals"][NDCG]
        row = {**system, **system["measures"], interval: f"{low:.3f} to {high:.3f}"}
        if "baseline" in system:
            row |= {"difference": system["differences"][NDCG], "p": system["p_values"][NDCG]}
        rows.append(row)
    against = ("difference", "p") if compared else ()
    return ("system", "queries", *MEASURES, interval, *against), rows


def nested_tables(systems: Sequence[Fields]) -> Iterator[Table]:
    """Yield the tables of the errors, answers and failures of all systems, each row with its system's name."""
    for name, columns in NESTED.items():
        rows = [(system["system"], row) for system in systems for row in system.get(name) or ()]
        yield (
            columns,
            [{"system": of, **(_in_words(row) if name == "failures" else row)} for of, row in rows],
        )


def _in_words(failure: Fields) -> Fields:
    return {
        **failure,
        "rank": failure["rank"] or "not in the first 10",
        "wanted": _hit(failure["wanted"]) or "not found however far down",
        "instead": _hit(failure["instead"]) or "nothing",
    }


def _hit(hit: Fields | None) -> str:
    if hit is None:
        return ""
    signals = ", ".join(
        f"{name} {raw:.2f} adds {amount:.3f}" for name, (raw, amount) in hit["signals"].items()
    )
    return f"{hit['name']}, score {hit['score']:.3f} ({signals}): {hit['text']}"
