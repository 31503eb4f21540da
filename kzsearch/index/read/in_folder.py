"""The signals of an index whose vectors and postings lie in its folder: mapped files and FAISS."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzsearch.types import Candidate, Filters, Signals

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kzsearch.index.read.allowed import AllowedKeys
    from kzsearch.index.read.maxscore import Share
    from kzsearch.index.read.postings import Postings
    from kzsearch.index.read.vectors import Vectors
    from kzsearch.types import Keys, Kind, Matrix, Vector

_SENTENCES_A_PASSAGE = 8
_SENTENCES_READ_A_PASSAGE = 4  # where each of them is a row to be read


class SignalsInFolder(Signals):
    """Postings and vectors of a generation's folder. `Signals` says what each method returns.

    Args:
        allowed: Knows what filters allow.
        vectors: One vector a passage, and one a sentence.
        postings: Which passages hold a stem, and what it adds to their score.
    """

    def __init__(
        self,
        allowed: AllowedKeys,
        vectors: Mapping[Kind, Vectors],
        postings: Postings,
    ) -> None:
        self._allowed = allowed
        self._vectors = vectors
        self._postings = postings

    @property
    def sentences_a_passage(self) -> int:
        compressed = self._vectors["sentences"].is_compressed
        return _SENTENCES_READ_A_PASSAGE if compressed else _SENTENCES_A_PASSAGE

    def open_ahead(self) -> None:
        for vectors in self._vectors.values():
            vectors.open_ahead()

    def heaviest(self, terms: Sequence[str], filters: Filters, limit: int) -> list[Candidate]:
        return self._postings.best(terms, self._allowed.passages(filters) if filters else None, limit)

    def weights(self, terms: Sequence[str], keys: Sequence[int]) -> dict[int, float]:
        return self._postings.scores_of(terms, keys)

    def nearest(self, kind: Kind, vector: Vector, filters: Filters, limit: int) -> tuple[Keys, Vector]:
        keys = self._allowed.of_kind(kind, filters) if filters else None
        return self._vectors[kind].nearest(vector, limit, keys)

    def cosines(self, kind: Kind, vector: Vector, keys: Sequence[int] | Keys) -> Vector:
        return self._vectors[kind].scores(vector, keys)

    def vectors(self, kind: Kind, keys: Sequence[int] | Keys) -> Matrix:
        return self._vectors[kind].stored(keys)

    def shares(self, terms: Sequence[str]) -> list[Share]:
        """Return what each of some terms adds to BM25."""
        return self._postings.shares(terms)

    def close(self) -> None:
        """Do nothing: what is mapped is let go of with the object, and the connections are the store's."""
