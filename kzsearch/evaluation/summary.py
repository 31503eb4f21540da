"""What is known of systems as tables: for programs one row a system, for people a table a subject."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kzsearch.evaluation.measures import MEASURES, NDCG

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kzsearch.evaluation.experiment import Row

    Table = tuple[tuple[str, ...], list[Row]]
    """The columns that are shown, in order, and rows that hold them."""

NESTED = ("errors", "answered", "failures")
SYSTEM_FIELDS = (
    "set",
    "system",
    "queries",
    "measures",
    "intervals",
    "baseline",
    "differences",
    "p_values",
    *NESTED,
)
"""What programs get: one object a system, with all that was asked for inside it."""
ERROR_COLUMNS = ("system", "kind", "error", "count", "of", "rate", "low", "high", "calibrated", "rate there")
ANSWERED_COLUMNS = ("system", "query_id", "kind", "score", "passage_id", "query")
FAILURE_COLUMNS = ("system", "query_id", "query", "rank", "wanted", "instead")


def system_table(systems: Sequence[Mapping[str, Any]], *, compared: bool) -> Table:
    """Return what people see of each system's worth: the measures, and how sure nDCG@10 is."""
    interval = f"{NDCG}, 95%"
    rows: list[Row] = []
    for system in systems:
        low, high = system["intervals"][NDCG]
        row = {**system, **system["measures"], interval: f"{low:.3f} to {high:.3f}"}
        if "baseline" in system:
            row |= {"difference": system["differences"][NDCG], "p": system["p_values"][NDCG]}
        rows.append(row)
    against = ("difference", "p") if compared else ()
    return ("system", "queries", *MEASURES, interval, *against), rows


def nested_tables(systems: Sequence[Mapping[str, Any]]) -> Iterator[Table]:
    """Yield the tables of what stands inside the systems' rows, each row with its system's name."""
    for name, columns in zip(NESTED, (ERROR_COLUMNS, ANSWERED_COLUMNS, FAILURE_COLUMNS), strict=True):
        yield (
            columns,
            [
                {"system": system["system"], **(_in_words(row) if name == "failures" else row)}
                for system in systems
                for row in system.get(name) or ()
            ],
        )


def _in_words(failure: Mapping[str, Any]) -> Row:
    return {
        **failure,
        "rank": failure["rank"] or "not in the first 10",
        "wanted": _hit(failure["wanted"]) or "not found however far down",
        "instead": _hit(failure["instead"]) or "nothing",
    }


def _hit(hit: Mapping[str, Any] | None) -> str:
    if hit is None:
        return ""
    signals = ", ".join(
        f"{name} {raw:.2f} adds {amount:.3f}" for name, (raw, amount) in hit["signals"].items()
    )
    return f"{hit['name']}, score {hit['score']:.3f} ({signals}): {hit['text']}"
