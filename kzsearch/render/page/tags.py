"""Elements of HTML: a text inside one is always escaped, because only an element is taken as it is."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, NamedTuple

from kzsearch.render.printable import one_line, printable

if TYPE_CHECKING:
    from collections.abc import Iterable

_OF_HTML = frozenset({"meta", "br", "link", "input"})
_VOID = _OF_HTML | {"circle", "line", "path", "rect"}


class Html(NamedTuple):
    """HTML that is safe to print: made of elements, with every text escaped.

    Attributes:
        source: Its characters.
    """

    source: str


Child = Html | str | int


class Link(NamedTuple):
    """A text that leads somewhere.

    Attributes:
        text: The text.
        address: Where it leads; empty where it leads nowhere.
    """

    text: str
    address: str

    @property
    def html(self) -> Html:
        """The link, or the text alone."""
        return tag("a", self.text, href=self.address) if self.address else together([self.text])


def escaped(text: str) -> str:
    """Return a text of a report as one line of HTML: it is shown, and obeyed by no browser."""
    return escape(one_line(text), quote=True)


def tag(name: str, /, *children: Child, **attributes: str) -> Html:
    """Return an element.

    Args:
        name: Its name.
        children: What it holds; texts are escaped.
        attributes: By name, escaped; `class_` for `class`, `_` for `-`; those that are empty are left out.
    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escaped(value)}"'
        for key, value in attributes.items()
        if value
    )
    if name in _VOID and not children:
        return Html(f"<{name}{written}>" if name in _OF_HTML else f"<{name}{written}/>")
    return Html(f"<{name}{written}>{together(children).source}</{name}>")


def verbatim(text: str) -> Html:
    """Return a text whose lines stay lines, for an element that shows them so."""
    return Html(escape(printable(text), quote=True))


def together(children: Iterable[Child]) -> Html:
    """Return pieces that follow one another; texts are escaped, and keep the spaces at their ends."""
    return Html("".join(one.source if isinstance(one, Html) else _text(str(one)) for one in children))


def _text(text: str) -> str:
    before = " " if text[:1].isspace() else ""
    after = " " if text[-1:].isspace() and text.strip() else ""
    return f"{before}{escaped(text)}{after}"


def table(columns: Iterable[Child], rows: Iterable[Html], class_: str = "") -> Html:
    """Return a table that is scrolled sideways where it has no room.

    Args:
        columns: Its headings.
        rows: Its rows, each a `tr`.
        class_: Its class.
    """
    head = tag("thead", tag("tr", *(tag("th", column, scope="col") for column in columns)))
    shown = tag("table", head, tag("tbody", *rows), class_=class_)
    # What is scrolled must be reached with the keyboard: by a link in it, or by itself.
    reached = "" if "<a " in shown.source else "0"
    return tag("div", shown, class_="scroll", tabindex=reached)


def cited(*citations: str | Link) -> Html:
    """Return citations, each on a line of its own and each once."""
    links = [one if isinstance(one, Link) else Link(one, "") for one in citations]
    return together(tag("cite", link.html, class_="source") for link in dict.fromkeys(links) if link.text)
