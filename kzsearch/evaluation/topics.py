"""Topics: questions with the words that answer them; and foreign queries, which nothing here answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kzsearch.errors import QueryError
from kzsearch.evaluation.records import read_objects, text_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Evidence:
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
    """A question and the evidence that answers it."""

    query_id: str
    query: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class ForeignQuery:
    """A query that the reports cannot answer, and what kind it is of."""

    query_id: str
    query: str
    kind: str


def read_topics(path: Path) -> tuple[Topic, ...]:
    """Read topics, one JSON object a line: `query_id`, `query`, `evidence` of `country`, `year`, `quote`.

    Raises:
        QueryError: The file cannot be read, is empty, or a line is not a topic.
    """
    topics = []
    for place, value in read_objects(path):
        evidence = value.get("evidence")
        if not isinstance(evidence, list) or not evidence:
            raise QueryError(f"{place} has no evidence", "a topic needs a quote that answers it")
        topics.append(
            Topic(
                text_of(value, "query_id", place),
                text_of(value, "query", place),
                tuple(_evidence(item, place) for item in evidence),
            )
        )
    _check_ids([topic.query_id for topic in topics], path)
    return tuple(topics)


def _evidence(item: object, place: str) -> Evidence:
    if not isinstance(item, dict):
        raise QueryError(f"{place} has evidence that is no object", "write country, year and quote")
    fields: Mapping[str, Any] = item
    year = fields.get("year")
    if not isinstance(year, int) or isinstance(year, bool):
        raise QueryError(f'{place} has evidence without a "year"', 'write the report year: {"year": 2023}')
    return Evidence(text_of(fields, "country", place), year, text_of(fields, "quote", place))


def read_foreign(path: Path) -> tuple[ForeignQuery, ...]:
    """Read foreign queries, one JSON object a line: `query_id`, `query`, `kind`.

    Raises:
        QueryError: The file cannot be read, is empty, or a line is not such a query.
    """
    queries = tuple(
        ForeignQuery(
            text_of(value, "query_id", place), text_of(value, "query", place), str(value.get("kind", ""))
        )
        for place, value in read_objects(path)
    )
    _check_ids([query.query_id for query in queries], path)
    return queries


def _check_ids(query_ids: list[str], path: Path) -> None:
    if not query_ids:
        raise QueryError(f"{path} holds nothing", "write one JSON object a line")
    seen: set[str] = set()
    for query_id in query_ids:
        if query_id in seen:
            raise QueryError(f"{path.name} has {query_id!r} twice", "give each query an id of its own")
        seen.add(query_id)
