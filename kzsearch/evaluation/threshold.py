"""The score below which a hit is no answer, chosen to keep answerable queries and to refuse foreign queries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzsearch.errors import QueryError

if TYPE_CHECKING:
    from collections.abc import Sequence

AT_MOST = 0.02
"""Part of the answerable queries that may be turned away; this comes before refusing foreign ones."""


def calibrate(answerable: Sequence[float], foreign: Sequence[float], at_most: float = AT_MOST) -> float:
    """Return the threshold that turns away at most the allowed part and refuses the most foreign queries.

    Where many thresholds do the same, it lies halfway between the foreign score below and the answerable score
    above, as far from either error as can be.

    Args:
        answerable: Score of the best hit of each query that the reports answer.
        foreign: Score of the best hit of each query that no report answers.
        at_most: Part of the answerable queries that may be turned away.

    Raises:
        QueryError: A list is empty.
    """
    if not answerable or not foreign:
        raise QueryError("a threshold needs answerable and foreign queries", "give both")
    kept = sorted(answerable)
    ceiling = kept[min(int(at_most * len(kept) + 1e-9), len(kept) - 1)]
    refused = max((score for score in foreign if score < ceiling), default=None)
    if refused is None:
        return kept[0]
    return (refused + min(score for score in kept if score > refused)) / 2
