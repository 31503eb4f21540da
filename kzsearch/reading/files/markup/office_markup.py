"""The XML of office documents to pieces of text, read as a stream, so that its depth does not matter."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import Enum
from typing import TYPE_CHECKING, Final

from kzsearch.reading.files.markup.block_writer import Writer
from kzsearch.types import BlockKind

if TYPE_CHECKING:
    from kzsearch.reading.files.text.assembled import Piece

_HEADING_STYLE: Final = re.compile(
    r"(?:heading|berschrift|titre|заголовок)[\s_]*\d*|title|subtitle", re.IGNORECASE
)
_LIST_STYLE: Final = re.compile(r"list", re.IGNORECASE)


class Role(Enum):
    """The role of an element in an office document.

    `ITEM` is an element around the paragraphs of a list item. Where a document has `TEXT` elements, no other text
    counts. `SKIPPED` elements are left out with their content.
    """

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "item"
    TEXT = "text"
    BREAK = "line break"
    SKIPPED = "skipped"


Markup = Mapping[str, Role | str]
"""The role of each element by its name without namespace, or the characters for which it stands."""

WORD: Final[Markup] = {
    "p": Role.PARAGRAPH,
    "t": Role.TEXT,
    "br": Role.BREAK,
    "cr": Role.BREAK,
    "tab": "\t",
    "ptab": "\t",
    "noBreakHyphen": "-",
    "softHyphen": "\u00ad",
    # Fallback repeats a text box; del and moveFrom hold text that a reviewer deleted.
    **dict.fromkeys(
        "Fallback del moveFrom instrText footnoteReference endnoteReference".split(), Role.SKIPPED
    ),
}
OPEN_DOCUMENT: Final[Markup] = {
    "p": Role.PARAGRAPH,
    "h": Role.HEADING,
    "list-item": Role.ITEM,
    "line-break": Role.BREAK,
    "s": " ",
    "tab": "\t",
    **dict.fromkeys("annotation note tracked-changes automatic-styles forms".split(), Role.SKIPPED),
}


class TextReader:
    """Reads an XML file in blocks.

    Args:
        markup: The roles of its elements.
    """

    def __init__(self, markup: Markup) -> None:
        from xml.parsers import expat

        self._markup = markup
        self._only_texts = Role.TEXT in markup.values()
        self._writer = Writer()
        self._paragraphs: list[BlockKind] = []
        self._items = self._skipped = self._texts = 0
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        # Office documents declare no entities; a file that does may be an attack.
        self._parser.EntityDeclHandler = _refuse_entities

    def feed(self, block: bytes, *, last: bool = False) -> None:
        """Take the next bytes of the file."""
        self._parser.Parse(block, last)

    def pieces(self) -> list[Piece]:
        """Return the pieces of the text so far."""
        return self._writer.close()

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(" ")[2]
        role = self._markup.get(tag)
        if self._skipped or role is Role.SKIPPED:
            self._skipped += 1
        elif role is Role.PARAGRAPH or role is Role.HEADING:
            paragraph = BlockKind.ITEM if self._items else BlockKind.PARAGRAPH
            self._paragraphs.append(BlockKind.HEADING if role is Role.HEADING else paragraph)
            self._writer.close(self._paragraphs[-1])
        elif role is Role.ITEM:
            self._items += 1
        elif role is Role.TEXT:
            self._texts += 1
        elif role is Role.BREAK:
            self._writer.line_break()
        elif role is not None:
            self._writer.add(role)
        elif self._paragraphs and self._markup is WORD:
            values = (value for key, value in attributes.items() if key.endswith(" val"))
            self._property(tag, next(values, ""))

    def _property(self, tag: str, value: str) -> None:
        """Take a property of a Word paragraph or of a run of text in it."""
        if tag == "pStyle" and _HEADING_STYLE.fullmatch(value):
            self._writer.name_kind(BlockKind.HEADING)
        elif tag == "numPr" or (tag == "pStyle" and _LIST_STYLE.search(value)):
            self._writer.name_kind(BlockKind.ITEM)
        elif tag == "b" and value not in {"0", "false"}:
            self._writer.bold = 1
        elif tag == "r":
            self._writer.bold = 0

    def _end(self, name: str) -> None:
        role = self._markup.get(name.rpartition(" ")[2])
        if self._skipped:
            self._skipped -= 1
        elif self._paragraphs and role in {Role.PARAGRAPH, Role.HEADING}:
            self._paragraphs.pop()
            self._writer.close(self._paragraphs[-1] if self._paragraphs else BlockKind.PARAGRAPH)
            self._writer.bold = 0
        elif role is Role.ITEM:
            self._items -= 1
        elif role is Role.TEXT:
            self._texts -= 1

    def _text(self, text: str) -> None:
        if not self._skipped and self._paragraphs and (self._texts or not self._only_texts):
            self._writer.add(text)


def _refuse_entities(*_: object) -> None:
    raise ValueError("an entity is declared")
