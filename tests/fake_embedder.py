"""An Embedder without a model: texts that share words have near vectors, the same on every machine."""

from __future__ import annotations

import hashlib
import re
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kzsearch.types import Vector

_WORD = re.compile(r"\w+")


class FakeEmbedder:
    """Adds up one fixed direction a word, case folded.

    Args:
        dimension: Length of a vector.
        max_tokens: Most words that count, with two for the special tokens that real models add.
    """

    name = "fake"
    query_prompt = ""
    passage_prompt = ""

    def __init__(self, dimension: int = 64, max_tokens: int = 256) -> None:
        self.dimension = dimension
        self.max_tokens = max_tokens
        self.fingerprint = hashlib.sha256(f"fake {dimension} {max_tokens}".encode()).hexdigest()

    def count_tokens(self, text: str) -> int:
        """Return the number of words and two."""
        return len(_WORD.findall(text)) + 2

    def encode_query(self, text: str) -> Vector:
        """Return the unit vector of a text; zeros where it has no word."""
        total = np.zeros(self.dimension, dtype=np.float32)
        for word in _WORD.findall(text.casefold())[: self.max_tokens - 2]:
            total += _direction(word, self.dimension)
        norm = float(np.linalg.norm(total))
        return (total / norm).astype(np.float32) if norm else total

    def encode_queries(self, texts: Sequence[str]) -> Iterator[Vector]:
        """Yield the unit vector of each query in order."""
        return map(self.encode_query, texts)

    def encode_passages(self, texts: Sequence[str]) -> Iterator[Vector]:
        """Yield the unit vector of each text in order."""
        return map(self.encode_query, texts)


@cache
def _direction(word: str, dimension: int) -> Vector:
    """Return a sign for each dimension, drawn from the word's digest."""
    digest = hashlib.shake_256(word.encode("utf-8", "surrogatepass")).digest((dimension + 7) // 8)
    bits = np.unpackbits(np.frombuffer(digest, dtype=np.uint8))[:dimension]
    return bits.astype(np.float32) * 2 - 1
