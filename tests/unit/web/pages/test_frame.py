"""What is around every page, and how lines for the reader are written."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from kzsearch.render.page.tags import tag
from kzsearch.web.pages.frame import capital, document, linked
from tests.markup import first


def test_a_page_has_a_skip_link_landmarks_and_no_code_of_its_own() -> None:
    page = document(
        "<Title>", [tag("h1", "x")], here="/compare", style="/static/site.css", script="/static/site.js"
    )
    tree = LexborHTMLParser(page)
    assert page.startswith('<!DOCTYPE html>\n<html lang="en">')
    assert first(tree, "title").text() == "<Title> · kzsearch"
    body = first(tree, "body")
    assert first(body, "a").attributes["href"] == "#content"
    assert [len(tree.css(name)) for name in ("header", "main#content", "footer", "nav[aria-label]")] == [
        1,
        1,
        1,
        1,
    ]
    assert first(tree, "[aria-current=page]").text() == "Compare"
    assert [node.text() for node in tree.css("script")] == [""]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("the corpus is small", "The corpus is small"),
        ("kaz-2023 is no passage", "kaz-2023 is no passage"),
        ("q is given twice", "q is given twice"),
        ("2 reports", "2 reports"),
        ("", ""),
    ],
)
def test_a_line_begins_with_a_capital_unless_with_a_name(line: str, said: str) -> None:
    assert capital(line) == said


@pytest.mark.parametrize(
    ("line", "link"),
    [
        (
            "kzsearch compare --country KAZ --year 2017 --section protection compares them",
            '<a href="/compare?country=KAZ&amp;year=2017&amp;section=protection">The comparison</a> compares them',
        ),
        ("look at kzsearch reports", 'Look at <a href="/">the first page</a>'),
        ("kzsearch add takes <one>", "kzsearch add takes &lt;one&gt;"),
        ("kzsearch compares nothing", "kzsearch compares nothing"),
    ],
)
def test_a_command_with_a_page_leads_there(line: str, link: str) -> None:
    assert linked(line).source.casefold() == link.casefold()
