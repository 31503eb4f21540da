"""HTML for notebooks: escaped, without script and without style that a notebook would filter out."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kzsearch.types.characters import BIDI_OVERRIDES, CONTROLS, SURROGATES


def shown(text: str) -> str:
    """Return text as HTML; characters that no screen should be given become U+FFFD, one for one."""
    from html import escape  # its table of entities would be read at each start of the command line

    return escape(re.sub(rf"[{CONTROLS}{SURROGATES}{BIDI_OVERRIDES}]", "\ufffd", text))


def passage(head: str, passage_id: str, text: str, best: tuple[int, int] | None, citation: str) -> str:
    """Return a passage under its headline and above its citation.

    Args:
        head: The headline.
        passage_id: The passage's id.
        text: The passage; its paragraphs are parted by line feeds.
        best: Where in the text the best sentence stands, or None.
        citation: The citation.
    """
    start, end = best or (0, 0)
    body = shown(text[:start]) + _marked(text[start:end]) + shown(text[end:])
    return (
        f"<div><p><b>{shown(head)}</b> · <code>{shown(passage_id)}</code></p>"
        f"<blockquote>{body.replace(chr(10), '<br>')}</blockquote><p><cite>{shown(citation)}</cite></p></div>"
    )


def answer(query: str, lines: Iterable[str], passages: Iterable[str]) -> str:
    """Return an answer: the query, lines that say more of it, and its passages, which are HTML already."""
    said = "".join(f"<p>{shown(line)}</p>" for line in lines)
    return f"<div><p>Query: <b>{shown(query)}</b></p>{said}{''.join(passages)}</div>"


def _marked(text: str) -> str:
    return f"<mark>{shown(text)}</mark>" if text else ""
