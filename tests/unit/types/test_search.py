"""A hit in a program's hands: one line, a notebook's page, a record."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

from hypothesis import given

from kzsearch.types import Hit
from tests.render_records import CITED, HIT, PASSAGE, SHOWN, hits

VOID = {"br"}


class Page(HTMLParser):
    """Reads HTML and checks that its elements are closed in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()
        self.marked: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert attrs == []
        self.seen.add(tag)
        self.open += [] if tag in VOID else [tag]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "mark" in self.open:
            self.marked.append(data)


def read(page: str) -> Page:
    reader = Page()
    reader.feed(page)
    reader.close()
    assert reader.open == []
    return reader


def test_a_hit_is_one_line() -> None:
    assert repr(HIT) == "<Hit 1 0.5000 kaz-2023-protection-03: 'The shelter took in victims.'>"
    assert repr(SHOWN) == "<Hit kaz-2023-protection-03: 'The shelter took in victims.'>"


@given(hits())
def test_a_hit_is_one_printable_line_whatever_it_holds(hit: Hit) -> None:
    assert repr(hit).isprintable()
    assert len(repr(hit)) < 600  # a character may be shown by its code


def test_the_first_sentence_stands_for_a_passage_without_a_query() -> None:
    assert SHOWN.sentence_text == "The shelter took in victims."
    assert replace(SHOWN, passage=replace(PASSAGE, sentences=())).sentence_text == PASSAGE.text


def test_a_notebook_shows_the_passage_with_its_best_sentence_marked() -> None:
    page = HIT._repr_html_()
    assert read(page).marked == ["The shelter took in victims."]
    assert "<b>1. Kazakhstan 2023 · PROTECTION · score 0.5000</b>" in page
    assert f"<cite>{CITED}</cite>" in page
    assert read(SHOWN._repr_html_()).marked == []


@given(hits())
def test_a_notebook_runs_nothing_whatever_a_report_holds(hit: Hit) -> None:
    page = hit._repr_html_()
    page.encode()
    assert read(page).seen <= {"div", "p", "b", "code", "blockquote", "br", "mark", "cite"}
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", page)


def test_a_report_cannot_bring_its_own_markup() -> None:
    hit = replace(SHOWN, passage=replace(PASSAGE, text="<script>alert(1)</script>\n<b>&amp;"))
    assert "&lt;script&gt;alert(1)&lt;/script&gt;<br>&lt;b&gt;&amp;amp;" in hit._repr_html_()
