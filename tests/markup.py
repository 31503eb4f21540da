"""Reading pages in tests: an element that must be there."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode


def first(tree: LexborHTMLParser | LexborNode, selector: str) -> LexborNode:
    """Return the first element that a selector finds; there must be one."""
    found = tree.css_first(selector)
    assert found is not None, f"there is no {selector}"
    return found


def said(tree: LexborHTMLParser | LexborNode, selector: str) -> str:
    """Return the text of the first element that a selector finds, white space squeezed."""
    return " ".join(first(tree, selector).text().split())
