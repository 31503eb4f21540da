"""The vectors of the queries that a build calibrates with, kept from one generation to the next.

They depend on the model and on what is made of the queries, hardly on the corpus; encoding them takes longer than
encoding a report.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kzsearch import digests
from kzsearch.index.format.manifest import QUERY_VECTORS
from kzsearch.index.write.previous import text_digest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from kzsearch.digests import FileRecord
    from kzsearch.index.write.previous import PreviousGeneration
    from kzsearch.types import Embedder, Vector


class KeptQueries:
    """Encodes queries, and keeps the vectors of those that were asked for.

    Args:
        embedder: The model.
        previous: The generation before, made by the same model and undamaged; None where there is none.
    """

    def __init__(self, embedder: Embedder, previous: PreviousGeneration | None) -> None:
        self._embedder = embedder
        self._before = _read(previous, embedder.dimension) if previous is not None else {}
        self._asked: dict[bytes, Vector] = {}

    def encode(self, texts: Sequence[str]) -> Iterator[Vector]:
        """Yield the unit vector of each text in order, the same bits as the model gives."""
        by_digest = {text_digest(text): text for text in texts}
        first = next((digest for digest in by_digest if digest in self._before), None)
        if first is not None:
            # Another processor may round otherwise, as `PreviousGeneration.agrees` says.
            made = self._embedder.encode_query(by_digest[first])
            if made.tobytes() != self._before[first].tobytes():
                self._before = {}
        missing = {
            digest: text
            for digest, text in by_digest.items()
            if digest not in self._before and digest not in self._asked
        }
        encoded = self._embedder.encode_queries(list(missing.values()))
        new = dict(zip(missing, encoded, strict=True))
        for digest in by_digest:
            if digest not in self._asked:
                self._asked[digest] = new[digest] if digest in new else self._before[digest]
        return (self._asked[text_digest(text)] for text in texts)

    def save(self, folder: Path) -> dict[str, FileRecord]:
        """Write the vectors that were asked for into a generation's folder; return what its manifest says of them."""
        import numpy as np

        if not self._asked:
            return {}
        rows = np.array(list(self._asked.items()), dtype=_kind_of_row(self._embedder.dimension))
        with (folder / QUERY_VECTORS).open("wb") as stream:
            np.save(stream, rows)
        return {QUERY_VECTORS: digests.of_file(folder / QUERY_VECTORS)}


def _read(previous: PreviousGeneration, dimension: int) -> Mapping[bytes, Vector]:
    import numpy as np

    if QUERY_VECTORS not in previous.manifest.files:
        return {}
    rows = np.load(previous.database.with_name(QUERY_VECTORS))
    if rows.dtype != _kind_of_row(dimension):
        return {}
    return {row["text"].tobytes(): row["vector"] for row in rows}


def _kind_of_row(dimension: int) -> Any:  # noqa: ANN401  numpy's types of such a row say nothing
    import numpy as np

    return np.dtype([("text", "V32"), ("vector", "<f4", (dimension,))])
