"""The signals of an index that Milvus keeps. `kzsearch.types.Signals` says what each method returns.

Milvus breaks ties as it likes, so that rows as good as the last wanted one are asked for too and ordered by key here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from threading import Lock
from typing import TYPE_CHECKING, Any

from kzsearch.ahead import Ahead
from kzsearch.errors import StoreError
from kzsearch.index.milvus import layout
from kzsearch.index.milvus.expressions import both, expression, of_keys
from kzsearch.index.milvus.phrases import with_phrases
from kzsearch.types import Candidate, Filters, Signals

if TYPE_CHECKING:
    from kzsearch.index.milvus.connection import Connection
    from kzsearch.types import Keys, Kind, Matrix, Vector
    from kzsearch.types.keeping import Kept, LookUp, Passing

_SENTENCES_A_PASSAGE = 8
_MORE_FOR_TIES = 16
_PROPOSED = 1.25  # a rounded vector's score is off by a little, so somewhat more is proposed than is wanted
_NO_KEY = -1
_KEYS_AT_ONCE = 4_096
_VECTORS_AT_ONCE = 1_024  # of 384 numbers they take 1.5 MB
REBUILD = "build the index again with: kzsearch index --full"


class MilvusSignals(Signals):
    """One generation's signals; several threads may ask them at once.

    Args:
        connection: To the server.
        kept: Where the generation is.
        counts: How many passages and sentences there must be.
        dimension: Length of a vector.
        indexes: Kind of index for the vectors of each kind.
        look_up: Tells what terms stand for.
        passing: Tells what filters allow that the server cannot apply.
    """

    def __init__(
        self,
        connection: Connection,
        kept: Kept,
        counts: Mapping[Kind, int],
        dimension: int,
        indexes: Mapping[str, str],
        look_up: LookUp,
        passing: Passing,
    ) -> None:
        self._connection = connection
        self._kept = kept
        self._counts = counts
        self._dimension = dimension
        self._indexes = indexes
        self._look_up = look_up
        self._passing = passing
        self._checked: set[Kind] = set()
        self._lock = Lock()
        self._ahead: Ahead[Any] | None = None

    @property
    def sentences_a_passage(self) -> int:
        return _SENTENCES_A_PASSAGE

    def open_ahead(self) -> None:
        if self._ahead is None:
            self._ahead = Ahead(self._connection.client)

    def heaviest(self, terms: Sequence[str], filters: Filters, limit: int) -> list[Candidate]:
        words = self._look_up(terms)
        allowed = self._expression("passages", filters)
        found = self._by_words(words.stems, allowed, limit)
        if words.phrases:
            found = with_phrases(
                found,
                words.phrases,
                limit,
                allowed=lambda keys: self._allowed(keys, allowed),
                weights=lambda keys: self._weights(words.stems, keys),
            )
        return [Candidate(key, score) for key, score in _ordered(found.items(), limit)]

    def weights(self, terms: Sequence[str], keys: Sequence[int]) -> dict[int, float]:
        words = self._look_up(terms)
        scored = self._weights(words.stems, keys)
        for key in keys:
            if key in words.phrases:
                scored[key] = scored.get(key, 0.0) + words.phrases[key]
        return {key: scored[key] for key in keys if key in scored}

    def nearest(self, kind: Kind, vector: Vector, filters: Filters, limit: int) -> tuple[Keys, Vector]:
        import numpy as np

        lossy = layout.is_lossy(self._indexes[kind])
        wanted = int(limit * _PROPOSED) if lossy else limit
        found = self._search(kind, "vector", vector, self._expression(kind, filters), wanted)
        if lossy:
            keys = sorted(found)
            found = dict(zip(keys, self.cosines(kind, vector, keys).tolist(), strict=True))
        best = _ordered(found.items(), limit)
        return (
            np.asarray([key for key, _ in best], dtype=np.int64),
            np.asarray([score for _, score in best], dtype=np.float32),
        )

    def cosines(self, kind: Kind, vector: Vector, keys: Sequence[int] | Keys) -> Vector:
        import numpy as np

        wanted = [int(key) for key in keys]
        found: dict[int, float] = {}
        if not layout.is_lossy(self._indexes[kind]):
            for part in _parts(wanted, _KEYS_AT_ONCE):
                found |= self._search(kind, "vector", vector, of_keys(part), len(part), ties=False)
        # An index of lists looks only at some of them, also where the keys are given.
        missing = [key for key in wanted if key not in found]
        if missing:
            found |= zip(missing, (self.vectors(kind, missing) @ vector).tolist(), strict=True)
        scores: Vector = np.asarray([found[key] for key in wanted], dtype=np.float32)
        return scores

    def vectors(self, kind: Kind, keys: Sequence[int] | Keys) -> Matrix:
        import numpy as np

        self._check(kind)
        found: Matrix = np.empty((len(keys), self._dimension), dtype=np.float32)
        places = {int(key): place for place, key in enumerate(keys)}
        for part in _parts(list(places), _VECTORS_AT_ONCE):
            rows = self._query(kind, of_keys(part), ["key", "vector"], len(part))
            if len(rows) != len(part):
                raise self._incomplete(
                    f"{len(part) - len(rows):,} of {len(part):,} {kind} that were asked for"
                )
            for row in rows:
                found[places[row["key"]]] = row["vector"]
        return found

    def close(self) -> None:
        if self._ahead is not None:
            # Whoever opens ahead asks afterwards, and is then told what was wrong.
            self._ahead.wait()
        self._connection.close()

    def _expression(self, kind: Kind, filters: Filters) -> str:
        """Return the expression of filters; a condition on words is known here alone, and goes by keys.

        Raises:
            StoreError: Too much passes it.
        """
        if not filters.ask_of_words:
            return expression(filters)
        keys = self._passing(kind, filters)
        if len(keys) > layout.MOST:
            raise StoreError(
                f"{len(keys):,} {kind} hold what the query's operators require, and Milvus is asked for at most "
                f"{layout.MOST:,} by key",
                "name a year, a country or a section too",
            )
        return of_keys(keys) if len(keys) else of_keys([_NO_KEY])

    def _by_words(self, stems: Mapping[int, float], allowed: str, limit: int) -> dict[int, float]:
        return self._search("passages", "words", stems, allowed, limit) if stems else {}

    def _weights(self, stems: Mapping[int, float], keys: Sequence[int]) -> dict[int, float]:
        found: dict[int, float] = {}
        for part in _parts(keys, _KEYS_AT_ONCE) if stems else ():
            found |= self._search("passages", "words", stems, of_keys(part), len(part), ties=False)
        return found

    def _allowed(self, keys: Sequence[int], allowed: str) -> Collection[int]:
        """Return those of the keys that an expression allows."""
        if not allowed:
            return keys
        rows = self._query("passages", both(of_keys(keys), allowed), ["key"], len(keys))
        return {row["key"] for row in rows}

    def _search(
        self, kind: Kind, field: str, asked: object, allowed: str, limit: int, *, ties: bool = True
    ) -> dict[int, float]:
        """Return the rows that score highest, and their scores; with ties, also those as good as the last."""
        count = self._counts[kind]
        limit = min(limit, count, layout.MOST)
        if limit < 1:
            return {}
        self._check(kind)
        most = min(count, layout.MOST)
        size = min(limit + _MORE_FOR_TIES, most) if ties else limit
        while True:
            parameters = layout.searching(self._indexes[kind], count, size) if field == "vector" else {}
            answer = self._connection.ask(
                "search",
                layout.collection(self._kept, kind),
                data=[asked],
                anns_field=field,
                filter=allowed,
                limit=size,
                output_fields=["key"],
                search_params={"metric_type": "IP", "params": parameters},
            )
            found = [(int(hit["key"]), float(hit["distance"])) for hit in answer[0]]
            if field == "words":
                found = [(key, score) for key, score in found if score > 0]
            if len(found) < size or size == most or found[-1][1] < found[limit - 1][1]:
                return dict(found)
            size = min(size * 2, most)

    def _query(self, kind: Kind, allowed: str, fields: list[str], limit: int) -> list[Mapping[str, Any]]:
        name = layout.collection(self._kept, kind)
        return list(
            self._connection.ask(
                "query", name, filter=allowed, output_fields=fields, limit=min(limit, layout.MOST)
            )
        )

    def _check(self, kind: Kind) -> None:
        """See, once, that a collection is the one that was filled."""
        if kind in self._checked:
            return
        with self._lock:
            name = layout.collection(self._kept, kind)
            fields = self._connection.ask("describe_collection", name)["fields"]
            dimension = next(
                (int(field["params"]["dim"]) for field in fields if field["name"] == "vector"), 0
            )
            if dimension != self._dimension:
                raise StoreError(
                    f"Milvus at {self._connection.address.shown} holds vectors of {dimension} numbers in {name}, "
                    f"and the index's model makes {self._dimension}",
                    REBUILD,
                )
            held = rows_of(self._connection, name)
            if held != self._counts[kind]:
                raise self._incomplete(f"{held:,} {kind} instead of {self._counts[kind]:,}")
            self._checked.add(kind)

    def _incomplete(self, what: str) -> StoreError:
        where = self._connection.address.shown
        return StoreError(f"the index is not whole: Milvus at {where} holds {what}", REBUILD)


def rows_of(connection: Connection, collection: str) -> int:
    """Return how many rows a collection holds, those just sent among them."""
    answer = connection.ask(
        "query", collection, filter="", output_fields=["count(*)"], consistency_level="Strong"
    )
    return int(answer[0]["count(*)"])


def _ordered(found: Iterable[tuple[int, float]], limit: int) -> list[tuple[int, float]]:
    return sorted(found, key=lambda one: (-one[1], one[0]))[:limit]


def _parts(keys: Sequence[int], size: int) -> Iterator[Sequence[int]]:
    for start in range(0, len(keys), size):
        yield keys[start : start + size]
