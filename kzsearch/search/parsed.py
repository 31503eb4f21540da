"""A query with its operators told apart from its words; a plain question has none, and is all words."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kzsearch.types.filters import Beginning, Condition

QUOTATION_MARKS = ('"', "“”„‟", "«»")
"""Quotation marks by family: one of a family closes what another of it opens."""


@dataclass(frozen=True, slots=True)
class ParsedQuery:
    """A query, read.

    Attributes:
        written: As the user wrote it.
        pieces: What is compared with passages, in order: words, and beginnings of words.
        condition: What a passage must hold, or None.
        quoted: Those of its words that stand in quotation marks, and are not corrected.
        free: Words that no operator joins or quotes.
    """

    written: str
    pieces: tuple[str | Beginning, ...]
    condition: Condition | None = None
    quoted: tuple[str, ...] = ()
    free: str = ""

    def about(self, topic: str) -> ParsedQuery:
        """Return the query with other words in place of its free ones; its operators stay."""
        if self.condition is None:
            return as_words(topic)
        quoted = tuple(piece for piece in self.pieces if piece in self.quoted or isinstance(piece, Beginning))
        return replace(self, pieces=(*filter(None, [topic]), *quoted), free=topic)

    @property
    def text(self) -> str:
        """What is compared with passages; empty where there are operators alone."""
        return " ".join(piece if isinstance(piece, str) else piece.text for piece in self.pieces)


def as_words(query: str) -> ParsedQuery:
    """Return a query that is taken for words, whatever it holds."""
    return ParsedQuery(query, (query,), free=query)
