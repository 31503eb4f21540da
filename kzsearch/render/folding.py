"""Which hits of an answer people see unless they ask for a number: the five best that reach the threshold."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from kzsearch.types import Hit

SHOWN = 5


class Folded(NamedTuple):
    """The hits of an answer that are counted and not shown.

    Attributes:
        hits: How many.
        weak: How many of them do not reach the index's threshold by themselves.
        top_k: The number to ask for.
    """

    hits: int
    weak: int
    top_k: int


def folded(hits: Sequence[Hit], top_k: int) -> list[Hit | Folded]:
    """Return the hits to show, and a record of the others where there are any.

    Args:
        hits: The hits of one answer, best first.
        top_k: How many were looked for.
    """
    strong = [hit for hit in hits if not hit.weak]
    shown = (strong or list(hits))[:SHOWN]
    ranks = {hit.rank for hit in shown}
    others = [hit for hit in hits if hit.rank not in ranks]
    if not others:
        return list(shown)
    return [*shown, Folded(len(others), sum(hit.weak for hit in others), top_k)]


def told(folded: Folded) -> str:
    """Return the line that tells of folded hits and how to see them."""
    noun = "hit" if folded.hits == 1 else "hits"
    if folded.weak == folded.hits:
        what = f"{folded.hits} weaker {noun}"
    elif folded.weak:
        what = f"{folded.hits} more {noun}, {folded.weak} of them weaker"
    else:
        what = f"{folded.hits} more {noun}"
    return f"{what}: -k {folded.top_k}"
