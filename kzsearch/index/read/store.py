"""The store of an index: rows from SQLite, and signals from wherever they lie, put together to candidates."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from kzsearch.ahead import Ahead
from kzsearch.index.read import exact, lexical, rows
from kzsearch.index.read.vectors import best_first
from kzsearch.types import (
    Candidate,
    Candidates,
    Coverage,
    Filters,
    Passage,
    PassageMetadata,
    ReportRecord,
    Scores,
    Signals,
    Span,
    Store,
)

if TYPE_CHECKING:
    from kzsearch.index.read.allowed import AllowedKeys
    from kzsearch.index.read.connections import Connections
    from kzsearch.index.read.described import Described
    from kzsearch.index.read.sentence_starts import SentenceStarts
    from kzsearch.types import Keys, Matrix, Vector

Rest = ParamSpec("Rest")
Answer = TypeVar("Answer")

# A generation never changes, and queries of a batch ask for the same passages again.
_PASSAGES_KEPT = 1_000


class SqliteStore(Store):
    """A generation's database and its signals; several threads may ask it at once.

    `Store` says what each method returns. Below them stand the three signals of which `candidates` is made.

    Args:
        connections: To a generation's database.
        described: What filters and preferences compare.
        starts: Which sentences are whose.
        signals: What compares passages with a query.
        allowed: Knows what filters allow.
    """

    def __init__(
        self,
        connections: Connections,
        described: Described,
        starts: SentenceStarts,
        signals: Signals,
        allowed: AllowedKeys,
    ) -> None:
        self._last_near: tuple[object, tuple[dict[int, float], dict[int, float]]] | None = None
        self._connections = connections
        self._described = described
        self._starts = starts
        self._signals = signals
        self._allowed = allowed
        self._coverage: Coverage | None = None
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

    def coverage(self) -> Coverage:
        if self._coverage is None:
            self._coverage = self._described.coverage()
        return self._coverage

    def labels(self) -> list[str]:
        return self._ask(rows.labels)

    def reports(self, report_ids: Collection[str] | None = None) -> list[ReportRecord]:
        return self._ask(rows.reports, report_ids)

    def report_passages(self, report_id: str) -> list[Passage]:
        return self._ask(rows.report_passages, report_id)

    def keys(self, filters: Filters, limit: int | None = None) -> list[int]:
        return [int(key) for key in self._allowed.passages(filters, limit)]

    def passages(self, keys: Sequence[int]) -> dict[int, Passage]:
        kept = self._passages
        missing = [key for key in keys if key not in kept]
        new = self._ask(rows.passages, missing) if missing else {}
        # Other threads may hold the old ones, which is why they are let go of and not taken out one by one.
        self._passages = new if len(kept) + len(new) > _PASSAGES_KEPT else {**kept, **new}
        return {
            key: kept[key] if key in kept else new[key] for key in sorted(keys) if key in kept or key in new
        }

    def metadata(self, keys: Sequence[int]) -> dict[int, PassageMetadata]:
        return self._described.metadata(keys)

    def frequencies(self, terms: Sequence[str]) -> dict[str, int]:
        return self._ask(lexical.frequencies, terms)

    def vocabulary(self) -> list[str]:
        if self._vocabulary is None:
            self._vocabulary = self._ask(lexical.vocabulary)
        return self._vocabulary

    def candidates(
        self, terms: Sequence[str] | None, vector: Vector | None, filters: Filters, limit: int
    ) -> Candidates:
        if vector is None:
            words = dict(self.lexical(terms or (), filters, limit))
            return Candidates({key: Scores(score) for key, score in words.items()}, len(words) < limit)
        # Words are added up while vectors are compared: each leaves a core to the other.
        ahead = None if terms is None else Ahead(partial(self.lexical, terms, filters, limit))
        try:
            nearest, nearest_by_sentence = self._near(vector, filters, limit)
        finally:
            if ahead is not None:
                ahead.wait()  # nothing is at work any more when an error is told, and the store may be closed
        words = {} if ahead is None else dict(ahead.result())
        dense, sentence = dict(nearest), dict(nearest_by_sentence)
        complete = len(dense) < limit
        # What one signal proposes, the others are asked for.
        keys = sorted({*dense, *sentence, *words})
        dense |= self.dense_of(vector, _missing(keys, dense))
        cosines = self.sentence_cosines(vector, _missing(keys, sentence))
        sentence |= {key: max(each) for key, each in cosines.items()}
        if terms is None:
            return Candidates({key: Scores(None, dense[key], sentence[key]) for key in keys}, complete)
        words |= self.lexical_of(terms, _missing(keys, words))
        return Candidates(
            {key: Scores(words.get(key, 0.0), dense[key], sentence[key]) for key in keys}, complete
        )

    def exact(self, phrase: str, filters: Filters, limit: int) -> list[Candidate]:
        return self._ask(exact.exact, phrase, filters, limit)

    def sentence_cosines(self, vector: Vector, keys: Sequence[int]) -> dict[int, list[float]]:
        import numpy as np

        if not keys:
            return {}
        wanted = np.asarray(keys, dtype=np.int64)
        scores = self._signals.cosines("sentences", vector, self._starts.of_passages(wanted))
        ends = self._starts.sizes(wanted).cumsum()
        return {key: part.tolist() for key, part in zip(keys, np.split(scores, ends[:-1]), strict=True)}

    def passage_vectors(self, keys: Sequence[int]) -> Matrix:
        return self._signals.vectors("passages", keys)

    def sentence_vectors(self, keys: Sequence[int]) -> dict[int, Matrix]:
        import numpy as np

        if not keys:
            return {}
        wanted = np.asarray(keys, dtype=np.int64)
        found = self._signals.vectors("sentences", self._starts.of_passages(wanted))
        ends = self._starts.sizes(wanted).cumsum()
        return dict(zip(keys, np.split(found, ends[:-1]), strict=True))

    def matched(self, terms: Sequence[str], keys: Sequence[int]) -> dict[int, dict[str, tuple[Span, ...]]]:
        return self._ask(lexical.matched, terms, keys)

    def close(self) -> None:
        self._signals.close()
        self._connections.close()

    def lexical(self, terms: Sequence[str], filters: Filters, limit: int) -> list[Candidate]:
        """Return passages that hold any of the terms, scored by BM25."""
        return self._signals.heaviest(terms, filters, limit)

    def lexical_of(self, terms: Sequence[str], keys: Sequence[int]) -> dict[int, float]:
        """Return BM25 of these passages; those without a term are left out."""
        return self._signals.weights(terms, keys)

    def dense(self, vector: Vector, filters: Filters, limit: int) -> list[Candidate]:
        """Return the passages nearest to the vector, scored by cosine."""
        return _candidates(*self._signals.nearest("passages", vector, filters, limit))

    def dense_of(self, vector: Vector, keys: Sequence[int]) -> dict[int, float]:
        """Return the cosine of each of these passages."""
        return dict(zip(keys, self._signals.cosines("passages", vector, keys).tolist(), strict=True))

    def sentence(self, vector: Vector, filters: Filters, limit: int) -> list[Candidate]:
        """Return the passages of the sentences nearest to the vector, scored by their best sentence."""
        import numpy as np

        wanted = limit * self._signals.sentences_a_passage
        sentences, scores = self._signals.nearest("sentences", vector, filters, wanted)
        owners, first = np.unique(self._starts.owners(sentences), return_index=True)
        return _candidates(*best_first(owners, scores[first], limit))  # a passage's best stands first

    def _near(
        self, vector: Vector, filters: Filters, limit: int
    ) -> tuple[dict[int, float], dict[int, float]]:
        """Return the nearest by passage and by sentence; calibration asks for those of a query in each mode."""
        asked = vector.tobytes(), filters, limit
        last = self._last_near
        if last is None or last[0] != asked:
            near = dict(self.dense(vector, filters, limit)), dict(self.sentence(vector, filters, limit))
            last = self._last_near = asked, near
        return last[1]


def _candidates(keys: Keys, scores: Vector) -> list[Candidate]:
    return [Candidate(key, score) for key, score in zip(keys.tolist(), scores.tolist(), strict=True)]


def _missing(keys: Iterable[int], known: Mapping[int, float]) -> list[int]:
    return [key for key in keys if key not in known]
