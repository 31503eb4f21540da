"""BM25's constants, what a term weighs, and the most that a query's terms can say.

One definition for the index that adds up weights and for the scale that search puts their sum on. Robertson and
Zaragoza (2009), with the inverse document frequency in Lucene's form.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

K1 = 1.2
"""A term counts at most k1 + 1 times its weight (Robertson & Zaragoza 2009)."""

B = 0.75
"""How much a passage's length counts against it (the same)."""


def inverse_frequency(passages: int, holding: int) -> float:
    """Return the weight of a term that `holding` of `passages` passages hold; never negative (Lucene's form)."""
    return math.log1p((passages - holding + 0.5) / (holding + 0.5))


def highest_bm25(passages: int, frequencies: Iterable[int]) -> float:
    """Return the BM25 that no passage can exceed for terms of these frequencies."""
    return (K1 + 1) * sum(inverse_frequency(passages, holding) for holding in frequencies)
