"""The passages that filters allow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzsearch.index.read import rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kzsearch.index.read.connections import Connections
    from kzsearch.index.read.described import Described
    from kzsearch.index.read.sentence_starts import SentenceStarts
    from kzsearch.types import Filters, Keys, Kind


class AllowedKeys:
    """The keys that filters allow; those of the last filters are kept.

    Each signal of a query asks for them, and each query of a batch, and a condition on words takes its time. Several
    threads may ask at once.

    Args:
        connections: To a generation's database.
        described: What filters compare.
        starts: Which sentences are whose.
    """

    def __init__(self, connections: Connections, described: Described, starts: SentenceStarts) -> None:
        self._connections = connections
        self._described = described
        self._starts = starts
        self._last: tuple[Filters, Sequence[int] | Keys] | None = None
        self._last_array: tuple[Sequence[int] | Keys, Keys] | None = None
        self._last_sentences: tuple[Keys, Keys] | None = None

    def passages(self, filters: Filters, limit: int | None = None) -> Sequence[int] | Keys:
        """Return the keys of the passages that filters allow, in order; nobody changes them.

        Args:
            filters: The filters.
            limit: How many at most.
        """
        last = self._last
        if last is not None and last[0] == filters:
            return last[1] if limit is None else last[1][:limit]
        found: Sequence[int] | Keys | None = self._described.allowed(filters)
        if found is None:
            with self._connections.one() as connection:
                found = rows.keys(connection, filters, limit)
            if limit is not None:
                return found
        self._last = filters, found
        return found if limit is None else found[:limit]

    def of_kind(self, kind: Kind, filters: Filters) -> Keys:
        """Return the keys of the passages, or of the sentences, that filters allow; in order."""
        import numpy as np

        passages = self.passages(filters)
        last = self._last_array
        if last is None or last[0] is not passages:
            last = self._last_array = passages, np.asarray(passages, dtype=np.int64)
        if kind == "passages":
            return last[1]
        sentences = self._last_sentences
        if sentences is None or sentences[0] is not last[1]:
            sentences = self._last_sentences = last[1], self._starts.of_passages(last[1])
        return sentences[1]
