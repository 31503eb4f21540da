"""The store that kzsearch ships: SQLite for rows and words, FAISS for vectors."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Sequence
from itertools import takewhile
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from kzsearch.index import exact, lexical, rows, words
from kzsearch.index.vectors import Vectors, best_first
from kzsearch.types import Belongs, Candidate, Filters, Held, Passage, ReportRecord, Section, Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from kzsearch.index.connections import Connections
    from kzsearch.index.postings import Postings
    from kzsearch.index.sentence_starts import SentenceStarts
    from kzsearch.types import Matrix, Vector

Rest = ParamSpec("Rest")
Answer = TypeVar("Answer")

# Several sentences of one passage can crowd out another passage; so many more are asked for, and fewer where
# each of them is a row to be read.
_SENTENCES_A_PASSAGE = 8
_SENTENCES_READ_A_PASSAGE = 4
# A generation never changes, and queries of a batch ask for the same passages again.
_PASSAGES_KEPT = 1_000


class SqliteFaissStore:
    """Fulfils `kzsearch.types.Store`; several threads may ask it at once.

    Args:
        connections: To a generation's database.
        passage_vectors: One vector a passage.
        sentence_vectors: One vector a sentence.
        starts: Which sentences are whose.
        postings: Which passages hold a stem, and what it adds to their score.
    """

    def __init__(
        self,
        connections: Connections,
        passage_vectors: Vectors,
        sentence_vectors: Vectors,
        starts: SentenceStarts,
        postings: Postings,
    ) -> None:
        self._postings = postings
        self._starts = starts
        self._last_allowed: tuple[Filters, NDArray[np.int64]] | None = None
        self._connections = connections
        self._passage_vectors = passage_vectors
        self._sentence_vectors = sentence_vectors
        self._held: Held | None = None
        self._vocabulary: list[str] | None = None
        self._passages: dict[int, Passage] = {}

    def _ask(
        self,
        question: Callable[Concatenate[sqlite3.Connection, Rest], Answer],
        *rest: Rest.args,
        **named: Rest.kwargs,
    ) -> Answer:
        with self._connections.one() as connection:
            return question(connection, *rest, **named)

    def count(self, filters: Filters) -> int:
        """Return how many passages the filters allow."""
        return self._ask(rows.count, filters)

    def lexical(self, terms: Sequence[str], filters: Filters, limit: int) -> list[Candidate]:
        """Return passages that hold any of the terms, scored by BM25."""
        allowed = self._ask(rows.allowed, filters) if filters else None
        return self._postings.best(terms, allowed, limit)

    def exact(self, phrase: str, filters: Filters, limit: int) -> list[Candidate]:
        """Return passages that hold the phrase word for word, scored by how often."""
        return self._ask(exact.exact, phrase, filters, limit)

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
        last = self._last_allowed
        if last is None or last[0] != filters:
            import numpy as np

            last = filters, np.asarray(self._ask(rows.allowed, filters), dtype=np.int64)
            self._last_allowed = last
        return last[1]

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
        return self._ask(words.frequencies, terms)

    def vocabulary(self) -> list[str]:
        """Return every word of the corpus in lower case, the most frequent first."""
        if self._vocabulary is None:
            self._vocabulary = self._ask(words.vocabulary)
        return self._vocabulary

    def matched(self, terms: Sequence[str], keys: Sequence[int]) -> dict[int, tuple[Span, ...]]:
        """Return where in each passage's text a term occurs, stemmed as the lexical side stems."""
        return self._ask(lexical.matched, terms, keys)

    def passages(self, keys: Sequence[int]) -> dict[int, Passage]:
        """Return the passages with these keys."""
        kept = self._passages
        found = {key: kept[key] for key in keys if key in kept}
        missing = [key for key in keys if key not in found]
        if missing:
            read = self._ask(rows.passages, missing)
            found.update(read)
            # Other threads may hold the old ones, which is why they are let go of and not taken out one by one.
            self._passages = read if len(kept) + len(read) > _PASSAGES_KEPT else {**kept, **read}
        return {key: found[key] for key in sorted(found)}

    def first(self, filters: Filters, limit: int) -> list[int]:
        """Return the first keys that the filters allow: reports from their beginning."""
        return self._ask(rows.first, filters, limit)

    def belongs(self, keys: Sequence[int]) -> dict[int, Belongs]:
        """Return what each of these passages is a part of."""
        return self._ask(rows.belongs, keys)

    def neighbours(self, key: int, count: int) -> tuple[tuple[Passage, ...], tuple[Passage, ...]]:
        """Return up to `count` passages before and after, of the same section."""
        found = self._ask(rows.passages, range(max(0, key - count), key + count + 1))
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
        return list(self._ask(rows.report_passages, report_id, section).values())

    def key_of(self, passage_id: str) -> int | None:
        """Return the key of a passage, or None."""
        return self._ask(rows.key_of, passage_id)

    def reports(self, report_ids: Collection[str] | None = None) -> list[ReportRecord]:
        """Return every report, or those named, by report id."""
        return self._ask(rows.reports, report_ids)

    def labels(self) -> list[str]:
        """Return the headings of sections of another outline, each once, in the order of the alphabet."""
        return self._ask(rows.labels)

    def held(self) -> Held:
        """Return what the reports are: years, countries, tiers, series."""
        if self._held is None:
            self._held = self._ask(rows.held)
        return self._held

    def close(self) -> None:
        """Close the database."""
        self._connections.close()


def _candidates(keys: NDArray[np.int64], scores: Vector) -> list[Candidate]:
    return [Candidate(key, score) for key, score in zip(keys.tolist(), scores.tolist(), strict=True)]
