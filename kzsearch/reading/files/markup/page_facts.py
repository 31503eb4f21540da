"""The header of a web page: title, heading, date, address, site, publisher, and the country that they name."""

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
# Browsers note the address above a saved page.
_SAVED_FROM: Final = re.compile(r"\s*saved from url=\(\d+\)(https?://\S{3,2000})\s*")
_OWN_LABELS: Final = 2  # labels of a host's name that name its owner: `state.gov`
_ADDRESS: Final = re.compile(r"https?://\S{3,2000}")
_DATE: Final = tuple(
    "article:published_time dc.date dcterms.date dcterms.issued dc.date.issued citation_publication_date date pubdate "
    "publication_date".split()
)
_LINKED_DATA: Final = re.compile(r'"datePublished"\s*:\s*"([^"\\]{8,40})"')
_DATE_LABELS: Final = frozenset(("publication date", "published", "date of publication", "date published"))
_LONGEST_DATE: Final = 40  # characters of a date in words


def page_facts(parser: LexborHTMLParser) -> dict[str, str]:
    """Return a page's header, with the facts that the page states."""
    meta: dict[str, str] = {}
    for node in parser.css("meta"):
        key = (node.attributes.get("property") or node.attributes.get("name") or "").strip().lower()
        value = squeezed(node.attributes.get("content") or "")
        if key and value:
            meta.setdefault(key, value)
    address = _address(parser, meta)
    host = _host(address)
    site = _first(meta, _SITE) or host
    title_node = parser.css_first("head > title") or parser.css_first("title")
    title = (squeezed(title_node.text()) if title_node else "") or _first(meta, _TITLE)
    title = _without_site(title, [site, host, *host.split(".")[-_OWN_LABELS:-1]])
    headings = [text for node in parser.css("h1") if (text := squeezed(node.text()))]
    facts = {
        "site": site,
        "title": title or next(iter(headings), ""),
        "heading": headings[0] if title and len(headings) == 1 and headings[0] != title else "",
        "publisher": _first(meta, _PUBLISHER),
        "published": _published(parser, meta),
        "url": address,
        "country": country_in_title([*headings, title, _last_segment(address)]),
    }
    return {name: value for name, value in facts.items() if value}


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
    """Return the date on which a page was published, or nothing where it states none, or several."""
    linked = [
        date
        for node in parser.css('script[type="application/ld+json"]')
        for date in _LINKED_DATA.findall(node.text() or "")
    ]
    times = [squeezed(node.attributes.get("datetime") or "") for node in parser.css("time[datetime]")]
    stated = _first(meta, _DATE) or _only(linked) or _labelled_date(parser) or _only(times)
    return stated[:10] if re.match(r"\d{4}-\d\d-\d\dT", stated) else stated


def _only(dates: list[str]) -> str:
    """Return the date of a list whose dates are all of one day, or nothing."""
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
