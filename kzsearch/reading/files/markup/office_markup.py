"""The XML of office documents to pieces of text, read as a stream, so that its depth does not matter."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kzsearch.reading.files.markup.block_writer import Writer
from kzsearch.types import BlockKind

if TYPE_CHECKING:
    from kzsearch.reading.files.text.assembled import Piece

_HEADING_STYLE: Final = re.compile(
    r"(?:heading|berschrift|titre|заголовок)[\s_]*\d*|title|subtitle", re.IGNORECASE
)
_LIST_STYLE: Final = re.compile(r"list", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Markup:
    """The meaning of elements, by their names without namespace.

    Attributes:
        paragraphs: Elements that are a paragraph.
        headings: Elements that are a heading.
        items: Elements that hold the paragraphs of a list item.
        texts: Elements with text; empty where all text in a paragraph counts.
        spaces: Elements for characters, with the characters.
        breaks: Elements that are a line break.
        skipped: Elements that are left out with their content.
    """

    paragraphs: frozenset[str] = frozenset()
    headings: frozenset[str] = frozenset()
    items: frozenset[str] = frozenset()
    texts: frozenset[str] = frozenset()
    spaces: tuple[tuple[str, str], ...] = ()
    breaks: frozenset[str] = frozenset()
    skipped: frozenset[str] = frozenset()


WORD: Final = Markup(
    paragraphs=frozenset(("p",)),
    texts=frozenset(("t",)),
    spaces=(("tab", "\t"), ("noBreakHyphen", "-"), ("softHyphen", "\u00ad"), ("ptab", "\t")),
    breaks=frozenset(("br", "cr")),
    # Fallback repeats a text box; del and moveFrom hold text that a reviewer deleted.
    skipped=frozenset(("Fallback", "del", "moveFrom", "instrText", "footnoteReference", "endnoteReference")),
)
OPEN_DOCUMENT: Final = Markup(
    paragraphs=frozenset(("p",)),
    headings=frozenset(("h",)),
    items=frozenset(("list-item",)),
    spaces=(("s", " "), ("tab", "\t")),
    breaks=frozenset(("line-break",)),
    skipped=frozenset(("annotation", "note", "tracked-changes", "automatic-styles", "forms")),
)


class TextReader:
    """Reads an XML file in blocks.

    Args:
        markup: What its elements mean.
    """

    def __init__(self, markup: Markup) -> None:
        from xml.parsers import expat

        self._markup = markup
        self._spaces = dict(markup.spaces)
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
        markup = self._markup
        if self._skipped or tag in markup.skipped:
            self._skipped += 1
        elif tag in markup.paragraphs or tag in markup.headings:
            heading = tag in markup.headings
            kind = BlockKind.HEADING if heading else BlockKind.ITEM if self._items else BlockKind.PARAGRAPH
            self._paragraphs.append(kind)
            self._writer.close(kind)
        elif tag in markup.items:
            self._items += 1
        elif tag in markup.texts:
            self._texts += 1
        elif tag in self._spaces:
            self._writer.add(self._spaces[tag])
        elif tag in markup.breaks:
            self._writer.line_break()
        elif self._paragraphs and markup is WORD:
            self._property(
                tag, next((value for key, value in attributes.items() if key.endswith(" val")), "")
            )

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
        tag = name.rpartition(" ")[2]
        markup = self._markup
        if self._skipped:
            self._skipped -= 1
        elif self._paragraphs and (tag in markup.paragraphs or tag in markup.headings):
            self._paragraphs.pop()
            self._writer.close(self._paragraphs[-1] if self._paragraphs else BlockKind.PARAGRAPH)
            self._writer.bold = 0
        elif tag in markup.items:
            self._items -= 1
        elif tag in markup.texts:
            self._texts -= 1

    def _text(self, text: str) -> None:
        if self._skipped or not self._paragraphs or (self._markup.texts and not self._texts):
            return
        self._writer.add(text)


def _refuse_entities(*_: object) -> None:
    raise ValueError("an entity is declared")
