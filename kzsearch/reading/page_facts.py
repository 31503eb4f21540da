"""What a web page states of itself: title, date, address, site, and the country and series that these name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kzsearch.reading.assembled import squeezed
from kzsearch.reading.naming import country_in_title

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

_TITLE: Final = ("og:title", "dc.title", "dcterms.title", "citation_title")
_SITE: Final = ("og:site_name", "application-name")
_DATE: Final = (
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
_PUBLISHER: Final = ("dc.publisher", "dcterms.publisher", "citation_publisher")
_SEPARATORS: Final = r"\s*(?:[-–—|»:·]|::)\s*"
_ADDRESS: Final = re.compile(r"https?://\S{3,2000}")


def page_facts(parser: LexborHTMLParser) -> dict[str, str]:
    """Return a page's header: title, heading, date, address, site name, publisher and country, where given."""
    meta: dict[str, str] = {}
    for node in parser.css("meta"):
        key = (node.attributes.get("property") or node.attributes.get("name") or "").strip().lower()
        value = squeezed(node.attributes.get("content") or "")
        if key and value:
            meta.setdefault(key, value)
    facts: dict[str, str] = {}
    if site := _first(meta, _SITE):
        facts["site"] = site
    title_node = parser.css_first("head > title") or parser.css_first("title")
    title = squeezed(title_node.text()) if title_node else ""
    title = _without_site(title or _first(meta, _TITLE), site)
    headings = [text for node in parser.css("h1") if (text := squeezed(node.text()))]
    if title or headings:
        facts["title"] = title or headings[0]
    if len(headings) == 1 and headings[0] != facts.get("title"):
        facts["heading"] = headings[0]
    if publisher := _first(meta, _PUBLISHER):
        facts["publisher"] = publisher
    if published := _first(meta, _DATE) or _time(parser):
        facts["published"] = published[:10] if re.match(r"\d{4}-\d\d-\d\dT", published) else published
    if address := _address(parser, meta):
        facts["url"] = address
    if country := country_in_title([*headings, title, _last_segment(address)]):
        facts["country"] = country
    return facts


def _first(meta: dict[str, str], names: tuple[str, ...]) -> str:
    return next((meta[name] for name in names if name in meta), "")


def _without_site(title: str, site: str) -> str:
    """Return a title without the site's name at its end."""
    if not site:
        return title
    return re.sub(rf"{_SEPARATORS}{re.escape(site)}$", "", title) or title


def _time(parser: LexborHTMLParser) -> str:
    times = [node.attributes.get("datetime") or "" for node in parser.css("time[datetime]")]
    return squeezed(times[0]) if len(set(times)) == 1 else ""


def _address(parser: LexborHTMLParser, meta: dict[str, str]) -> str:
    link = parser.css_first('link[rel="canonical"]')
    for address in (link.attributes.get("href") if link else None, meta.get("og:url")):
        if address and _ADDRESS.fullmatch(address.strip()):
            return address.strip()
    return ""


def _last_segment(address: str) -> str:
    """Return the last part of an address as words: `cote-divoire` as `cote divoire`."""
    path = re.sub(r"[?#].*$", "", address).rstrip("/")
    return re.sub(r"\.\w{2,5}$", "", path.rpartition("/")[2]).replace("-", " ")
