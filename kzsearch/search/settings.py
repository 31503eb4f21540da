"""How to search, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from kzsearch.types import Filters, Hit, Mode


@dataclass(frozen=True, slots=True)
class Settings:
    """How to search.

    Attributes:
        top_k: How many hits at most.
        mode: Which signals count.
        filters: What may be found.
        min_score: Leave out hits below this score. None leaves it to the index's own threshold, which turns
            a query away where not even the best hit reaches it.
        per_report: How many hits of one report at most.
        context: How many neighbouring passages to add on each side.
        explain: Whether hits say why they stand where they stand.
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
    """What a query found.

    Attributes:
        query: The query.
        hits: Best first; empty where nothing was found.
        nearest: Where nothing was found, the hit that came nearest, or None.
        reason: Where nothing was found, why.
        notes: What the user should know of how the query was read.
        relevance: The highest relevance of a passage; what a threshold is compared with.
    """

    query: str
    hits: tuple[Hit, ...]
    nearest: Hit | None = None
    reason: str = ""
    notes: tuple[str, ...] = ()
    relevance: float = 0.0
