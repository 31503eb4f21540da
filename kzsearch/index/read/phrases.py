"""The very words: where FTS5 looks for them, and the functions by which the text itself decides."""

from __future__ import annotations

import sqlite3

from kzsearch.index.format.schema import BEGINNING
from kzsearch.text import count_exact, squeeze


def add_functions(connection: sqlite3.Connection) -> None:
    """Let a connection ask a text what FTS5 cannot tell."""
    connection.create_function("holds_phrase", 3, _holds_phrase, deterministic=True)
    connection.create_function("holds_beginning", 2, _holds_beginning, deterministic=True)


def in_words(phrase: str) -> str:
    """Return an FTS5 expression for a phrase in `words`.

    Only the beginning of a long phrase is looked for, as `words` holds only the beginning of the next passage.
    """
    words = squeeze(phrase).replace('"', " ").split()[: BEGINNING + 1]
    return f'"{" ".join(words)}"'


def _holds_phrase(run: str, length: int, phrase: str) -> bool:
    return bool(count_exact(run, phrase, length))


def _holds_beginning(text: str, beginning: str) -> bool:
    return bool(count_exact(text, beginning, len(text), whole=False))
