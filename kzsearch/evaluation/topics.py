"""Topics and foreign queries. A topic is a question with the quotes that answer it.

A foreign query is a query that no report answers; it has a `kind`, such as cooking or made-up words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, TypeVar

import msgspec

from kzsearch.errors import QueryError
from kzsearch.evaluation.records import Text, read_records

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Quote:
    """A verbatim piece of a report that answers a topic.

    Attributes:
        country: The report's country, in any spelling.
        year: The report year.
        quote: The words; white space does not count.
    """

    country: Text
    year: int
    quote: Text


@dataclass(frozen=True, slots=True)
class Topic:
    """A question and the quotes that answer it."""

    query_id: Text
    query: Text
    evidence: Annotated[tuple[Quote, ...], msgspec.Meta(min_length=1)]


@dataclass(frozen=True, slots=True)
class ForeignQuery:
    """A query that no report answers."""

    query_id: Text
    query: Text
    kind: str = ""


_Query = TypeVar("_Query", Topic, ForeignQuery)


def read_topics(path: Path) -> tuple[Topic, ...]:
    """Read topics, one JSON object a line: `query_id`, `query`, `evidence` of `country`, `year`, `quote`.

    Raises:
        QueryError: The file cannot be read, is empty, or a line is not a topic.
    """
    return _read(path, Topic)


def read_foreign(path: Path) -> tuple[ForeignQuery, ...]:
    """Read foreign queries, one JSON object a line: `query_id`, `query`, `kind`.

    Raises:
        QueryError: The file cannot be read, is empty, or a line is not such a query.
    """
    return _read(path, ForeignQuery)


def _read(path: Path, kind: type[_Query]) -> tuple[_Query, ...]:
    queries: dict[str, _Query] = {}
    for _, query in read_records(path, kind):
        if query.query_id in queries:
            raise QueryError(f"{path.name} has {query.query_id!r} twice", "give each query an id of its own")
        queries[query.query_id] = query
    return tuple(queries.values())
