"""The settings of a search, and its answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import overload

from kzsearch.types import Filters, Hit, Mode, notebook


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
    """The answer to a query: a sequence of its hits, and false where it has none.

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

    def __iter__(self) -> Iterator[Hit]:
        return iter(self.hits)

    def __len__(self) -> int:
        return len(self.hits)

    @overload
    def __getitem__(self, place: int) -> Hit: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[Hit, ...]: ...

    def __getitem__(self, place: int | slice) -> Hit | tuple[Hit, ...]:
        return self.hits[place]

    def __repr__(self) -> str:
        if self.hits:
            count = "1 hit" if len(self) == 1 else f"{len(self)} hits"
            return f"<Answer to {self.query!r}: {count}, the best {self.hits[0].passage.passage_id}>"
        nearest = f", nearest {self.nearest.passage.passage_id}" if self.nearest else ""
        return f"<Answer to {self.query!r}: nothing found{nearest}>"

    def _repr_html_(self) -> str:
        """Return what a notebook shows: the hits, or why there are none and what came nearest."""
        lines = [*self.notes, *([] if self.hits else [f"Nothing found: {self.reason}"])]
        lines += ["Nearest:"] if self.nearest and not self.hits else []
        shown = self.hits or ([self.nearest] if self.nearest else [])
        return notebook.answer(self.query, lines, (hit._repr_html_() for hit in shown))
