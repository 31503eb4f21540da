"""The FAISS side of an index. FAISS's -1 for a missing hit never leaves this module."""

from __future__ import annotations

import os
import struct
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from kzsearch.ahead import Ahead
from kzsearch.errors import IndexFolderError
from kzsearch.index.format.manifest import REBUILD
from kzsearch.index.read import coarse

if TYPE_CHECKING:
    from collections.abc import Callable
    from io import FileIO

    from kzsearch.types import Keys, Matrix, Vector


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


def read_rows(path: Path, keys: Keys, dimension: int) -> Matrix:
    """Return some rows of an exact index, in the order of the keys.

    They are read rather than mapped: a mapping brings in sixteen pages for each row that is touched, so that
    after a few queries all of a large file would count as this process's memory.
    """
    import numpy as np

    found: Matrix = np.empty((len(keys), dimension), dtype="<f4")
    if not len(keys):
        return found
    size = dimension * found.itemsize
    target = found.data.cast("B")
    # Rows that follow one another are read at once.
    ends = [*(np.flatnonzero(np.diff(keys) != 1) + 1).tolist(), len(keys)]
    starts = [0, *ends[:-1]]
    places = (keys[starts] * size + _HEADER.size).tolist()
    with path.open("rb", buffering=0) as stream:
        read = _reader(stream)
        for start, end, place in zip(starts, ends, places, strict=True):
            if read(target[start * size : end * size], place) != (end - start) * size:
                raise IndexFolderError(f"{path.name} of the index is damaged", REBUILD)
    return found


def _reader(stream: FileIO) -> Callable[[memoryview, int], int | None]:
    """Return what fills a buffer from a place of a file: one call of the system where it has one for both."""
    number = stream.fileno()
    if hasattr(os, "preadv"):
        return lambda buffer, place: os.preadv(number, [buffer], place)

    def read(buffer: memoryview, place: int) -> int | None:
        stream.seek(place)
        return stream.readinto(buffer)

    return read


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


# Few allowed vectors are looked at one by one even where there is a compressed index, which compares so many in the
# time that it takes to read one. What counts as few lies between these.
_AS_MANY = 128
_FEW, _LOOKED_AT = 1_000, 20_000


class Vectors:
    """FAISS's index of one kind of vector, opened when it is first asked.

    Args:
        path: The file of the exact index.
        count: How many vectors it must hold.
        dimension: Their length.
        compressed: The files of the compressed index, where there is one.
    """

    def __init__(self, path: Path, count: int, dimension: int, compressed: Sequence[Path] = ()) -> None:
        self._path = path
        self._count = count
        self._dimension = dimension
        self._compressed = compressed
        self._index: Any = None
        self._ahead: Ahead[Any] | None = None

    @property
    def is_compressed(self) -> bool:
        """Whether there is a compressed index, so that vectors are read from the file one by one."""
        return bool(self._compressed)

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

        if self._compressed:
            return coarse.read(self._compressed, self._count, self._dimension)
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

    def nearest(self, vector: Vector, limit: int, keys: Keys | None) -> tuple[Keys, Vector]:
        """Return the keys of the nearest vectors and their cosines, best first, ties by key.

        Args:
            vector: Shape (dimension,).
            limit: How many at most.
            keys: Only these, ascending, or None for all.
        """
        import faiss
        import numpy as np

        index = self._open()
        limit = min(limit, self._count if keys is None else len(keys))
        if not limit:
            return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.float32)
        if self._compressed:
            few = min(_LOOKED_AT, max(_FEW, self._count // _AS_MANY))
            if keys is None or len(keys) > few:
                selector = None if keys is None else self._bitmap(keys)
                among = self._count if keys is None else len(keys)
                keys = coarse.propose(index, vector[None, :], limit, selector, among)
            return best_first(keys, self.scores(vector, keys), limit)
        parameters = None
        if keys is not None:
            # FAISS looks at these alone, where any other selector is asked of every vector.
            selector = faiss.IDSelectorArray(np.ascontiguousarray(keys, dtype=np.int64))
            parameters = faiss.SearchParameters(sel=selector)  # type: ignore[call-arg] # faiss's stubs lack it
        scores, found = index.search(vector[None, :], limit, params=parameters)
        return best_first(found[0][found[0] >= 0], scores[0][found[0] >= 0], limit)

    def _bitmap(self, keys: Keys) -> Any:  # noqa: ANN401
        import faiss
        import numpy as np

        mask = np.zeros(self._count, dtype=bool)
        mask[keys] = True
        bits = np.packbits(mask, bitorder="little")
        return faiss.IDSelectorBitmap(bits)  # type: ignore[call-arg, arg-type] # faiss's stubs know the C++ side

    def stored(self, keys: Sequence[int] | Keys) -> Matrix:
        """Return these vectors, in the order given; shape (len(keys), dimension)."""
        import numpy as np

        wanted = np.asarray(keys, dtype=np.int64)
        if not self._compressed:
            found: Matrix = self._open().reconstruct_batch(wanted)
            return found
        return read_rows(self._path, wanted, self._dimension)

    def scores(self, vector: Vector, keys: Sequence[int] | Keys) -> Vector:
        """Return the cosine of each of these vectors, in the order given."""
        import numpy as np

        if not len(keys):
            return np.empty(0, dtype=np.float32)
        # Not by BLAS: its threads wait, at work, for more, and take a core from whatever comes next.
        found: Vector = np.einsum("ij,j->i", self.stored(keys), vector)
        return found


def best_first(keys: Keys, scores: Vector, limit: int) -> tuple[Keys, Vector]:
    """Return the highest scores and their keys, best first, ties by key."""
    import numpy as np

    order = np.lexsort((keys, -scores))[:limit]
    return keys[order], scores[order]
