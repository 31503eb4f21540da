"""What every page has around its content: the head, the way to the other pages, and the foot."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from kzsearch import __version__
from kzsearch.render.page.tags import Child, Html, tag, together
from kzsearch.web.pages.addresses import Asked

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class _Command(NamedTuple):
    """A page that shows what a command prints, and what it is called."""

    path: str
    name: str


_PAGES = (
    ("/", "Search"),
    ("/compare", "Compare"),
    ("/figures", "Figures"),
    ("/recommendations", "Recommendations"),
    ("/timeline", "Timeline"),
)
_NAME = "kzsearch"
# What notes and hints say of the command line, as far as a page here does the same.
_COMMANDS = {
    "compare": _Command("/compare", "the comparison"),
    "figures": _Command("/figures", "the page of figures"),
    "recommendations": _Command("/recommendations", "the page of recommendations"),
    "reports": _Command("/", "the first page"),
    "timeline": _Command("/timeline", "the timeline"),
}
_COMMAND = re.compile(rf"kzsearch ({'|'.join(_COMMANDS)})\b((?: --(?:country|year|section|series) [\w.]+)*)")
_OPTION = re.compile(r"--(\w+) ([\w.]+)")


def document(title: str, content: Iterable[Child], *, here: str = "", style: str, script: str) -> str:
    """Return a whole page.

    Args:
        title: What its tab is called.
        content: What it shows.
        here: The address of the page among those that lead on, which is marked.
        style: The address of the stylesheet.
        script: The address of the script.
    """
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("title", f"{title} · {_NAME}" if title else _NAME),
        tag("link", rel="stylesheet", href=style),
        tag("link", rel="icon", href="/static/icon.svg", type="image/svg+xml"),
        tag("script", src=script, defer="defer"),
    )
    body = tag(
        "body",
        tag("a", "Skip to the content", href="#content", class_="skip"),
        tag("header", tag("div", _brand(), _ways(here), class_="top"), class_="site"),
        tag("main", *content, id="content", tabindex="-1"),
        _foot(),
    )
    return f'<!DOCTYPE html>\n<html lang="en">\n{head.source}\n{body.source}\n</html>\n'


def _brand() -> Html:
    return tag("a", _NAME, href="/", class_="brand")


def _ways(here: str) -> Html:
    links = [
        tag("li", tag("a", name, href=path, aria_current="page" if path == here else ""))
        for path, name in _PAGES
    ]
    return tag("nav", tag("ul", *links), aria_label="Pages")


def _foot() -> Html:
    return tag(
        "footer",
        tag(
            "p",
            tag("span", "Words set like this", class_="sample"),
            " are the reports’ own; all else was made from them by rules and models. ",
            "Every citation leads to the words that it cites. ",
            tag("a", "The API", href="/docs"),
            f" · kzsearch {__version__}",
        ),
        class_="site",
    )


def trail(*steps: Child) -> Html:
    """Return the way from the first page to this one."""
    return tag(
        "nav", tag("ol", *(tag("li", step) for step in steps)), aria_label="Where this is", class_="trail"
    )


def notes(lines: Sequence[str]) -> Html:
    """Return what the reader should know, a line each."""
    if not lines:
        return Html("")
    items = [tag("li", linked(line)) for line in dict.fromkeys(lines)]
    return tag("ul", *items, class_="notes")


def linked(line: str) -> Html:
    """Return a line for the reader; a command in it that is a page here leads there."""
    command = _COMMAND.search(line)
    if command is None:
        return together([capital(line)])
    page = Asked(_COMMANDS[command[1]].path, tuple(_OPTION.findall(command[2])))
    before = capital(line[: command.start()])
    name = _COMMANDS[command[1]].name
    link = tag("a", name if before.strip() else capital(name), href=page.href)
    return together([before, link, line[command.end() :]])


def capital(text: str) -> str:
    """Return a text whose first word begins with a capital letter, unless that is an id or a name in an address."""
    first = text.partition(" ")[0].rstrip(":;,")
    named = len(first) == 1 or not first.isalpha() or first == _NAME
    return text if named else f"{text[:1].upper()}{text[1:]}"


def hidden(pairs: Iterable[tuple[str, str]]) -> Html:
    """Return the fields of a form that nobody sees."""
    return together(tag("input", type="hidden", name=name, value=value) for name, value in pairs)


def sentence(text: str) -> str:
    """Return a message as a sentence."""
    return f"{capital(text)}{'' if text.endswith(('.', '?', '!')) else '.'}"
