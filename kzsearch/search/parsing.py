"""A query parsed: `kzsearch.search.operators` is imported only where it may hold an operator."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kzsearch.search.parsed import QUOTATION_MARKS, ParsedQuery, as_words
from kzsearch.search.query import check_query
from kzsearch.types import Mode, Store

_MARKS = frozenset("".join(QUOTATION_MARKS))
_JOINING = frozenset(("AND", "OR", "NOT"))


def parsed_for(store: Store, query: str | ParsedQuery, mode: Mode) -> ParsedQuery:
    """Return a query as a mode reads it: exact mode looks for the very characters, and knows no operators.

    Raises:
        QueryError: The query makes no sense.
    """
    if isinstance(query, ParsedQuery):
        return query if mode is not Mode.EXACT else as_words(query.written)
    return as_words(check_query(query)) if mode is Mode.EXACT else parse_query(query, store.labels)


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
