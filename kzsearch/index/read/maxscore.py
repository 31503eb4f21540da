"""The passages with the highest BM25, without going through every posting (MaxScore).

Rare terms are added up first. Once all the terms that are left add less than the last of the best already has, a
passage must hold one of the rare ones, and common terms are looked up for those alone that can still be among the best
(Turtle and Flood 1995, Query Evaluation: Strategies and Optimizations).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from kzsearch.types import Keys, Vector

    Numbers = NDArray[np.float64]

# It is asked whether postings must be gone through where there are more of them than this.
_MANY = 20_000
# A passage is looked up in the time that it takes to add so many postings up.
_AS_LONG = 10
_ROUNDED = 1 + 1e-5  # a sum of numbers of four bytes is off by far less


class Share(NamedTuple):
    """What a term adds to the BM25 of passages: their keys, ascending, and as many weights."""

    keys: Keys
    weights: Vector | Numbers


def best(shares: Sequence[Share], passages: int, within: Keys | None, limit: int) -> tuple[Keys, Numbers]:
    """Return the passages with the highest sums, best first, ties by key, and their sums.

    Args:
        shares: What each term adds.
        passages: How many passages there are.
        within: The keys that may be found, ascending; None allows all.
        limit: How many at most.
    """
    import numpy as np

    keys = _may_be_best(shares, passages, within, limit)
    sums = added_up(shares, keys)
    order = np.lexsort((keys, -sums))[:limit]
    return keys[order], sums[order]


def added_up(shares: Sequence[Share], keys: Keys) -> Numbers:
    """Return the sum of what the terms add to each of some passages, 0 where none stands.

    Terms are added in their order, so that a passage's sum has the same bits whoever asks.
    """
    import numpy as np

    total = np.zeros(len(keys))
    for share in shares:
        total += _of(share, keys)
    return total


def _of(share: Share, keys: Keys) -> Numbers:
    """Return what a term adds to each of some passages."""
    import numpy as np

    if not len(share.keys):
        return np.zeros(len(keys))
    wanted = keys.astype(share.keys.dtype)  # numpy would turn all the postings into another type
    places = np.minimum(np.searchsorted(share.keys, wanted), len(share.keys) - 1)
    return np.where(share.keys[places] == wanted, share.weights[places], 0.0)


def _may_be_best(shares: Sequence[Share], passages: int, within: Keys | None, limit: int) -> Keys:
    """Return the keys of all passages that can be among the best, and of a few that cannot, ascending."""
    import numpy as np

    rare_first = sorted((share for share in shares if len(share.keys)), key=lambda share: len(share.keys))
    highest = [float(share.weights.max()) for share in rare_first]
    total = np.zeros(passages, dtype=np.float32)
    for place, share in enumerate(rare_first):
        if len(share.keys) > _MANY:
            keys = _reaching(total, rare_first[:place], within, limit, sum(highest[place:]))
            if keys is not None and len(keys) * _AS_LONG < len(share.keys):
                return _narrowed(keys, total[keys], rare_first[place:], highest[place:], limit)
        total[share.keys.astype(np.int64)] += share.weights  # numpy takes longer over keys of four bytes
    keys = _reaching(total, rare_first, within, limit, 0.0)
    if keys is None:  # fewer than are wanted hold a term
        keys = np.flatnonzero(total) if within is None else within[total[within] > 0]
    return keys


def _reaching(
    total: Vector, added: Sequence[Share], within: Keys | None, limit: int, left: float
) -> Keys | None:
    """Return the passages that can be among the best with what is left to add, or None where all can."""
    import numpy as np

    # What the last of the best has at least is what that of some passages has.
    some = within
    if within is None:
        some = next((share.keys for share in added if len(share.keys) >= limit), None)
    least = 0.0 if some is None else _last_of_the_best(total[some], limit)
    bar = least / _ROUNDED - left
    if bar <= 0:
        return None
    return np.flatnonzero(total >= bar) if within is None else within[total[within] >= bar]


def _narrowed(
    keys: Keys, sums: Vector | Numbers, shares: Sequence[Share], highest: Sequence[float], limit: int
) -> Keys:
    """Return those of some passages that can be among the best when all terms are added."""
    for place, share in enumerate(shares):
        sums = sums + _of(share, keys)
        bar = _last_of_the_best(sums, limit) / _ROUNDED - sum(highest[place + 1 :])
        keys, sums = keys[sums >= bar], sums[sums >= bar]
    return keys


def _last_of_the_best(sums: Vector | Numbers, limit: int) -> float:
    import numpy as np

    return float(np.partition(sums, -limit)[-limit]) if len(sums) >= limit else 0.0
