"""The score below which a hit is no answer: answerable queries are kept, and foreign ones refused."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kzsearch.errors import QueryError
from kzsearch.search import Settings, search
from kzsearch.types import Mode

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kzsearch.index import OpenIndex

AT_MOST = 0.02
"""Part of the answerable queries that may be turned away; this comes before refusing foreign ones."""

_Z = 1.959964  # the normal distribution's 97.5% point


@dataclass(frozen=True, slots=True)
class Rate:
    """How often something went wrong, with Wilson's 95% interval (Wilson 1927), which holds near 0 too.

    Attributes:
        wrong: How often.
        of: Out of how many.
        low: Lower end of the interval of the share.
        high: Upper end.
    """

    wrong: int
    of: int
    low: float
    high: float

    @property
    def share(self) -> float:
        """The part that went wrong."""
        return self.wrong / self.of


@dataclass(frozen=True, slots=True)
class Calibration:
    """A threshold, and what it does to the queries that it was chosen on.

    Attributes:
        threshold: Hits that score less are no answer.
        turned_away: Answerable queries whose best hit scores less.
        accepted: Foreign queries whose best hit scores as much or more.
    """

    threshold: float
    turned_away: Rate
    accepted: Rate


def rate(wrong: int, of: int) -> Rate:
    """Return a rate with its interval."""
    share = wrong / of
    spread = _Z * math.sqrt(share * (1 - share) / of + (_Z / (2 * of)) ** 2)
    middle = share + _Z**2 / (2 * of)
    scale = 1 + _Z**2 / of
    return Rate(wrong, of, max(0.0, (middle - spread) / scale), min(1.0, (middle + spread) / scale))


def calibrate(answerable: Sequence[float], foreign: Sequence[float], at_most: float = AT_MOST) -> Calibration:
    """Choose a threshold.

    Of those that turn away at most the allowed part of the answerable queries, the one that refuses the most
    foreign ones; where many do the same, the one in the middle between the foreign score below and the
    answerable score above it, as far from either error as can be.

    Args:
        answerable: Score of the best hit of each query that the reports answer.
        foreign: The same of queries that they do not.
        at_most: Part of the answerable queries that may be turned away.

    Raises:
        QueryError: A list is empty.
    """
    if not answerable or not foreign:
        raise QueryError("a threshold needs answerable and foreign queries", "give both")
    kept = sorted(answerable)
    allowed = int(at_most * len(kept) + 1e-9)
    ceiling = kept[min(allowed, len(kept) - 1)]
    refused = max((score for score in foreign if score < ceiling), default=None)
    above = kept[0] if refused is None else min(score for score in kept if score > refused)
    threshold = above if refused is None else (refused + above) / 2
    return Calibration(
        threshold,
        rate(sum(score < threshold for score in kept), len(kept)),
        rate(sum(score >= threshold for score in foreign), len(foreign)),
    )


def best_scores(index: OpenIndex, queries: Iterable[str], mode: Mode = Mode.HYBRID) -> list[float]:
    """Return, for each query, what an index's threshold is compared with: the best of the signals alone."""
    return [search(index, query, Settings(top_k=1, mode=mode)).relevance for query in queries]


def answered(index: OpenIndex, queries: Iterable[str], settings: Settings) -> list[bool]:
    """Return for each query whether the search finds anything."""
    return [bool(search(index, query, settings).hits) for query in queries]
