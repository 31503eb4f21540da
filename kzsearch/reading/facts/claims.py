"""What option, table and header claim of a report, and which of several facts of one name is kept.

`publication` and `facts` ask for the claims, add what file name, titles and text say, and keep the strongest.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kzsearch.errors import MetadataError
from kzsearch.reading.facts.table import how_to_state
from kzsearch.types import Fact, Origin

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kzsearch.reading.facts.table import Row
    from kzsearch.types import Source


@dataclass(frozen=True, slots=True)
class Claims:
    """What is claimed of one report.

    Attributes:
        source: The file as read; its header claims facts.
        row: What the corpus table says of the file.
        stated: What the user's options say of it, by name of the fact.
        notes: What the user is told; disagreements are added to it.
    """

    source: Source
    row: Row | None
    stated: Mapping[str, str]
    notes: list[str]

    def of(self, name: str) -> Iterator[tuple[str, Origin]]:
        """Yield what option, table and header say of a fact, word for word."""
        if value := self.stated.get(name):
            yield value, Origin.OPTION
        value = getattr(self.row, name, None)
        if value is not None:
            yield str(getattr(value, "name", value)), Origin.TABLE
        if value := self.source.header.get(name):
            yield value, Origin.HEADER

    def strongest(self, name: str, found: Sequence[Fact]) -> Fact | None:
        """Return the first fact, and note each that differs from it in more than capitals and white space."""
        for other in found[1:]:
            if " ".join(other.value.casefold().split()) != " ".join(found[0].value.casefold().split()):
                words = f' ("{other.evidence}")' if other.evidence else ""
                by = f"{found[0].value} by the {found[0].origin}"
                self.notes.append(f"{name}: {by}, but the {other.origin} says {other.value}{words}")
        return found[0] if found else None

    def refusal(self, name: str, message: str, guess: str = "") -> MetadataError:
        """Return the error that a fact is missing or wrong, with the hint that says where to state it."""
        return MetadataError(message, guess + how_to_state(name, self.source.path))


def as_written(words: str, value: str) -> str:
    """Return the words of a claim where they are not the value itself but for capitals."""
    return "" if words.casefold() == value.casefold() else words
