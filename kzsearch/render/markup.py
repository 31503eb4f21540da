"""Text escaped for Markdown, so that it is shown as it is."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from kzsearch.render.printable import printable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kzsearch.types import Span


def escape(text: str) -> str:
    """Return one line of text with Markdown's own characters escaped."""
    return _escape_start(escape_inline(printable(text)).strip())


def escape_inline(text: str) -> str:
    """Return text with the characters escaped that Markdown obeys anywhere in a line."""
    return re.sub(r"([\\`*_\[\]<>#|~$&])", r"\\\1", text)


def emphasised(line: str, spans: Iterable[Span]) -> str:
    """Return one line, escaped, with the spans bold.

    Bold text begins and ends with a letter or digit, because Markdown may print `**` beside punctuation as it is.
    """
    line = printable(line)
    pieces: list[str] = []
    done = 0
    for span in spans:
        start, end = _trimmed(line, span)
        if start < end:
            pieces += [escape_inline(line[done:start]), f"**{escape_inline(line[start:end])}**"]
            done = end
    return _escape_start("".join([*pieces, escape_inline(line[done:])]).strip())


def code(text: str) -> str:
    """Return text as a code span, for names that users copy."""
    return escape(text) if "`" in text or not text.strip() else f"`{printable(text)}`"


def _escape_start(line: str) -> str:
    """Return a line whose first characters open no list and underline no heading."""
    line = re.sub(r"^([-+=])", r"\\\1", line)
    return re.sub(r"^([0-9]+)([.)])", r"\1\\\2", line)


def _trimmed(line: str, span: Span) -> tuple[int, int]:
    start, end = span
    while start < end and not line[start].isalnum():
        start += 1
    while start < end and not (line[end - 1].isalnum() or unicodedata.category(line[end - 1])[0] == "M"):
        end -= 1
    return start, end
