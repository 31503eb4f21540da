"""Footnotes of Markdown: marks in the text, and the notes together at its end, ready to paste."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Footnotes:
    """The footnotes of one Markdown text, numbered as they are added; equal notes are one."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def mark(self, note: str) -> str:
        """Return the mark of a note: `[^1]`.

        Args:
            note: The note, escaped, on one line.
        """
        return f"[^{self._numbers.setdefault(note, len(self._numbers) + 1)}]"

    def after(self, pieces: Iterable[str]) -> Iterator[str]:
        """Yield the pieces of a text as they come, and the notes after them."""
        yield from pieces
        for number, (note, place) in enumerate(self._numbers.items()):
            yield f"{'' if number else chr(10)}[^{place}]: {note}\n"
