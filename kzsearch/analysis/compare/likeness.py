"""How alike the units of two reports are, by their words and by their meaning."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from kzsearch.analysis.compare.terms import rarity
from kzsearch.analysis.compare.units import Unit

if TYPE_CHECKING:
    from kzsearch.types import Matrix


class Likeness:
    """The likeness of groups of units, 0 to 1.

    Words: the rarity of the terms that both sides have, as a share of that of all (Dice's coefficient). Figures are no
    words: they change every year. Meaning: the cosine of the vectors; a group has the mean of its units' vectors.

    Args:
        earlier: The units of the earlier report.
        later: Those of the later one.
        words: The weight of words; that of meaning is what is left of 1.
    """

    def __init__(self, earlier: Sequence[Unit], later: Sequence[Unit], words: float) -> None:
        self._earlier, self._later = earlier, later
        self._words = words
        self._rarity = rarity(unit.terms for unit in (*earlier, *later))

    def matrix(self, rows: Sequence[int], columns: Sequence[int]) -> Matrix:
        """Return the likeness of units one by one; shape (rows, columns)."""
        import numpy as np

        found: Matrix = self._pairs[np.ix_(rows, columns)]
        return found

    @cached_property
    def _pairs(self) -> Matrix:
        """The likeness of each unit of the earlier report to each of the later one, made once for all sections."""
        import numpy as np

        vectors, others = (
            np.array([unit.vector for unit in units]) for units in (self._earlier, self._later)
        )
        found: Matrix = (1 - self._words) * (vectors @ others.T)
        if self._words:
            # Only terms of both reports can be shared.
            both = sorted(_all_terms(self._earlier) & _all_terms(self._later))
            first, second = (self._weighted(units, both) for units in (self._earlier, self._later))
            # The weights are square roots, so that a product of two rows is the sum of the rarities of what they share.
            totals = [
                np.array([self._weight(unit.terms) for unit in units], dtype=np.float32)
                for units in (self._earlier, self._later)
            ]
            total = totals[0][:, None] + totals[1][None, :]
            found += self._words * 2 * (first @ second.T) / np.maximum(total, 1e-9)
        return found

    def _weighted(self, units: Sequence[Unit], terms: Sequence[str]) -> Matrix:
        """Return a row a unit: the square root of the rarity of each of some terms that it has."""
        import numpy as np

        places = {term: place for place, term in enumerate(terms)}
        found: Matrix = np.zeros((len(units), len(terms)), dtype=np.float32)
        for row, unit in enumerate(units):
            for term in unit.terms & places.keys():
                found[row, places[term]] = self._rarity[term] ** 0.5
        return found

    def of_groups(self, rows: Sequence[int], columns: Sequence[int]) -> float:
        """Return the likeness of several units together."""
        import numpy as np

        first = [self._earlier[row] for row in rows]
        second = [self._later[column] for column in columns]
        words = self._shared(_all_terms(first), _all_terms(second))
        meanings = [np.sum([unit.vector for unit in group], axis=0) for group in (first, second)]
        norms = [max(float(np.linalg.norm(meaning)), 1e-9) for meaning in meanings]
        cosine = float(meanings[0] @ meanings[1]) / (norms[0] * norms[1])
        return self._words * words + (1 - self._words) * cosine

    def held(self, unit: Unit, others: Sequence[Unit]) -> float:
        """Return the share of a unit's words that other units hold."""
        own = self._weight(unit.terms)
        return self._weight(unit.terms & _all_terms(others)) / own if own else 0.0

    def _shared(self, first: frozenset[str], second: frozenset[str]) -> float:
        total = self._weight(first) + self._weight(second)
        return 2 * self._weight(first & second) / total if total else 0.0

    def _weight(self, terms: frozenset[str]) -> float:
        return math.fsum(self._rarity[term] for term in terms)  # exact, so that it does not hang on the order


def _all_terms(units: Sequence[Unit]) -> frozenset[str]:
    return frozenset().union(*(unit.terms for unit in units))
