"""What option, table and header state of a report, and which of several facts of one name is kept.

`publication` and `gather` take what is stated, add what file name, titles and text say, and keep the strongest fact.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from kzsearch.errors import MetadataError
from kzsearch.reading.facts.table import how_to_state
from kzsearch.types import Fact, Origin

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from kzsearch.reading.facts.table import CorpusRow
    from kzsearch.types import Source

_Meaning = TypeVar("_Meaning")


@dataclass(frozen=True, slots=True)
class StatedFacts:
    """What is stated of one report.

    Attributes:
        source: The file as read; its header states facts.
        row: The file's row of the corpus table.
        options: What the user's options state of the file, by name of the fact.
        notes: Notes for the user, to which disagreements are added.
    """

    source: Source
    row: CorpusRow | None
    options: Mapping[str, str]
    notes: list[str]

    def of(self, name: str) -> Iterator[tuple[str, Origin]]:
        """Yield what option, table and header say of a fact, word for word."""
        if value := self.options.get(name):
            yield value, Origin.OPTION
        value = getattr(self.row, name, None)
        if value is not None:
            yield str(getattr(value, "name", value)), Origin.TABLE
        if value := self.source.header.get(name):
            yield value, Origin.HEADER

    def parsed(
        self,
        name: str,
        parse: Callable[[str], _Meaning | None],
        none: str,
        *,
        show: Callable[[_Meaning], str] = str,
        hint: Callable[[str], str] | None = None,
        required: bool = False,
    ) -> list[tuple[Fact, _Meaning]]:
        """Return the stated facts of one name, the strongest first, with what each means.

        Args:
            name: Name of the fact.
            parse: Returns the meaning of a statement, or None where it has none.
            none: What messages say of a statement without a meaning: `no tier`.
            show: Returns the value of the fact for its meaning.
            hint: Returns the hint for a statement without a meaning; without it, the hint says where to state it.
            required: Whether every report needs the fact, so that the strongest statement must have a meaning.

        Raises:
            MetadataError: A statement that must have a meaning has none: an option, or the strongest of a required
                fact. Other statements without a meaning are noted.
        """
        found: list[tuple[Fact, _Meaning]] = []
        for words, origin in self.of(name):
            why = f'the {origin} says "{words}", which is {none}'
            meaning = parse(words)
            if meaning is not None:
                found.append((Fact(show(meaning), origin, as_written(words, show(meaning))), meaning))
            elif origin is Origin.OPTION or (required and not found):
                where = hint(words) if hint else how_to_state(name, self.source.path)
                raise MetadataError(f"{self.source.path}: {why}.", where)
            else:
                self.notes.append(f"{name}: {why}")
        return found

    def strongest(self, name: str, found: Sequence[Fact]) -> Fact | None:
        """Return the first fact, and note each that differs from it in more than capitals and white space."""
        for other in found[1:]:
            if " ".join(other.value.casefold().split()) != " ".join(found[0].value.casefold().split()):
                words = f' ("{other.evidence}")' if other.evidence else ""
                by = f"{found[0].value} by the {found[0].origin}"
                self.notes.append(f"{name}: {by}, but the {other.origin} says {other.value}{words}")
        return found[0] if found else None

    def refusal(self, name: str, message: str) -> MetadataError:
        """Return the error that a fact is missing or wrong, with the hint that says where to state it."""
        return MetadataError(message, how_to_state(name, self.source.path))


def as_written(words: str, value: str) -> str:
    """Return the words that state a value, or nothing where only capitals differ from it."""
    return "" if words.casefold() == value.casefold() else words
