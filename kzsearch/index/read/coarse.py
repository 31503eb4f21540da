"""A compressed index beside the exact one, for more vectors than a query can look at one by one.

It only proposes: FAISS's inverted lists with eight bits a number find candidates, the exact vectors score them.
"""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kzsearch.types import Matrix

LARGEST_EXACT = 60_000
"""So many vectors are looked at one by one in about ten milliseconds; docs/scale.md has the measurements."""

# Lists for each square root of the vectors; vectors a list in training; part of the lists that a query looks at.
_LISTS = 2
_TRAINED_A_LIST = 40
_ROUNDS = 8
_PROBED = 0.3
_BLOCK = 20_000


def kind_for(count: int) -> str | None:
    """Return FAISS's kind of compressed index for so many vectors, or None where the exact one is fast."""
    return f"IVF{_lists(count)},SQ8" if count > LARGEST_EXACT else None


def _lists(count: int) -> int:
    return int(_LISTS * math.sqrt(count))


def write(rows: Matrix, path: Path) -> None:
    """Write the compressed index of unit vectors; the same vectors give the same file.

    Args:
        rows: Shape (count, dimension); read in portions, as it may be larger than the memory.
        path: The file.
    """
    import faiss
    import numpy as np

    count, dimension = rows.shape
    lists = _lists(count)
    index = faiss.IndexIVFScalarQuantizer(
        faiss.IndexFlatIP(dimension),
        dimension,
        lists,
        faiss.ScalarQuantizer.QT_8bit,
        faiss.METRIC_INNER_PRODUCT,
        False,  # the numbers themselves, which need no arithmetic with their list's centre
    )
    index.cp.niter = _ROUNDS
    index.cp.spherical = False  # centres of their own length find more in the same time
    index.cp.seed = 1
    sample = np.linspace(0, count - 1, min(count, lists * _TRAINED_A_LIST), dtype=np.int64)
    index.train(np.ascontiguousarray(rows[sample], dtype=np.float32))
    for start in range(0, count, _BLOCK):
        index.add(np.ascontiguousarray(rows[start : start + _BLOCK], dtype=np.float32))
    index.nprobe = max(1, math.ceil(lists * _PROBED))
    faiss.write_index(index, str(path))


def propose(index: Any, vector: Matrix, limit: int, selector: Any) -> Any:  # noqa: ANN401  faiss is untyped
    """Return the keys that the compressed index finds nearest, in order.

    Args:
        index: The compressed index.
        vector: Shape (1, dimension).
        limit: How many at most.
        selector: FAISS's selector of what may be found, or None.
    """
    import faiss
    import numpy as np

    parameters = faiss.SearchParametersIVF(  # type: ignore[call-arg] # faiss's stubs lack them
        sel=selector, nprobe=index.nprobe
    )
    keys = index.search(vector, limit, params=parameters)[1][0]
    return np.sort(keys[keys >= 0])
