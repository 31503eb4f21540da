"""How much of the reports in saved web pages is read, compared with a parser that kzsearch does not use.

    python benchmarks/pages.py DIR

Every heading, paragraph and list item of a page's main part should be in the text that kzsearch reads. Missing ones are
listed; menus, footers and the like are not expected.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

from kzsearch.errors import ReportError
from kzsearch.reading.files.parsing import parse
from kzsearch.text import squeeze

KINDS = {**dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"), "p": "paragraph", "li": "item"}
AROUND = frozenset(
    ("nav", "header", "footer", "aside", "script", "style", "noscript", "form", "template", "button")
)
VOID = frozenset(
    ("br", "img", "hr", "input", "meta", "link", "source", "wbr", "area", "col", "embed", "track")
)
MAIN = re.compile(r"entry-content|report__content|article-content|field--name-body", re.IGNORECASE)


class Body(HTMLParser):
    """Collects the text of each heading, paragraph and item in the main part of a page."""

    def __init__(self, *, whole: bool) -> None:
        super().__init__()
        self._open: list[tuple[str, bool]] = []
        self._whole = whole
        self._kind = ""
        self._text: list[str] = []
        self.found: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Enter an element."""
        if tag in KINDS or tag in {"div", "ul", "ol", "table", "section"}:
            self._end()
        if tag in KINDS and self._counts():
            self._kind = KINDS[tag]
        if tag not in VOID:
            names = " ".join(value or "" for name, value in attrs if name in {"class", "id"})
            self._open.append((tag, tag in {"main", "article"} or bool(MAIN.search(names))))
        elif tag == "br":
            self._text.append(" ")

    def handle_endtag(self, tag: str) -> None:
        """Leave an element, and the elements in it that have no end tag."""
        if tag in KINDS:
            self._end()
        places = [place for place, (name, _) in enumerate(self._open) if name == tag]
        if places:
            del self._open[places[-1] :]

    def handle_data(self, data: str) -> None:
        """Keep the text of an element that counts."""
        if self._kind and self._counts():
            self._text.append(data)

    def _counts(self) -> bool:
        tags = {tag for tag, _ in self._open}
        return not tags & AROUND and (self._whole or any(main for _, main in self._open))

    def _end(self) -> None:
        text = squeeze("".join(self._text))
        if self._kind and text:
            self.found.append((self._kind, text))
        self._kind, self._text = "", []


def expected(page: str) -> list[tuple[str, str]]:
    """Return kind and text of each element in a page's main part, or in the whole page if no part is marked."""
    for whole in (False, True):
        body = Body(whole=whole)
        body.feed(page)
        body.close()
        if body.found:
            return body.found
    return []


def main() -> None:
    """Print a row a page, and the missing elements."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path)
    total, kept = Counter[str](), Counter[str]()
    for path in sorted(parser.parse_args().folder.glob("*.htm*")):
        try:
            read = squeeze(parse(path.read_bytes(), path.name).text)
        except ReportError as error:
            print(f"{path.name}: {error.message}")
            continue
        wanted = expected(path.read_text(encoding="utf-8", errors="replace"))
        missing = [(kind, text) for kind, text in wanted if text not in read]
        total.update(kind for kind, _ in wanted)
        kept.update(kind for kind, text in wanted if text in read)
        print(f"{path.name}: {len(wanted) - len(missing)} of {len(wanted)}")
        for kind, text in missing:
            print(f"    {kind}: {text[:90]}")
    print(", ".join(f"{kept[kind]} of {total[kind]} {kind}s" for kind in sorted(total)))


if __name__ == "__main__":
    main()
