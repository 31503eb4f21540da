"""The signals of an index whose vectors and postings lie in its folder: mapped files and FAISS."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzsearch.index.read import rows
from kzsearch.types import Candidate, Filters, Signals

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kzsearch.index.read.connections import Connections
    from kzsearch.index.read.postings import Postings
    from kzsearch.index.read.sentence_starts import SentenceStarts
    from kzsearch.index.read.vectors import Vectors
    from kzsearch.types import Keys, Kind, Matrix, Vector

_SENTENCES_A_PASSAGE = 8
_SENTENCES_READ_A_PASSAGE = 4  # where each of them is a row to be read


class SignalsInFolder(Signals):
    """Postings and vectors of a generation's folder. `Signals` says what each method returns.

    Args:
        connections: To the generation's database, which knows what filters allow.
        vectors: One vector a passage, and one a sentence.
        starts: Which sentences are whose.
        postings: Which passages hold a stem, and what it adds to their score.
    """

    def __init__(
        self,
        connections: Connections,
        vectors: Mapping[Kind, Vectors],
        starts: SentenceStarts,
        postings: Postings,
    ) -> None:
        self._connections = connections
        self._vectors = vectors
        self._starts = starts
        self._postings = postings
        self._last_allowed: tuple[Filters, Keys] | None = None

    @property
    def sentences_a_passage(self) -> int:
        compressed = self._vectors["sentences"].is_compressed
        return _SENTENCES_READ_A_PASSAGE if compressed else _SENTENCES_A_PASSAGE

    def open_ahead(self) -> None:
        for vectors in self._vectors.values():
            vectors.open_ahead()

    def heaviest(self, terms: Sequence[str], filters: Filters, limit: int) -> list[Candidate]:
        return self._postings.best(terms, self._keys(filters) if filters else None, limit)

    def weights(self, terms: Sequence[str], keys: Sequence[int]) -> dict[int, float]:
        return self._postings.scores_of(terms, keys)

    def nearest(self, kind: Kind, vector: Vector, filters: Filters, limit: int) -> tuple[Keys, Vector]:
        keys = self._allowed(filters) if filters else None
        if keys is not None and kind == "sentences":
            keys = self._starts.of_passages(keys)
        return self._vectors[kind].nearest(vector, limit, keys)

    def cosines(self, kind: Kind, vector: Vector, keys: Sequence[int] | Keys) -> Vector:
        return self._vectors[kind].scores(vector, keys)

    def vectors(self, kind: Kind, keys: Sequence[int] | Keys) -> Matrix:
        return self._vectors[kind].stored(keys)

    def close(self) -> None:
        """Do nothing: what is mapped is let go of with the object, and the connections are the store's."""

    def _keys(self, filters: Filters) -> list[int]:
        with self._connections.one() as connection:
            return rows.keys(connection, filters)

    def _allowed(self, filters: Filters) -> Keys:
        """Return the keys that filters allow; both cosines ask for them, and each query of a batch."""
        last = self._last_allowed
        if last is None or last[0] != filters:
            import numpy as np

            last = filters, np.asarray(self._keys(filters), dtype=np.int64)
            self._last_allowed = last
        return last[1]
