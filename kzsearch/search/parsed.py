"""A query with its operators told apart from its words; a plain question has none, and is all words.

`kzsearch.search.operators` reads them. It is imported only where a query may hold one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kzsearch.search.query import check_query
from kzsearch.types.filters import Beginning, Condition

QUOTATION_MARKS = ('"', "“”„‟", "«»")
"""Quotation marks by family: one of a family closes what another of it opens."""

_MARKS = frozenset("".join(QUOTATION_MARKS))
_JOINING = frozenset(("AND", "OR", "NOT"))


@dataclass(frozen=True, slots=True)
class ParsedQuery:
    """A query, read.

    Attributes:
        written: As the user wrote it.
        pieces: What is compared with passages, in order: words, and beginnings of words.
        condition: What a passage must hold, or None.
        quoted: Those of its words that stand in quotation marks, and are not corrected.
        free: Words that no operator joins or quotes.
    """

    written: str
    pieces: tuple[str | Beginning, ...]
    condition: Condition | None = None
    quoted: tuple[str, ...] = ()
    free: str = ""

    @property
    def text(self) -> str:
        """What is compared with passages; empty where there are operators alone."""
        return " ".join(piece if isinstance(piece, str) else piece.text for piece in self.pieces)


def as_words(query: str) -> ParsedQuery:
    """Return a query that is taken for words, whatever it holds."""
    return ParsedQuery(query, (query,), free=query)


def parse_query(query: str, labels: Callable[[], Sequence[str]] = tuple) -> ParsedQuery:
    """Return a query with its operators told apart.

    Args:
        query: As the user wrote it.
        labels: Gives the headings of other outlines that the index holds, which `section:` may name.

    Raises:
        QueryError: The query makes no sense, a field has a value that makes no sense, or there are too many operators.
    """
    query = check_query(query)
    if not may_hold_operators(query):
        return as_words(query)
    from kzsearch.search.operators import read_operators

    return read_operators(query, labels) or as_words(query)


def may_hold_operators(query: str) -> bool:
    """Whether a query may hold an operator; quick, because every query is asked this."""
    return (
        ":" in query
        or "*" in query
        or query.startswith("-")
        or any(before in query for before in (" -", "\t-", "\n-", "(-"))
        or not _MARKS.isdisjoint(query)
        or not _JOINING.isdisjoint(query.replace("(", " ").replace(")", " ").split())
    )
