"""How alike the units of two reports are, by their words and by their meaning."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
        self._places = {term: place for place, term in enumerate(self._rarity)}

    def matrix(self, rows: Sequence[int], columns: Sequence[int]) -> Matrix:
        """Return the likeness of units one by one; shape (rows, columns)."""
        import numpy as np

        vectors = np.array([self._earlier[row].vector for row in rows])
        others = np.array([self._later[column].vector for column in columns])
        found: Matrix = (1 - self._words) * (vectors @ others.T)
        if self._words:
            first = self._weighted([self._earlier[row].terms for row in rows])
            second = self._weighted([self._later[column].terms for column in columns])
            # The weights are square roots, so that a product of two rows is the sum of the rarities of what they share.
            total = np.square(first).sum(axis=1)[:, None] + np.square(second).sum(axis=1)[None, :]
            found += self._words * 2 * (first @ second.T) / np.maximum(total, 1e-9)
        return found

    def _weighted(self, sentences: Sequence[frozenset[str]]) -> Matrix:
        """Return a row a sentence: the square root of the rarity of each term that it has; shape (count, terms)."""
        import numpy as np

        found: Matrix = np.zeros((len(sentences), len(self._rarity)), dtype=np.float32)
        for row, held in enumerate(sentences):
            for term in held:
                found[row, self._places[term]] = self._rarity[term] ** 0.5
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
        known: Mapping[str, float] = self._rarity
        return sum(known[term] for term in sorted(terms))


def _all_terms(units: Sequence[Unit]) -> frozenset[str]:
    return frozenset().union(*(unit.terms for unit in units))
