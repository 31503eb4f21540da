"""The store that kzsearch ships: SQLite for rows and words, FAISS for vectors."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Sequence
from itertools import takewhile
from typing import TYPE_CHECKING

from kzsearch.index import lexical, rows, words
from kzsearch.index.vectors import Vectors, best_first
from kzsearch.types import Belongs, Candidate, Filters, Held, Passage, ReportRecord, Section, Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from kzsearch.index.postings import Postings
    from kzsearch.index.sentence_starts import SentenceStarts
    from kzsearch.types import Matrix, Vector

# Several sentences of one passage can crowd out another passage; so many more are asked for, and fewer where
# each of them is a row to be read.
_SENTENCES_A_PASSAGE = 8
_SENTENCES_READ_A_PASSAGE = 4
# A generation never changes, and queries of a batch ask for the same passages again.
_PASSAGES_KEPT = 1_000


class SqliteFaissStore:
    """Fulfils `kzsearch.types.Store`.

    Args:
        connection: A generation's database.
        passage_vectors: One vector a passage.
        sentence_vectors: One vector a sentence.
        starts: Which sentences are whose.
        postings: Which passages hold a stem, and what it adds to their score.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        passage_vectors: Vectors,
        sentence_vectors: Vectors,
        starts: SentenceStarts,
        postings: Postings,
    ) -> None:
        self._postings = postings
        self._starts = starts
        self._last_allowed: tuple[Filters, NDArray[np.int64]] | None = None
        self._connection = connection
        self._passage_vectors = passage_vectors
        self._sentence_vectors = sentence_vectors
        self._held: Held | None = None
        self._vocabulary: list[str] | None = None
        self._passages: dict[int, Passage] = {}

    def count(self, filters: Filters) -> int:
        """Return how many passages the filters allow."""
        return rows.count(self._connection, filters)

    def lexical(self, terms: Sequence[str], filters: Filters, limit: int) -> list[Candidate]:
        """Return passages that hold any of the terms, scored by BM25."""
        allowed = rows.allowed(self._connection, filters) if filters else None
        return self._postings.best(terms, allowed, limit)

    def exact(self, phrase: str, filters: Filters, limit: int) -> list[Candidate]:
        """Return passages that hold the phrase word for word, scored by how often."""
        return lexical.exact(self._connection, phrase, filters, limit)

    def dense(self, vector: Vector, filters: Filters, limit: int) -> list[Candidate]:
        """Return the passages nearest to the vector, scored by cosine."""
        keys = self._allowed(filters) if filters else None
        return _candidates(*self._passage_vectors.nearest(vector, limit, keys))

    def sentence(self, vector: Vector, filters: Filters, limit: int) -> list[Candidate]:
        """Return the passages of the sentences nearest to the vector, scored by their best sentence."""
        import numpy as np

        keys = self._starts.of_passages(self._allowed(filters)) if filters else None
        compressed = self._sentence_vectors.is_compressed
        wanted = limit * (_SENTENCES_READ_A_PASSAGE if compressed else _SENTENCES_A_PASSAGE)
        sentences, scores = self._sentence_vectors.nearest(vector, wanted, keys)
        owners, first = np.unique(self._starts.owners(sentences), return_index=True)
        return _candidates(*best_first(owners, scores[first], limit))  # a passage's best stands first

    def _allowed(self, filters: Filters) -> NDArray[np.int64]:
        """Return the keys that filters allow; each signal asks for them, and each query of a batch."""
        if self._last_allowed is None or self._last_allowed[0] != filters:
            import numpy as np

            keys = np.asarray(rows.allowed(self._connection, filters), dtype=np.int64)
            self._last_allowed = filters, keys
        return self._last_allowed[1]

    def vectors(self, keys: Sequence[int]) -> Matrix:
        """Return the vectors of these passages, shape (len(keys), dimension)."""
        return self._passage_vectors.stored(keys)

    def lexical_of(self, terms: Sequence[str], keys: Sequence[int]) -> dict[int, float]:
        """Return BM25 of these passages; those without a term are left out."""
        return self._postings.scores_of(terms, keys)

    def dense_of(self, vector: Vector, keys: Sequence[int]) -> dict[int, float]:
        """Return the cosine of each of these passages."""
        return dict(zip(keys, self._passage_vectors.scores(vector, keys).tolist(), strict=True))

    def sentence_of(self, vector: Vector, keys: Sequence[int]) -> dict[int, tuple[float, int]]:
        """Return the cosine and the position of each passage's best sentence."""
        import numpy as np

        if not keys:
            return {}
        wanted = np.asarray(keys, dtype=np.int64)
        sentences = self._starts.of_passages(wanted)
        scores = self._sentence_vectors.scores(vector, sentences)
        sizes = self._starts.sizes(wanted)
        starts = sizes.cumsum() - sizes
        best = np.maximum.reduceat(scores, starts)
        # The first of each passage's sentences that scores as high as its best.
        high = np.flatnonzero(scores == np.repeat(best, sizes))
        owners = np.searchsorted(starts, high, side="right") - 1
        first = high[np.unique(owners, return_index=True)[1]]
        return dict(zip(keys, zip(best.tolist(), (first - starts).tolist(), strict=True), strict=True))

    def frequencies(self, terms: Sequence[str]) -> dict[str, int]:
        """Return in how many passages each term occurs, compared by stem."""
        return words.frequencies(self._connection, terms)

    def vocabulary(self) -> list[str]:
        """Return every word of the corpus in lower case, the most frequent first."""
        if self._vocabulary is None:
            self._vocabulary = words.vocabulary(self._connection)
        return self._vocabulary

    def matched(self, terms: Sequence[str], keys: Sequence[int]) -> dict[int, tuple[Span, ...]]:
        """Return where in each passage's text a term occurs, stemmed as the lexical side stems."""
        return lexical.matched(self._connection, terms, keys)

    def passages(self, keys: Sequence[int]) -> dict[int, Passage]:
        """Return the passages with these keys."""
        if len(keys) > _PASSAGES_KEPT:
            return rows.passages(self._connection, keys)
        missing = [key for key in keys if key not in self._passages]
        if len(self._passages) + len(missing) > _PASSAGES_KEPT:
            missing = list(keys)
            self._passages.clear()
        self._passages.update(rows.passages(self._connection, missing))
        return {key: self._passages[key] for key in sorted(keys) if key in self._passages}

    def first(self, filters: Filters, limit: int) -> list[int]:
        """Return the first keys that the filters allow: reports from their beginning."""
        return rows.first(self._connection, filters, limit)

    def belongs(self, keys: Sequence[int]) -> dict[int, Belongs]:
        """Return what each of these passages is a part of."""
        return rows.belongs(self._connection, keys)

    def neighbours(self, key: int, count: int) -> tuple[tuple[Passage, ...], tuple[Passage, ...]]:
        """Return up to `count` passages before and after, of the same section."""
        found = rows.passages(self._connection, range(max(0, key - count), key + count + 1))
        own = found[key]

        def same(other: int) -> bool:
            passage = found.get(other)
            return passage is not None and (
                (passage.report_id, passage.section, passage.section_label)
                == (own.report_id, own.section, own.section_label)
            )

        # Passages of a section that is taken up again further on are not neighbours.
        before = list(takewhile(same, range(key - 1, key - count - 1, -1)))
        after = takewhile(same, range(key + 1, key + count + 1))
        return tuple(found[k] for k in reversed(before)), tuple(found[k] for k in after)

    def report_passages(self, report_id: str, section: Section | None = None) -> list[Passage]:
        """Return a report's passages in order."""
        return list(rows.report_passages(self._connection, report_id, section).values())

    def key_of(self, passage_id: str) -> int | None:
        """Return the key of a passage, or None."""
        return rows.key_of(self._connection, passage_id)

    def reports(self, report_ids: Collection[str] | None = None) -> list[ReportRecord]:
        """Return every report, or those named, by report id."""
        return rows.reports(self._connection, report_ids)

    def labels(self) -> list[str]:
        """Return the headings of sections of another outline, each once, in the order of the alphabet."""
        return rows.labels(self._connection)

    def held(self) -> Held:
        """Return what the reports are: years, countries, tiers, series."""
        if self._held is None:
            self._held = rows.held(self._connection)
        return self._held

    def close(self) -> None:
        """Close the database."""
        self._connection.close()


def _candidates(keys: NDArray[np.int64], scores: Vector) -> list[Candidate]:
    return [Candidate(key, score) for key, score in zip(keys.tolist(), scores.tolist(), strict=True)]
