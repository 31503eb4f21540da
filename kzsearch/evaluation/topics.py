"""Topics: questions with the quotes that answer them; and unanswerable queries, which nothing here answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kzsearch.errors import QueryError
from kzsearch.evaluation.records import read_objects, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Quote:
    """A verbatim piece of a report that answers a topic.

    Attributes:
        country: The report's country, in any spelling.
        year: The report year.
        quote: The words; white space does not count.
    """

    country: str
    year: int
    quote: str


@dataclass(frozen=True, slots=True)
class Topic:
    """A question and the quotes that answer it."""

    query_id: str
    query: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class UnanswerableQuery:
    """A query that the reports cannot answer, and what kind it is of."""

    query_id: str
    query: str
    kind: str


def read_topics(path: Path) -> tuple[Topic, ...]:
    """Read topics, one JSON object a line: `query_id`, `query`, `evidence` of `country`, `year`, `quote`.

    Raises:
        QueryError: The file cannot be read, is empty, or a line is not a topic.
    """
    return tuple(Topic(*ids, tuple(_quotes(value, place))) for place, value, ids in _queries(path))


def read_unanswerable(path: Path) -> tuple[UnanswerableQuery, ...]:
    """Read unanswerable queries, one JSON object a line: `query_id`, `query`, `kind`.

    Raises:
        QueryError: The file cannot be read, is empty, or a line is not such a query.
    """
    return tuple(UnanswerableQuery(*ids, str(value.get("kind", ""))) for _, value, ids in _queries(path))


def _queries(path: Path) -> Iterator[tuple[str, Mapping[str, Any], tuple[str, str]]]:
    """Yield each line's place, its fields, and its query's id and words."""
    seen: set[str] = set()
    for place, value in read_objects(path):
        query_id, query = text_of(value, "query_id", place), text_of(value, "query", place)
        if query_id in seen:
            raise QueryError(f"{path.name} has {query_id!r} twice", "give each query an id of its own")
        seen.add(query_id)
        yield place, value, (query_id, query)


def _quotes(value: Mapping[str, Any], place: str) -> Iterator[Quote]:
    evidence = value.get("evidence")
    if not isinstance(evidence, list) or not evidence:
        raise QueryError(f"{place} has no evidence", "a topic needs a quote that answers it")
    for item in evidence:
        if not isinstance(item, dict):
            raise QueryError(f"{place} has evidence that is no object", "write country, year and quote")
        year = item.get("year")
        if not isinstance(year, int) or isinstance(year, bool):
            raise QueryError(
                f'{place} has evidence without a "year"', 'write the report year: {"year": 2023}'
            )
        yield Quote(text_of(item, "country", place), year, text_of(item, "quote", place))
