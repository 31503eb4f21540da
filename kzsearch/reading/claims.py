"""What the origins of facts claim, and what is told where they disagree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzsearch.types import Fact, Origin

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kzsearch.reading.table import Row
    from kzsearch.types import Source


def stated_of(
    name: str, source: Source, row: Row | None, stated: Mapping[str, str]
) -> Iterator[tuple[str, Origin]]:
    """Yield what option, table and header say of a fact, word for word."""
    if value := stated.get(name):
        yield value, Origin.OPTION
    value = getattr(row, name, None)
    if value is not None:
        yield str(getattr(value, "name", value)), Origin.TABLE
    if value := source.header.get(name):
        yield value, Origin.HEADER


def evidence_of(written: str, value: str) -> str:
    """Return the words as written where they are not the value itself but for capitals."""
    return "" if written.casefold() == value.casefold() else written


def note_disagreement(name: str, found: Sequence[Fact], notes: list[str]) -> None:
    """Note every weaker fact that differs from the strongest in more than capitals and white space."""
    for other in found[1:]:
        if " ".join(other.value.casefold().split()) != " ".join(found[0].value.casefold().split()):
            words = f' ("{other.evidence}")' if other.evidence else ""
            by = f"{found[0].value} by the {found[0].origin}"
            notes.append(f"{name}: {by}, but the {other.origin} says {other.value}{words}")
