"""How collections look: fields, kinds of index, names."""

from __future__ import annotations

import math
from typing import Any, Final, NamedTuple

from kzsearch.types import Kind
from kzsearch.types.keeping import Kept

KINDS: Final[tuple[Kind, ...]] = ("passages", "sentences")
MOST: Final = 16_384
"""Milvus answers a question with at most so many rows."""

_LARGEST_EXACT = 60_000
_TEXT_BYTES = 65_535
_CODE_BYTES = 256
_HNSW = {"M": 16, "efConstruction": 200}
_PROBED = 0.3
# HNSW keeps twice as many candidates as are asked for, and at least so many.
_EXPLORED, _LEAST_EXPLORED, _MOST_EXPLORED = 2, 200, 32_768


class _IndexKind(NamedTuple):
    """A kind of index for vectors.

    Attributes:
        lossy: Whether its scores are those of rounded vectors, so that the vectors themselves must be asked for.
    """

    lossy: bool = False


KINDS_OF_INDEX: Final = {
    "FLAT": _IndexKind(),
    "HNSW": _IndexKind(),
    "IVF_FLAT": _IndexKind(),
    "IVF_SQ8": _IndexKind(lossy=True),
    "HNSW_SQ": _IndexKind(lossy=True),
    "DISKANN": _IndexKind(),
}


def chosen_index(count: int) -> str:
    """Return the kind of index for so many vectors, where the user names none: exact while that is fast."""
    return "FLAT" if count <= _LARGEST_EXACT else "HNSW"


def is_lossy(index: str) -> bool:
    """Whether scores of a kind of index are those of rounded vectors."""
    return KINDS_OF_INDEX[index].lossy


def building(index: str, count: int) -> dict[str, Any]:
    """Return the parameters that a kind of index is built with."""
    if index.startswith("IVF"):
        return {"nlist": _lists(count)}
    if index == "HNSW_SQ":
        return {**_HNSW, "sq_type": "SQ8"}
    return dict(_HNSW) if index == "HNSW" else {}


def searching(index: str, count: int, limit: int) -> dict[str, Any]:
    """Return the parameters that a kind of index is searched with."""
    if index.startswith("IVF"):
        return {"nprobe": max(1, math.ceil(_lists(count) * _PROBED))}
    explored = min(max(_EXPLORED * limit, _LEAST_EXPLORED), _MOST_EXPLORED)
    if index.startswith("HNSW"):
        return {"ef": explored}
    return {"search_list": explored} if index == "DISKANN" else {}


def _lists(count: int) -> int:
    return max(1, int(2 * math.sqrt(count)))


def collection(kept: Kept, kind: Kind) -> str:
    """Return the name of a generation's collection."""
    return f"{kept.name}_{kept.part}_{kind}"


def alias(kept: Kept, kind: Kind) -> str:
    """Return the lasting name under which the live generation's collection is found."""
    return f"{kept.name}_{kind}"


class Field(NamedTuple):
    """A field of a collection.

    Attributes:
        name: Its name.
        type: Its type as pymilvus names it.
        size: Longest text in bytes, or length of a vector; 0 where the type says it all.
    """

    name: str
    type: str
    size: int = 0


class FieldIndex(NamedTuple):
    """An index of one field; its scores are inner products."""

    field: str
    kind: str
    parameters: dict[str, Any]


def fields(kind: Kind, dimension: int, *, words: bool) -> tuple[Field, ...]:
    """Return a collection's fields, the key first.

    Args:
        kind: What its rows are.
        dimension: Length of a vector.
        words: Whether passages have words; a server before 2.4 has no sparse vectors.
    """
    codes = (Field(name, "VARCHAR", _CODE_BYTES) for name in ("country", "tier", "series", "section"))
    made = (
        Field("key", "INT64"),
        Field("year", "INT64"),
        *codes,
        Field("label", "VARCHAR", _TEXT_BYTES),
        Field("vector", "FLOAT_VECTOR", dimension),
    )
    return (*made, Field("words", "SPARSE_FLOAT_VECTOR")) if words and kind == "passages" else made


def indexes(kind: Kind, index: str, count: int, *, words: bool) -> tuple[FieldIndex, ...]:
    """Return a collection's indexes."""
    of_vectors = FieldIndex("vector", index, building(index, count))
    # None of the small weights is dropped, so that the inner product is BM25.
    of_words = FieldIndex("words", "SPARSE_INVERTED_INDEX", {"drop_ratio_build": 0.0})
    return (of_vectors, of_words) if words and kind == "passages" else (of_vectors,)
