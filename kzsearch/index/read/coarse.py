"""A compressed index beside the exact one, for more vectors than a query can look at one by one.

It only proposes: FAISS compares the query with four bits for each pair of numbers (product quantisation, Jégou et al.
2011, in the registers of the processor, André et al. 2015), and the exact vectors score what it proposes. Every vector
is looked at, so that nothing depends on how vectors lie to one another.

Each half of the vectors is in a file of its own, so that two cores read and search them side by side. Within a half,
segments of vectors that follow one another are made one after the other, so that a build holds one in memory. Each is
an inverted file of a single list: FAISS takes a filter for those alone.
"""

from __future__ import annotations

import math
from functools import partial
from typing import TYPE_CHECKING, Any

from kzsearch.ahead import Ahead
from kzsearch.errors import IndexFolderError
from kzsearch.index.format.manifest import REBUILD

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from kzsearch.types import Matrix

LARGEST_EXACT = 60_000
"""So many vectors are looked at one by one in about ten milliseconds; docs/scale.md has the measurements."""

_SEGMENT = 1 << 19  # vectors at most
_BLOCK = 1 << 14  # vectors in memory at once while a segment is filled
_BITS = 4
_TRAINED = 20_000
_ROUNDS = 8
# A compressed score is off by a little, so more is proposed than is asked for: a quarter more, and never fewer than so
# many for each square root of the vectors, as the more there are, the closer they lie.
_MORE = 1.25
_A_ROOT = 1.5


def kind_for(count: int, dimension: int) -> str | None:
    """Return FAISS's kind of compressed index for so many vectors, or None where the exact one is fast."""
    return f"PQ{_parts(dimension)}x{_BITS}fs" if count > LARGEST_EXACT else None


def _parts(dimension: int) -> int:
    """Return into how many parts a vector is divided: pairs of numbers, where it can be."""
    return dimension // 2 if dimension % 2 == 0 else dimension


def write(rows: Matrix, paths: Sequence[Path]) -> None:
    """Write the compressed index of unit vectors; the same vectors give the same files.

    Args:
        rows: Shape (count, dimension); read in portions, as it may be larger than the memory.
        paths: The two files: FAISS's segments, one after the other.
    """
    import faiss

    count, dimension = rows.shape
    quantizer = _trained(rows)
    nowhere = faiss.IndexFlatIP(dimension)
    nowhere.add(rows[:1] * 0)  # the centre of the only list, which nothing is measured from
    for path, half in zip(paths, _halves(count), strict=True):
        writer = faiss.FileIOWriter(str(path))
        for start in range(half.start, half.stop, _SEGMENT):
            segment = faiss.IndexIVFPQFastScan(
                nowhere, dimension, 1, quantizer.M, _BITS, faiss.METRIC_INNER_PRODUCT
            )
            segment.by_residual = False
            segment.pq = quantizer
            segment.is_trained = True
            _fill(segment, rows, range(start, min(start + _SEGMENT, half.stop)))
            faiss.write_index(segment, writer)


def _halves(count: int) -> tuple[range, range]:
    return range(count // 2), range(count // 2, count)


def _trained(rows: Matrix) -> Any:  # noqa: ANN401  faiss is untyped
    import faiss
    import numpy as np

    count, dimension = rows.shape
    quantizer = faiss.ProductQuantizer(dimension, _parts(dimension), _BITS)
    quantizer.cp.niter = _ROUNDS
    quantizer.cp.seed = 1
    sample = np.linspace(0, count - 1, min(count, _TRAINED), dtype=np.int64)
    quantizer.train(np.ascontiguousarray(rows[sample], dtype=np.float32))
    return quantizer


def _fill(segment: Any, rows: Matrix, keys: range) -> None:  # noqa: ANN401
    import numpy as np

    for start in range(keys.start, keys.stop, _BLOCK):
        end = min(start + _BLOCK, keys.stop)
        block = np.ascontiguousarray(rows[start:end], dtype=np.float32)
        segment.add_with_ids(block, np.arange(start, end, dtype=np.int64))


def read(paths: Sequence[Path], count: int, dimension: int) -> Any:  # noqa: ANN401  faiss is untyped
    """Return a compressed index, all of it in memory; its segments are searched by a thread each.

    Args:
        paths: The two files.
        count: How many vectors they must hold.
        dimension: The length of the vectors.

    Raises:
        IndexFolderError: A file is damaged, or holds other vectors.
    """
    import faiss

    halves = [
        Ahead(partial(_segments, path, len(half), dimension))
        for path, half in zip(paths, _halves(count), strict=True)
    ]
    with_threads, numbered_on = True, False
    shards = faiss.IndexShards(dimension, with_threads, numbered_on)  # type: ignore[call-arg] # faiss's stubs lack it
    for half in halves:
        for segment in half.result():
            shards.add_shard(segment)
    return shards


def _segments(path: Path, count: int, dimension: int) -> list[Any]:
    import faiss

    found: list[Any] = []
    held = 0
    reader = faiss.FileIOReader(str(path))
    try:
        while held < count:
            found.append(faiss.read_index(reader))
            held += found[-1].ntotal
    except RuntimeError:
        raise IndexFolderError(f"{path.name} of the index is damaged", REBUILD) from None
    if held != count or any(segment.d != dimension for segment in found):
        raise IndexFolderError(f"{path.name} of the index holds other vectors than it should", REBUILD)
    return found


def propose(index: Any, vector: Matrix, limit: int, selector: Any, among: int) -> Any:  # noqa: ANN401  faiss is untyped
    """Return the keys that the compressed index finds nearest, in order.

    Args:
        index: The compressed index.
        vector: Shape (1, dimension).
        limit: How many are wanted; somewhat more are proposed.
        selector: FAISS's selector of what may be found, or None.
        among: How many vectors may be found.
    """
    import faiss
    import numpy as np

    parameters = faiss.SearchParametersIVF(sel=selector, nprobe=1)  # type: ignore[call-arg] # faiss's stubs lack them
    proposed = max(int(limit * _MORE), int(_A_ROOT * math.sqrt(among)))
    keys = index.search(vector, proposed, params=parameters)[1][0]
    return np.sort(keys[keys >= 0])
