"""What is to be found: for each query, what counts as relevant. The same for topics and for collections."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from kzsearch.errors import QueryError

if TYPE_CHECKING:
    from kzsearch.types import Hit

Progress = Callable[[str, int, int], None]
"""Is told what is being done, how much of it is done, and how much there is."""

Fields = dict[str, Any]
"""What is known of a system, or of one query that it was asked, by the name of the field."""


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
        grades: Relevance by passage or document; a name that is missing is not relevant.
        items: What recall counts: an item is found when one of its passages or documents is found. An empty
            item counts as never found.
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
    """Put the topic's id before the message of an error."""
    try:
        yield
    except QueryError as error:
        raise QueryError(f"topic {query_id}: {error.message}", error.hint) from None
