"""What passes between a builder and a keeper: a server that keeps an index's signals outside its folder."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol

from kzsearch.types.seams import Kind, Signals

if TYPE_CHECKING:
    from kzsearch.types.filters import Filters
    from kzsearch.types.words import Keys, Matrix

Tell = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done, and how much there is."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Where a keeper has one generation's signals.

    Attributes:
        uri: The keeper's address as the manifest records it, without credentials.
        name: What the keeper calls the index; the same from generation to generation.
        part: What tells the generation's part from others of that name.
        owner: A digest of the index folder's path, so that a copy of the folder removes nothing of the original.
    """

    uri: str
    name: str
    part: str
    owner: str


class FilterFields(NamedTuple):
    """The values of a passage that filters compare; a tier that nothing says is an empty text."""

    year: int
    country: str
    tier: str
    series: str
    section: str
    label: str


class Portion(NamedTuple):
    """Consecutive passages or sentences on their way to a keeper.

    Attributes:
        first: Key of the first.
        fields: Of each; those of a sentence are its passage's.
        vectors: Of each.
        words: Of each passage, what each stem adds to its BM25, by the stem's number. None for sentences.
    """

    first: int
    fields: Sequence[FilterFields]
    vectors: Matrix
    words: Sequence[Mapping[int, float]] | None


class Contents(Protocol):
    """What a finished generation has for a keeper."""

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        ...

    def count(self, kind: Kind) -> int:
        """Return how many passages or sentences there are."""
        ...

    def portions(self, kind: Kind, size: int) -> Iterator[Portion]:
        """Yield all of a kind, in order, so many at once."""
        ...


class Words(NamedTuple):
    """What a query's terms stand for.

    Attributes:
        stems: How often each single word is asked for, by its stem's number.
        phrases: What the phrases add to the BM25 of passages, by key.
    """

    stems: Mapping[int, float]
    phrases: Mapping[int, float]


LookUp = Callable[[Sequence[str]], Words]
"""Returns what terms stand for; the texts, which stay in the index folder, tell."""

Passing = Callable[[Kind, "Filters"], "Keys"]
"""Gives the keys of the passages or sentences that filters allow, in order."""


class Keeper(Protocol):
    """A server that keeps signals. Every method raises `StoreError` where the server cannot do what is asked."""

    @property
    def uri(self) -> str:
        """The address as the manifest records it."""
        ...

    def check(self) -> None:
        """See that the server answers and can keep an index, before anything is encoded for it."""
        ...

    def holds(self, kept: Kept, counts: Mapping[Kind, int]) -> bool:
        """Whether the server still has a generation's signals, all of them."""
        ...

    def publish(self, kept: Kept, contents: Contents, tell: Tell) -> dict[str, str]:
        """Send a generation's signals; return the kind of index by kind of vector. What fails leaves nothing."""
        ...

    def go_live(self, kept: Kept, others: Collection[Kept]) -> None:
        """Point the index's lasting names at a generation, and remove those of its name that are not among others."""
        ...

    def discard(self, kept: Kept) -> None:
        """Remove a generation's signals, where they are still there."""
        ...

    def signals(
        self,
        kept: Kept,
        counts: Mapping[Kind, int],
        dimension: int,
        indexes: Mapping[str, str],
        look_up: LookUp,
        passing: Passing,
    ) -> Signals:
        """Return a generation's signals; the server is first asked when they are. They close the keeper with them."""
        ...

    def close(self) -> None:
        """Close the connection."""
        ...
