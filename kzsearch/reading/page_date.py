"""When a web page says that it was published: in its markup, or in a row of a library's record."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kzsearch.reading.assembled import squeezed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from selectolax.lexbor import LexborHTMLParser, LexborNode

_META: Final = (
    "article:published_time",
    "dc.date",
    "dcterms.date",
    "dcterms.issued",
    "dc.date.issued",
    "citation_publication_date",
    "date",
    "pubdate",
    "publication_date",
)
_LINKED_DATA: Final = re.compile(r'"datePublished"\s*:\s*"([^"\\]{8,40})"')
_LABELS: Final = frozenset(("publication date", "published", "date of publication", "date published"))
_LONGEST: Final = 40  # characters of a date in words


def published(parser: LexborHTMLParser, meta: Mapping[str, str]) -> str:
    """Return when a page was published, or nothing where it does not say so, or says several things.

    Args:
        parser: The page.
        meta: Contents of its meta elements by their names in lower case.
    """
    stated = next((meta[name] for name in _META if name in meta), "")
    stated = stated or _only(_linked(parser)) or _labelled(parser) or _only(_times(parser))
    return stated[:10] if re.match(r"\d{4}-\d\d-\d\dT", stated) else stated


def _only(dates: list[str]) -> str:
    """Return the one date, to the day, that a list names."""
    return dates[0] if len({date[:10] for date in dates}) == 1 else ""


def _linked(parser: LexborHTMLParser) -> list[str]:
    return [
        date
        for node in parser.css('script[type="application/ld+json"]')
        for date in _LINKED_DATA.findall(node.text() or "")
    ]


def _times(parser: LexborHTMLParser) -> list[str]:
    return [squeezed(node.attributes.get("datetime") or "") for node in parser.css("time[datetime]")]


def _labelled(parser: LexborHTMLParser) -> str:
    """Return the date beside its label in a table or list of definitions, as Refworld and ecoi.net print it."""
    for node in parser.css("td, th, dt"):
        if squeezed(node.text()).rstrip(": ").lower() in _LABELS:
            value = _next_element(node)
            text = squeezed(value.text()) if value is not None else ""
            if re.search(r"(?<!\d)(?:19|20)\d\d(?!\d)", text) and len(text) <= _LONGEST:
                return text
    return ""


def _next_element(node: LexborNode) -> LexborNode | None:
    following = node.next
    while following is not None and following.tag == "-text":
        following = following.next
    return following if following is not None and following.tag in {"td", "dd"} else None
