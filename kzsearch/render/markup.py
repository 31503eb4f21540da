"""Text escaped for Markdown, so that it is shown as it is."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise, starmap
from typing import TYPE_CHECKING

from kzsearch.render.printable import printable
from kzsearch.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def escape(text: str) -> str:
    """Return one line of text with Markdown's own characters escaped."""
    return _escape_start(escape_inline(printable(text)).strip())


def escape_inline(text: str) -> str:
    """Return text with the characters escaped that Markdown obeys anywhere in a line."""
    return re.sub(r"([\\`*_\[\]<>#|~$&])", r"\\\1", text)


def emphasised(line: str, spans: Iterable[Span], best: Span | None = None) -> str:
    """Return one line, escaped, with the spans bold; given a best sentence, that is bold and the spans are italic.

    Emphasis begins and ends with a letter or digit, because Markdown may print `*` beside punctuation as it is.

    Args:
        line: The line.
        spans: In order, apart from one another.
        best: The part of the best sentence that stands in this line; it may be empty.
    """
    line = printable(line)
    first, last = (0, 0) if best is None else _trimmed(line, best)
    marks = {first: "**", last: "**"} if first < last else {}
    mark = "**" if best is None else "*"
    for span in _cut(spans, first, last):
        start, end = _trimmed(line, span)
        # Marks of two neighbours would be read as one.
        beside = first < last and (end == first or start == last)
        # Within bold text, marks inside a word would be read as the end of the bold.
        in_a_word = first < last and _in_a_word(line, start, end)
        if start < end and not beside and not in_a_word:
            marks[start] = marks.get(start, "") + mark
            marks[end] = mark + marks.get(end, "")
    places = sorted({0, *marks, len(line)})
    pieces = [marks.get(start, "") + escape_inline(line[start:end]) for start, end in pairwise(places)]
    return _escape_start("".join([*pieces, marks.get(len(line), "")]).strip())


def _in_a_word(line: str, start: int, end: int) -> bool:
    """Whether a letter or digit touches a span from outside."""
    return line[max(0, start - 1) : start].isalnum() or line[end : end + 1].isalnum()


def code(text: str) -> str:
    """Return text as a code span, for names that users copy."""
    return escape(text) if "`" in text or not text.strip() else f"`{printable(text)}`"


def _escape_start(line: str) -> str:
    """Return a line whose first characters open no list and underline no heading."""
    line = re.sub(r"^([-+=])", r"\\\1", line)
    return re.sub(r"^([0-9]+)([.)])", r"\1\\\2", line)


def _cut(spans: Iterable[Span], *places: int) -> Iterator[Span]:
    """Yield spans, each cut where one of the places lies inside it."""
    for start, end in spans:
        yield from starmap(
            Span, pairwise(sorted({start, end, *(place for place in places if start < place < end)}))
        )


def _trimmed(line: str, span: Span) -> tuple[int, int]:
    start, end = span
    while start < end and not line[start].isalnum():
        start += 1
    while start < end and not (line[end - 1].isalnum() or unicodedata.category(line[end - 1])[0] == "M"):
        end -= 1
    return start, end
