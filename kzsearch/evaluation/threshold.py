"""The score below which a hit is no answer: answerable queries are kept, and unanswerable ones refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzsearch.errors import QueryError

if TYPE_CHECKING:
    from collections.abc import Sequence

AT_MOST = 0.02
"""Part of the answerable queries that may be turned away; this comes before refusing unanswerable ones."""


def calibrate(answerable: Sequence[float], unanswerable: Sequence[float], at_most: float = AT_MOST) -> float:
    """Choose a threshold; hits that score less are no answer.

    Of those that turn away at most the allowed part of the answerable queries, the one that refuses the most
    unanswerable ones; where many do the same, the one in the middle between the unanswerable score below and
    the answerable score above it, as far from either error as can be.

    Args:
        answerable: Score of the best hit of each query that the reports answer.
        unanswerable: The same of queries that they do not.
        at_most: Part of the answerable queries that may be turned away.

    Raises:
        QueryError: A list is empty.
    """
    if not answerable or not unanswerable:
        raise QueryError("a threshold needs answerable and unanswerable queries", "give both")
    kept = sorted(answerable)
    allowed = int(at_most * len(kept) + 1e-9)
    ceiling = kept[min(allowed, len(kept) - 1)]
    refused = max((score for score in unanswerable if score < ceiling), default=None)
    if refused is None:
        return kept[0]
    return (refused + min(score for score in kept if score > refused)) / 2
