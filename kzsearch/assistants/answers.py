"""What a tool answers: fields for programs, and the same as text."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kzsearch.assistants.quoting import NOTICE


@dataclass(frozen=True, slots=True)
class ToolAnswer:
    """The answer of a tool.

    Attributes:
        fields: Plain values.
        text: The same to read.
    """

    fields: Mapping[str, object]
    text: str


def as_json(fields: Mapping[str, object]) -> ToolAnswer:
    """Return an answer whose text is its fields as JSON: connectors read the text of `search` and `fetch` so."""
    return ToolAnswer(fields, json.dumps(fields, ensure_ascii=False, allow_nan=False, indent=1))


def as_text(fields: Mapping[str, object], blocks: Sequence[str]) -> ToolAnswer:
    """Return an answer whose text is made of blocks: its message, whose words follow, the blocks, its notes."""
    notes = fields.get("notes")
    told = [f"note: {note}" for note in notes] if isinstance(notes, list) else []
    parts = [str(fields["message"]), NOTICE, *blocks, *told]
    return ToolAnswer(fields, "\n\n".join(parts))


def shown_of(count: int, start: int, total: int, things: str) -> str:
    """Return which of several things are shown, and how to see the others; empty where all of them are."""
    if count == total:
        return ""
    if not count:
        return f"There are only {total} {things}: offset={start} is beyond them."
    last = start + count
    more = f" offset={last} shows the next." if last < total else ""
    return f"These are {things} {start + 1} to {last} of {total}.{more}"
