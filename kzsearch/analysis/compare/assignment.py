"""The optimal assignment of rows to columns: the pairs, each row and column used once, of the greatest total.

The method of shortest augmenting paths (R. Jonker and A. Volgenant, "A Shortest Augmenting Path Algorithm for Dense and
Sparse Linear Assignment Problems", Computing 38, 1987). SciPy solves the same problem, but would make an installation
a fifth larger; a test compares the two. Only pairs of positive weight count, so what no weight joins is solved apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kzsearch.types import Matrix


def assign(weights: Matrix) -> list[tuple[int, int]]:
    """Return the pairs of row and column whose weights have the greatest sum, in order of the rows.

    Args:
        weights: Shape (rows, columns). Where a weight is zero or less, row and column are never paired.
    """
    pairs: list[tuple[int, int]] = []
    for rows, columns in _components(weights):
        block = weights[rows][:, columns]
        turned = len(rows) > len(columns)
        for row, column in _solve(block.T if turned else block):
            first, second = (column, row) if turned else (row, column)
            if block[first, second] > 0:
                pairs.append((rows[first], columns[second]))
    return sorted(pairs)


def assign_greedily(weights: Matrix) -> list[tuple[int, int]]:
    """Return pairs taken one by one, the greatest weight first; what `assign` is measured against."""
    import numpy as np

    pairs: list[tuple[int, int]] = []
    rows: set[int] = set()
    columns: set[int] = set()
    for place in np.argsort(-weights, axis=None, kind="stable").tolist():
        row, column = divmod(place, weights.shape[1])
        if weights[row, column] <= 0:
            break
        if row not in rows and column not in columns:
            pairs.append((row, column))
            rows.add(row)
            columns.add(column)
    return sorted(pairs)


def _components(weights: Matrix) -> Iterator[tuple[list[int], list[int]]]:
    """Yield the rows and columns that positive weights join, group by group."""
    joined = weights > 0
    seen: set[int] = set()
    for start in range(weights.shape[0]):
        if start in seen or not joined[start].any():
            continue
        rows, columns, waiting = {start}, set[int](), [start]
        while waiting:
            for column in set(joined[waiting.pop()].nonzero()[0].tolist()) - columns:
                columns.add(column)
                reached = set(joined[:, column].nonzero()[0].tolist()) - rows
                rows |= reached
                waiting += reached
        seen |= rows
        yield sorted(rows), sorted(columns)


def _solve(weights: Matrix) -> list[tuple[int, int]]:
    """Return a column for each row, no more rows than columns; a pair of no weight counts as none."""
    import numpy as np

    rows, columns = weights.shape
    costs = -np.maximum(weights, 0).astype(np.float64)
    row_prices = np.zeros(rows)
    column_prices = np.zeros(columns)
    owner = np.full(columns, -1)
    for row in range(rows):
        # The cheapest path from this row to a free column, along columns whose owners then move on.
        distance = np.full(columns, np.inf)
        before = np.full(columns, -1)
        done = np.zeros(columns, dtype=bool)
        at, last, reached = row, -1, 0.0
        while True:
            step = reached + costs[at] - row_prices[at] - column_prices
            nearer = ~done & (step < distance)
            distance[nearer] = step[nearer]
            before[nearer] = last
            last = int(np.where(done, np.inf, distance).argmin())
            reached = float(distance[last])
            done[last] = True
            if owner[last] < 0:
                break
            at = int(owner[last])
        settled = done & (owner >= 0)
        row_prices[owner[settled]] += reached - distance[settled]
        column_prices[settled] -= reached - distance[settled]
        row_prices[row] += reached
        while last >= 0:
            previous = int(before[last])
            owner[last] = owner[previous] if previous >= 0 else row
            last = previous
    return [(int(owner[column]), column) for column in range(columns) if owner[column] >= 0]
