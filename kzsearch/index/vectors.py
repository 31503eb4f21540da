"""The FAISS side of an index. FAISS's -1 for a missing hit never leaves this module."""

from __future__ import annotations

import os
import struct
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from kzsearch.ahead import Ahead
from kzsearch.errors import IndexFolderError
from kzsearch.index.manifest import REBUILD
from kzsearch.types import Candidate

if TYPE_CHECKING:
    from kzsearch.types import Matrix, Vector

FLAT = "IndexFlatIP"
# What FAISS writes before the vectors of an IndexFlatIP: four letters, dimension, count, two fields that it
# ignores, "trained", the inner product, and how many numbers follow.
_HEADER = struct.Struct("<4siqqqBiq")


def create_flat(path: Path, count: int, dimension: int) -> Matrix:
    """Make the file of an exact inner-product index, whose rows are then filled in any order.

    The rows are mapped from the file, so that a build needs no memory for them.

    Args:
        path: The file.
        count: How many unit vectors it is to hold.
        dimension: Their length.

    Returns:
        The rows, shape (count, dimension); `flush` writes them to the file.
    """
    header = _HEADER.pack(b"IxFI", dimension, count, 1 << 20, 1 << 20, 1, 0, count * dimension)
    with path.open("wb") as stream:
        stream.write(header)
        # Claimed now, so that a full disk is an error here and not a crash while the rows are filled.
        length = count * dimension * 4
        if length and hasattr(os, "posix_fallocate"):
            os.posix_fallocate(stream.fileno(), _HEADER.size, length)
        else:
            stream.truncate(_HEADER.size + length)
    return _mapped(path, count, dimension, "r+")


def read_flat(path: Path, count: int, dimension: int) -> Matrix:
    """Return the rows of an exact index as a view of its file."""
    return _mapped(path, count, dimension, "r")


def flush(rows: Matrix) -> None:
    """Write rows that `create_flat` gave to their file."""
    import numpy as np

    if isinstance(rows, np.memmap):
        rows.flush()


def _mapped(path: Path, count: int, dimension: int, mode: Literal["r", "r+"]) -> Matrix:
    import numpy as np

    shape = (count, dimension)
    if not count:
        return np.empty(shape, dtype=np.float32)
    return np.memmap(path, dtype="<f4", mode=mode, offset=_HEADER.size, shape=shape)


class Vectors:
    """One FAISS index, read when it is first asked.

    Args:
        path: The file.
        count: How many vectors it must hold.
        dimension: Their length.
    """

    def __init__(self, path: Path, count: int, dimension: int) -> None:
        self._path = path
        self._count = count
        self._dimension = dimension
        self._index: Any = None
        self._ahead: Ahead[Any] | None = None

    def open_ahead(self) -> None:
        """Begin to read the file, in a thread; what is wrong with it is told when it is asked."""
        if self._index is None and self._ahead is None:
            self._ahead = Ahead(self._read)

    def _open(self) -> Any:  # noqa: ANN401  faiss is untyped
        if self._index is None:
            self._index = self._ahead.result() if self._ahead else self._read()
        return self._index

    def _read(self) -> Any:  # noqa: ANN401
        import faiss

        try:
            index = faiss.read_index(str(self._path), faiss.IO_FLAG_MMAP_IFC)
        except RuntimeError:
            raise IndexFolderError(f"{self._path.name} of the index is damaged", REBUILD) from None
        if (index.ntotal, index.d) != (self._count, self._dimension):
            raise IndexFolderError(
                f"{self._path.name} of the index holds {index.ntotal} vectors of {index.d} numbers, "
                f"not {self._count} of {self._dimension}",
                REBUILD,
            )
        return index

    def nearest(self, vector: Vector, limit: int, keys: Sequence[int] | None) -> list[Candidate]:
        """Return the nearest vectors, best first, ties by key.

        Args:
            vector: Shape (dimension,).
            limit: How many at most.
            keys: Only these, or None for all.
        """
        import faiss
        import numpy as np

        index = self._open()
        parameters = None
        if keys is not None:
            if not keys:
                return []
            limit = min(limit, len(keys))
            selector = faiss.IDSelectorBatch(np.asarray(keys, dtype=np.int64))
            parameters = faiss.SearchParameters(sel=selector)  # type: ignore[call-arg] # faiss's stubs lack it
        scores, found = index.search(vector[None, :], min(limit, self._count), params=parameters)
        candidates = [
            Candidate(int(key), float(score))
            for key, score in zip(found[0], scores[0], strict=True)
            if key >= 0
        ]
        return sorted(candidates, key=lambda candidate: (-candidate.score, candidate.key))

    def stored(self, keys: Sequence[int]) -> Matrix:
        """Return these vectors, in the order given; shape (len(keys), dimension)."""
        import numpy as np

        found: Matrix = self._open().reconstruct_batch(np.asarray(keys, dtype=np.int64))
        return found

    def scores(self, vector: Vector, keys: Sequence[int]) -> list[float]:
        """Return the cosine of each of these vectors, in the order given."""
        if not keys:
            return []
        return [float(score) for score in self.stored(keys) @ vector]
