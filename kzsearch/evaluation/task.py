"""What is to be found: for each query, what counts as relevant. The same for topics and for collections."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from kzsearch.errors import QueryError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kzsearch.types import Hit


class Unit(StrEnum):
    """What is ranked and judged."""

    PASSAGE = "passage"
    DOCUMENT = "document"
    """A document of a collection, which stands where its best passage stands."""

    def name_of(self, hit: Hit) -> str:
        """Return the name under which a hit is judged."""
        return hit.passage.passage_id if self is Unit.PASSAGE else hit.passage.report_id


@dataclass(frozen=True, slots=True)
class Judgement:
    """What counts as relevant to one query.

    Attributes:
        query_id: Names the query.
        query: The query.
        grades: Relevance by passage or document; what is not there is not relevant.
        items: What recall counts: each is found where one of its passages or documents is. An empty one
            is unreachable and counts as never found.
    """

    query_id: str
    query: str
    grades: Mapping[str, int]
    items: tuple[frozenset[str], ...]

    @property
    def relevant(self) -> frozenset[str]:
        """The passages or documents that are relevant in any degree."""
        return frozenset(name for name, grade in self.grades.items() if grade > 0)


@dataclass(frozen=True, slots=True)
class Task:
    """Queries and what is relevant to each.

    Attributes:
        name: What tables call it.
        unit: What is ranked and judged.
        judgements: One a query.
        notes: What the user should know.
    """

    name: str
    unit: Unit
    judgements: tuple[Judgement, ...]
    notes: tuple[str, ...] = ()


@contextmanager
def naming(query_id: str) -> Iterator[None]:
    """Let errors say which topic they are about."""
    try:
        yield
    except QueryError as error:
        raise QueryError(f"topic {query_id}: {error.message}", error.hint) from None
