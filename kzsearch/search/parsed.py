"""A query with its operators told apart from its words; a plain question has none, and is all words."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kzsearch.types.filters import Condition

QUOTATION_MARKS = ('"', "“”„‟")
"""Quotation marks by family: one of a family closes what another of it opens."""


@dataclass(frozen=True, slots=True)
class ParsedQuery:
    """A query, read.

    Attributes:
        written: As the user wrote it.
        pieces: What is compared with passages, in order.
        condition: What a passage must hold, or None.
        quoted: Those of the pieces that stand in quotation marks, and are not corrected.
        begun: Those of the pieces that are beginnings of words.
        free: Words that no operator joins or quotes.
    """

    written: str
    pieces: tuple[str, ...]
    condition: Condition | None = None
    quoted: frozenset[str] = frozenset()
    begun: frozenset[str] = frozenset()
    free: str = ""

    def about(self, topic: str) -> ParsedQuery:
        """Return the query with other words in place of its free ones; its operators stay."""
        if self.condition is None:
            return as_words(topic)
        kept = (piece for piece in self.pieces if piece in self.quoted or piece in self.begun)
        return replace(self, pieces=(*filter(None, [topic]), *kept), free=topic)

    @property
    def text(self) -> str:
        """What is compared with passages; empty where there are operators alone."""
        return " ".join(self.pieces)


def as_words(query: str) -> ParsedQuery:
    """Return a query that is taken for words, whatever it holds."""
    return ParsedQuery(query, (query,), free=query)
