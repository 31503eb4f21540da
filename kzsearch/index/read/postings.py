"""Which passages hold a stem, and what it adds to their BM25: arrays that are mapped from one file.

BM25 is Robertson and Zaragoza's (2009) with k1 1.2 and b 0.75, and the inverse document frequency of Lucene,
log(1 + (N - n + 0.5) / (n + 0.5)), which is never negative: a word that most passages hold adds little, not nothing.
Each posting's share is worked out when an index is built (`index/write/postings`), so that a query only adds up.
"""

from __future__ import annotations

import mmap
import sqlite3
import sys
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from kzsearch.errors import IndexFolderError
from kzsearch.index.format.manifest import POSTINGS, REBUILD
from kzsearch.index.read import maxscore
from kzsearch.index.read.bm25 import highest_bm25
from kzsearch.index.read.lexical import expression, in_text_alone, stems
from kzsearch.index.read.rows import guarded
from kzsearch.stems import stemmed_alike
from kzsearch.types import Candidate
from kzsearch.types.keeping import Words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from kzsearch.index.read.connections import Connections
    from kzsearch.types import Keys

    Numbers = NDArray[np.float64]

# So many postings are added up in plain Python sooner than numpy is imported; both give the same bits.
_FEW = 20_000
_KEY = _WEIGHT = 4  # bytes
TEXT_ALONE = "text:"  # no stem has a colon
"""What stands before the name of the postings of a stem in the text alone."""


class _Place(NamedTuple):
    """Where a stem's postings are in the file; where a server keeps them, `first` is the stem's number there."""

    first: int
    length: int


class _Wanted(NamedTuple):
    """What a query's terms stand for: words' postings, and phrases, which only FTS5 knows the places of."""

    places: list[_Place]
    phrases: list[str]

    @property
    def size(self) -> int:
        """How many postings the words have."""
        return sum(place.length for place in self.places)


def _in_plain_python(wanted: _Wanted) -> bool:
    return wanted.size <= _FEW and "numpy" not in sys.modules


class Postings:
    """The postings of one generation.

    Args:
        connections: To its database.
        folder: Its folder.
        passages: How many passages it holds.
    """

    def __init__(self, connections: Connections, folder: Path, passages: int) -> None:
        self._connections = connections
        self._path = folder / POSTINGS
        self._passages = passages
        self._bytes: memoryview | None = None
        self._last: tuple[_Wanted, list[maxscore.Share]] | None = None

    def best(self, terms: Sequence[str], allowed: Sequence[int] | Keys | None, limit: int) -> list[Candidate]:
        """Return the passages with the highest BM25, ties by key.

        Args:
            terms: Words and phrases.
            allowed: The keys that may be found, in order; None allows all.
            limit: How many at most.
        """
        wanted = self._look_up(terms)
        if _in_plain_python(wanted):
            scored = self._sums(wanted)
            keys = scored.keys() if allowed is None else scored.keys() & set(allowed)
            ordered = sorted(keys, key=lambda key: (-scored[key], key))[:limit]
            return [Candidate(key, scored[key]) for key in ordered]
        return self._best_of_many(wanted, allowed, limit)

    def scores_of(self, terms: Sequence[str], keys: Sequence[int]) -> dict[int, float]:
        """Return BM25 of given passages; those without a term are left out."""
        wanted = self._look_up(terms)
        if _in_plain_python(wanted):
            scored = self._sums(wanted)
            return {key: scored[key] for key in keys if key in scored}
        import numpy as np

        scores = maxscore.added_up(self._shares(wanted), np.asarray(keys, dtype=np.int64))
        return {key: score for key, score in zip(keys, scores.tolist(), strict=True) if score > 0}

    def shares(self, terms: Sequence[str]) -> list[maxscore.Share]:
        """Return what each term adds; the BM25 of a passage is the sum of them, in this order."""
        return self._shares(self._look_up(terms))

    def _shares(self, wanted: _Wanted) -> list[maxscore.Share]:
        """Return what each term adds; what proposes asks first, and then who is proposed."""
        import numpy as np

        last = self._last
        if last is not None and last[0] == wanted:
            return last[1]
        found = [
            maxscore.Share(
                np.frombuffer(self._part("i", place), "<i4"), np.frombuffer(self._part("f", place), "<f4")
            )
            for place in wanted.places
        ]
        for phrase in wanted.phrases:
            held = list(of_phrases(self._connections, [phrase], self._passages))
            keys = np.asarray([key for key, _ in held], dtype=np.int64)
            found.append(maxscore.Share(keys, np.asarray([weight for _, weight in held], dtype=np.float64)))
        self._last = wanted, found
        return found

    def _best_of_many(
        self, wanted: _Wanted, allowed: Sequence[int] | Keys | None, limit: int
    ) -> list[Candidate]:
        import numpy as np

        within = None if allowed is None else np.asarray(allowed, dtype=np.int64)
        keys, scores = maxscore.best(self._shares(wanted), self._passages, within, limit)
        return [Candidate(key, score) for key, score in zip(keys.tolist(), scores.tolist(), strict=True)]

    def _sums(self, wanted: _Wanted) -> dict[int, float]:
        """Return BM25 of each passage that holds a term."""
        scored: dict[int, float] = {}
        for place in wanted.places:
            keys: Sequence[int] = self._read("i", place)
            for key, weight in zip(keys, self._read("f", place), strict=True):
                scored[key] = scored.get(key, 0.0) + weight
        for key, weight in of_phrases(self._connections, wanted.phrases, self._passages):
            scored[key] = scored.get(key, 0.0) + weight
        return scored

    def _look_up(self, terms: Sequence[str]) -> _Wanted:
        with self._connections.one() as connection:
            return _looked_up(connection, terms)

    def _read(self, kind: str, place: _Place) -> Any:  # noqa: ANN401  an array of what the kind says
        numbers: array[Any] = array(kind)
        numbers.frombytes(self._part(kind, place))
        if sys.byteorder == "big":
            numbers.byteswap()
        return numbers

    def _part(self, kind: str, place: _Place) -> memoryview:
        held = self._mapped()
        start = (
            place.first * _KEY
            if kind == "i"
            else len(held) // (_KEY + _WEIGHT) * _KEY + place.first * _WEIGHT
        )
        part = held[start : start + place.length * _KEY]
        if len(part) != place.length * _KEY:
            raise IndexFolderError(f"{POSTINGS} of the index is damaged", REBUILD)
        return part

    def _mapped(self) -> memoryview:
        if self._bytes is None:
            try:
                with self._path.open("rb") as stream:
                    self._bytes = memoryview(mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ))
            except (OSError, ValueError) as error:
                raise IndexFolderError(f"{POSTINGS} of the index is damaged: {error}", REBUILD) from None
        return self._bytes


def look_up(connections: Connections, passages: int, terms: Sequence[str]) -> Words:
    """Return what terms stand for where a server keeps the postings and knows a stem by its number."""
    with connections.one() as connection:
        wanted = _looked_up(connection, terms)
    phrases: dict[int, float] = {}
    for key, weight in of_phrases(connections, wanted.phrases, passages):
        phrases[key] = phrases.get(key, 0.0) + weight
    stems = Counter(place.first for place in wanted.places)
    return Words({number: float(times) for number, times in stems.items()}, phrases)


def _looked_up(connection: sqlite3.Connection, terms: Sequence[str]) -> _Wanted:
    places, phrases = [], []
    for term, looked_for, parts in zip(terms, stemmed_alike(terms), stems(connection, terms), strict=True):
        if len(parts) > 1:
            phrases.append(looked_for)
        for stem in parts if len(parts) == 1 else ():
            entry = f"{TEXT_ALONE}{stem}" if in_text_alone(term) else stem
            with guarded():
                row = connection.execute(
                    "SELECT first, count FROM postings WHERE stem = ?", [entry]
                ).fetchone()
            if row is not None:
                places.append(_Place(*row))
    return _Wanted(places, phrases)


def of_phrases(
    connections: Connections, phrases: Sequence[str], passages: int
) -> Iterator[tuple[int, float]]:
    """Yield what each phrase adds to passages.

    SQLite's BM25 has another inverse document frequency. Divided by the score that columns of very high weight
    would give, it is without: the share that the passage has in the most that the phrase can add.
    """
    for term in phrases:
        with connections.one() as connection, guarded():
            rows = connection.execute(
                "SELECT rowid, bm25(stems) / bm25(stems, 1e9, 1e9) FROM stems WHERE stems MATCH ? ORDER BY rowid",
                [expression([term])],
            ).fetchall()
        most = highest_bm25(passages, [len(rows)])
        for key, share in rows:
            yield key, share * most
