"""Confidence intervals of means and of rates, and a paired test of two runs, by SciPy.

The test is Fisher's paired randomization: under the hypothesis that two systems are alike, each query's two
values could as well be swapped. It assumes no distribution of the differences; measures between 0 and 1 with many
ties are far from normal (Smucker, Allan and Carterette 2007 recommend it over Wilcoxon's test and the sign test, and
find the t-test close to it).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Values = NDArray[np.float64]
    """One value a query, in the order of the task's judgements."""

RESAMPLES = 10_000
_SEED = 20_020_605
_CELLS = 2_000_000  # numbers in memory at once, however many queries there are


class Interval(NamedTuple):
    """A 95% confidence interval."""

    low: float
    high: float


def bootstrap(values: Values) -> Interval:
    """Return the 95% bootstrap interval of a mean over queries (percentiles of 10,000 resamples, seeded)."""
    import numpy as np
    from scipy import stats

    if len(values) == 1:
        return Interval(float(values[0]), float(values[0]))
    found = stats.bootstrap(
        (values,), np.mean, method="percentile", n_resamples=RESAMPLES, **_sampling(values)
    )
    return Interval(*map(float, found.confidence_interval))


def paired_test(values: Values, baseline: Values) -> float:
    """Return the two-sided p-value of the hypothesis that two runs are alike.

    All ways to swap are tried where there are at most 10,000, else 10,000 of them, seeded. The values of both runs
    are for the same queries in the same order.
    """
    import numpy as np
    from scipy import stats

    if len(values) == 1:
        return 1.0

    def mean_size(differences: Values, axis: int) -> Values:
        size: Values = np.abs(differences.mean(axis=axis))
        return size

    found = stats.permutation_test(
        (values - baseline,),
        mean_size,
        permutation_type="samples",  # of one sample: each difference keeps its sign or changes it
        alternative="greater",  # the statistic has no sign, which makes the test two-sided
        vectorized=True,
        n_resamples=RESAMPLES,
        **_sampling(values),
    )
    return float(found.pvalue)


def wilson(count: int, of: int) -> Interval:
    """Return Wilson's 95% interval of a rate (Wilson 1927), which is sound near 0 too."""
    from scipy import stats

    return Interval(*stats.binomtest(count, of).proportion_ci(method="wilson"))


def _sampling(values: Values) -> dict[str, Any]:
    import numpy as np

    return {"rng": np.random.default_rng(_SEED), "batch": max(1, _CELLS // len(values))}
