"""What a web page states of itself: title, date, address, site, and the country and series that these name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from kzsearch.domain.title_country import country_in_title
from kzsearch.reading.files.text.assembled import squeezed

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

_TITLE: Final = ("og:title", "dc.title", "dcterms.title", "citation_title")
_SITE: Final = ("og:site_name", "application-name")
_PUBLISHER: Final = ("dc.publisher", "dcterms.publisher", "citation_publisher")
_SEPARATORS: Final = r"\s*(?:[-–—|»:·]|::)\s*"
# Browsers note above a saved page where it came from.
_SAVED_FROM: Final = re.compile(r"\s*saved from url=\(\d+\)(https?://\S{3,2000})\s*")
_OWN_LABELS: Final = 2  # of a host's name, those that name its owner: `state.gov`
_ADDRESS: Final = re.compile(r"https?://\S{3,2000}")
_DATE: Final = tuple(
    "article:published_time dc.date dcterms.date dcterms.issued dc.date.issued citation_publication_date date pubdate "
    "publication_date".split()
)
_LINKED_DATA: Final = re.compile(r'"datePublished"\s*:\s*"([^"\\]{8,40})"')
_DATE_LABELS: Final = frozenset(("publication date", "published", "date of publication", "date published"))
_LONGEST_DATE: Final = 40  # characters of a date in words


def page_facts(parser: LexborHTMLParser) -> dict[str, str]:
    """Return a page's header: title, heading, date, address, site name, publisher and country, where given."""
    meta: dict[str, str] = {}
    for node in parser.css("meta"):
        key = (node.attributes.get("property") or node.attributes.get("name") or "").strip().lower()
        value = squeezed(node.attributes.get("content") or "")
        if key and value:
            meta.setdefault(key, value)
    facts: dict[str, str] = {}
    address = _address(parser, meta)
    host = _host(address)
    if site := _first(meta, _SITE) or host:
        facts["site"] = site
    title_node = parser.css_first("head > title") or parser.css_first("title")
    title = squeezed(title_node.text()) if title_node else ""
    title = _without_site(title or _first(meta, _TITLE), [site, host, *host.split(".")[-_OWN_LABELS:-1]])
    headings = [text for node in parser.css("h1") if (text := squeezed(node.text()))]
    if title or headings:
        facts["title"] = title or headings[0]
    if len(headings) == 1 and headings[0] != facts.get("title"):
        facts["heading"] = headings[0]
    if publisher := _first(meta, _PUBLISHER):
        facts["publisher"] = publisher
    if published := _published(parser, meta):
        facts["published"] = published
    if address:
        facts["url"] = address
    if country := country_in_title([*headings, title, _last_segment(address)]):
        facts["country"] = country
    return facts


def _first(meta: dict[str, str], names: tuple[str, ...]) -> str:
    return next((meta[name] for name in names if name in meta), "")


def _without_site(title: str, names: list[str]) -> str:
    """Return a title without the site's name at its end or beginning."""
    for name in filter(None, names):
        found = re.escape(name)
        bare = re.sub(rf"{_SEPARATORS}{found}$|^{found}{_SEPARATORS}", "", title, flags=re.IGNORECASE)
        title = bare or title
    return title


def _host(address: str) -> str:
    """Return the name of the site in an address, without `www`."""
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _address(parser: LexborHTMLParser, meta: dict[str, str]) -> str:
    link = parser.css_first('link[rel="canonical"]')
    for address in (link.attributes.get("href") if link else None, meta.get("og:url")):
        if address and _ADDRESS.fullmatch(address.strip()):
            return address.strip()
    node = parser.root
    while node is not None:
        if node.tag == "-comment" and (saved := _SAVED_FROM.fullmatch(node.comment_content or "")):
            return saved[1]
        node = node.prev
    return ""


def _last_segment(address: str) -> str:
    """Return the last part of an address as words: `cote-divoire` as `cote divoire`."""
    path = re.sub(r"[?#].*$", "", address).rstrip("/")
    return re.sub(r"\.\w{2,5}$", "", path.rpartition("/")[2]).replace("-", " ")


def _published(parser: LexborHTMLParser, meta: dict[str, str]) -> str:
    """Return when a page was published, or nothing where it does not say so, or says several things."""
    linked = [
        date
        for node in parser.css('script[type="application/ld+json"]')
        for date in _LINKED_DATA.findall(node.text() or "")
    ]
    times = [squeezed(node.attributes.get("datetime") or "") for node in parser.css("time[datetime]")]
    stated = _first(meta, _DATE) or _only(linked) or _labelled_date(parser) or _only(times)
    return stated[:10] if re.match(r"\d{4}-\d\d-\d\dT", stated) else stated


def _only(dates: list[str]) -> str:
    """Return the one date, to the day, that a list names."""
    return dates[0] if len({date[:10] for date in dates}) == 1 else ""


def _labelled_date(parser: LexborHTMLParser) -> str:
    """Return the date beside its label in a table or list of definitions, as Refworld and ecoi.net print it."""
    for node in parser.css("td, th, dt"):
        if squeezed(node.text()).rstrip(": ").lower() in _DATE_LABELS:
            value = node.next
            while value is not None and value.tag == "-text":
                value = value.next
            text = squeezed(value.text()) if value is not None and value.tag in {"td", "dd"} else ""
            if re.search(r"(?<!\d)(?:19|20)\d\d(?!\d)", text) and len(text) <= _LONGEST_DATE:
                return text
    return ""
