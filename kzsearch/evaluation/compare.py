"""How sure a difference is: intervals over queries, and a paired test of two runs.

The test is Fisher's paired randomization: under the hypothesis that two systems are alike, each query's two
values could as well be swapped. It asks nothing of how differences are distributed, and measures between 0
and 1 with many ties are far from normal (Smucker, Allan and Carterette 2007 recommend it over Wilcoxon's and
the sign test, and find the t-test close to it).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    from numpy.typing import NDArray

    Values = NDArray[np.float64]

RESAMPLES = 10_000
_SEED = 20_020_605
_CELLS = 2_000_000  # numbers held at once, so that a long list of queries does not fill the memory


class Interval(NamedTuple):
    """A 95% confidence interval."""

    low: float
    high: float


def bootstrap(values: Values) -> Interval:
    """Return the 95% bootstrap interval of a mean over queries (percentiles of 10,000 resamples, seeded)."""
    import numpy as np

    random = np.random.default_rng(_SEED)
    count = len(values)
    means = [values[random.integers(0, count, (rows, count))].mean(axis=1) for rows in _batches(count)]
    low, high = np.percentile(np.concatenate(means), (2.5, 97.5))
    return Interval(float(low), float(high))


def paired_test(values: Values, baseline: Values) -> float:
    """Return the two-sided p-value of the hypothesis that two runs are alike (10,000 randomizations, seeded).

    Args:
        values: One value a query.
        baseline: The other run's, for the same queries in the same order.
    """
    import numpy as np

    random = np.random.default_rng(_SEED)
    differences = values - baseline
    observed = abs(differences.mean())
    extreme = 0
    for rows in _batches(len(differences)):
        signs = random.integers(0, 2, (rows, len(differences)), dtype=np.int8) * 2 - 1
        # The tolerance keeps rounding from telling equal means apart.
        extreme += int((abs((signs * differences).mean(axis=1)) >= observed - 1e-12).sum())
    return (1 + extreme) / (1 + RESAMPLES)


def _batches(count: int) -> Iterator[int]:
    left = RESAMPLES
    while left:
        rows = min(left, max(1, _CELLS // count))
        yield rows
        left -= rows
