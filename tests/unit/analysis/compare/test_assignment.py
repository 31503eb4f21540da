"""The assignment is optimal: SciPy and all permutations find no greater sum."""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzsearch.analysis.compare.assignment import assign, assign_greedily

if TYPE_CHECKING:
    from kzsearch.types import Matrix


def _sum(weights: Matrix, pairs: list[tuple[int, int]]) -> float:
    return float(sum(weights[row, column] for row, column in pairs))


@pytest.mark.parametrize("seed", range(60))
def test_scipy_finds_no_greater_sum(seed: int) -> None:
    from scipy.optimize import linear_sum_assignment  # half a second, for the process that runs this

    random = np.random.default_rng(seed)
    shape = (random.integers(1, 14), random.integers(1, 14))
    weights = (random.random(shape) - random.random() * 0.9).astype(np.float32)
    if seed % 3 == 0:
        weights = weights.round(1)  # ties
    pairs = assign(weights)
    rows, columns = linear_sum_assignment(-np.maximum(weights, 0))
    assert _sum(weights, pairs) == pytest.approx(np.maximum(weights, 0)[rows, columns].sum())
    assert len({row for row, _ in pairs}) == len(pairs) == len({column for _, column in pairs})
    assert all(weights[pair] > 0 for pair in pairs)


@given(st.integers(1, 4), st.integers(1, 4), st.data())
def test_no_permutation_has_a_greater_sum(rows: int, columns: int, data: st.DataObject) -> None:
    numbers = st.integers(-3, 5)
    weights = np.array([[float(data.draw(numbers)) for _ in range(columns)] for _ in range(rows)], np.float32)
    wide = weights if rows <= columns else weights.T
    best = max(
        sum(max(0.0, wide[row, column]) for row, column in enumerate(order))
        for order in permutations(range(wide.shape[1]), wide.shape[0])
    )
    assert _sum(weights, assign(weights)) == best


def test_optimal_is_more_than_greedy() -> None:
    weights = np.array([[0.9, 0.8], [0.8, 0.1]], np.float32)
    assert assign(weights) == [(0, 1), (1, 0)]
    assert assign_greedily(weights) == [(0, 0), (1, 1)]


def test_nothing_to_assign() -> None:
    assert assign(np.zeros((2, 3), np.float32)) == []
    assert assign(np.full((2, 2), -1.0, np.float32)) == []
    assert assign_greedily(np.full((2, 2), -1.0, np.float32)) == []
