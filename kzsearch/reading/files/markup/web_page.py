"""Saved web pages to sources.

The page is parsed as browsers do, its furniture is left out (`page_furniture`), and the rest is written block by block
in the order of the page.
"""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING, Final

from kzsearch.errors import ReportError
from kzsearch.reading.files.markup.block_writer import Writer
from kzsearch.reading.files.markup.page_facts import page_facts
from kzsearch.reading.files.markup.page_furniture import BLOCK_TAGS, Furniture
from kzsearch.reading.files.text import decode
from kzsearch.reading.files.text.assembled import Piece, assemble, storable
from kzsearch.types import BlockKind, Source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborNode

MAX_DEPTH: Final = 2_000
"""Deepest nesting that is read; pages seen have some 40 levels, and a browser's own limit is 512."""

_HEADINGS: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_ITEMS: Final = frozenset(("li", "dd", "dt"))
_BOLD: Final = frozenset(("b", "strong"))
_CELLS: Final = frozenset(("td", "th"))
_TAG: Final = re.compile(rb"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
# Elements without an end tag, or whose end tag is optional: they do not count in the depth.
_UNENDED: Final = frozenset(
    b"area base br col embed hr img input link meta source track wbr p li dt dd td th tr thead tbody tfoot "
    b"option optgroup colgroup rt rp html head body path line circle rect ellipse polygon use".split()
)
_META_CHARSET: Final = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{2,30})""", re.IGNORECASE)
_HEAD_BYTES: Final = 4096


def read_web_page(data: bytes, name: str) -> Source:
    """Return a saved web page as a source; arguments and errors as for plain text."""
    from selectolax.lexbor import LexborHTMLParser

    _check_depth(data, name)
    parser = LexborHTMLParser(storable(_decoded(data, name)))
    body = parser.body
    if body is None:
        raise ReportError(f"{name} is a web page without a body.", "Save the page again.")
    header = page_facts(parser)
    furniture = Furniture(body)
    pieces = _pieces(furniture.main(), furniture)
    if furniture.lost(len(piece.text) for piece in pieces):
        pieces = _pieces(body, Furniture(body, by_name=False))
    if not pieces:
        raise ReportError(
            f"{name} is a web page without text.",
            "Save the page again once it is shown in full, or put the report's text into a .txt file.",
        )
    return assemble(data, name, header, pieces)


def _decoded(data: bytes, name: str) -> str:
    """Return a page's text; the encoding that it names counts where the bytes are not UTF-8."""
    claim = _META_CHARSET.search(data[:_HEAD_BYTES])
    if claim and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            pass
        try:
            codec = codecs.lookup(claim[1].decode("ascii")).name
            if not codec.startswith("utf"):
                return data.decode("cp1252" if codec in {*decode.AS_WINDOWS, "ascii"} else codec)
        except (LookupError, UnicodeError, ValueError):
            pass  # the bytes decide
    return decode.decode(data, name).text


def _check_depth(data: bytes, name: str) -> None:
    # The parser's time grows with the square of the depth: a page of 500 kB can take minutes.
    depth = 0
    for match in _TAG.finditer(data):
        tag = match[2].lower()
        if tag in _UNENDED:
            continue
        depth = max(0, depth - 1) if match[1] else depth + 1
        if depth > MAX_DEPTH:
            raise ReportError(
                f"{name} is nested more than {MAX_DEPTH:,} elements deep.",
                "Put the report's text into a .txt file.",
            )


def _pieces(main: LexborNode, furniture: Furniture) -> list[Piece]:
    """Return the text below an element, block by block."""
    writer = Writer()
    for node, entering in _walk(main, furniture):
        tag = node.tag or ""
        if tag == "-text":
            writer.add(node.text_content or "" if entering else "")
        elif tag == "br":
            writer.line_break(entering=entering)
        elif tag == "q":
            writer.add("“" if entering else "”")
        elif tag in _BOLD:
            writer.bold += 1 if entering else -1
        elif tag == "pre":
            writer.preformatted(entering=entering)
        elif tag in _CELLS:
            writer.add("\t")
        elif tag in BLOCK_TAGS:
            inside = node if entering else node.parent
            writer.close(_kind(inside.tag if inside else None))
    return writer.close()


def _walk(main: LexborNode, furniture: Furniture) -> Iterator[tuple[LexborNode, bool]]:
    """Yield each node below an element with True, and again with False at its end.

    There is no recursion, because a page may be nested deep.
    """
    node: LexborNode | None = main
    while node is not None:
        if not furniture.holds(node):
            yield node, True
            if node.child is not None:
                node = node.child
                continue
            yield node, False
        while node is not main and node.next is None and node.parent is not None:
            node = node.parent
            yield node, False
        node = None if node is main else node.next


def _kind(tag: str | None) -> BlockKind:
    if tag in _HEADINGS:
        return BlockKind.HEADING
    return BlockKind.ITEM if tag in _ITEMS else BlockKind.PARAGRAPH
