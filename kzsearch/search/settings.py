"""The settings of a search, and its answer."""

from __future__ import annotations

from dataclasses import dataclass, field

from kzsearch.types import Filters, Hit, Mode


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a search.

    Attributes:
        top_k: How many hits at most.
        mode: Which signals count.
        filters: What may be found.
        min_score: Leave out hits below this score. With None the index's own threshold counts, which turns a query
            away where not even the nearest passage reaches it.
        per_report: How many hits of one report at most.
        context: How many neighbouring passages to add on each side.
        explain: Whether hits carry an `Explanation`.
        all_years: Whether nearly the same passage of several years is shown each time.
        rerank: A cross-encoder that reads the best candidates again, by name or path; None for none.
    """

    top_k: int = 10
    mode: Mode = Mode.HYBRID
    filters: Filters = field(default_factory=Filters)
    min_score: float | None = None
    per_report: int | None = None
    context: int = 0
    explain: bool = False
    all_years: bool = False
    rerank: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a query.

    Attributes:
        query: The query.
        hits: Best first; empty where nothing was found.
        nearest: Where nothing was found, the nearest passage, or None.
        reason: Why nothing was found.
        notes: What the user should know of how the query was read.
        relevance: The relevance of the nearest passage, which is compared with the threshold.
    """

    query: str
    hits: tuple[Hit, ...]
    nearest: Hit | None = None
    reason: str = ""
    notes: tuple[str, ...] = ()
    relevance: float = 0.0
