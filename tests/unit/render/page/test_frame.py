"""The whole page, whatever the reports hold."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from selectolax.lexbor import LexborHTMLParser

from kzsearch.render.page import render_page
from kzsearch.types.country_page import CountryPage
from tests.pages import assert_complete, page_of
from tests.render_records import ANYTHING, REPORT

HOSTILE = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror='alert(1)'>",
    "</title></style></section><iframe src=//a.example>",
    "javascript:alert(1) <a href='http://a.example'>&lt;b&gt;</a>",
    "<!-- --><![CDATA[ ]]>&#x3c;svg/onload=alert(1)>",
    "\x00\x1b[31m\u202e\ud800 rev",
]


def _html(page: CountryPage) -> str:
    return "".join(render_page(page))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_shown_and_does_nothing(text: str) -> None:
    html = _html(page_of(text, citation=text))
    assert_complete(html)
    html.encode("utf-8")
    body = LexborHTMLParser(html).body
    assert body is not None
    if text.isprintable():
        assert body.text().count(text) > 10


@settings(max_examples=30)
@given(ANYTHING)
def test_any_text_gives_a_page(text: str) -> None:
    html = _html(page_of(text))
    assert_complete(html)
    html.encode("utf-8")


def test_every_row_has_its_citation() -> None:
    read = LexborHTMLParser(_html(page_of("Police found 12 victims.")))
    facts = read.css(".fact")
    assert len(facts) == 15
    for fact in facts:
        assert any(source.text().strip() for source in fact.css(".source")), fact.html
    for link in read.css("span.source a"):
        (sentence,) = read.css(f"{link.attributes['href']}")
        assert sentence.css("cite.source")
        assert "para. 1" in (link.attributes["title"] or "")


def test_changed_words_are_marked() -> None:
    read = LexborHTMLParser(_html(page_of("Police found 12 men.")))
    assert any("Police found 13 victims." in one.text() for one in read.css(".changes ins"))
    assert len(read.css(".changes > li")) == 4
    assert [cell.text() for cell in read.css("table.matrix tbody tr:first-child td")] == [
        "1 no. 1",
        "1 no. 1",
    ]


def test_several_comparisons_have_an_overview_that_leads_to_each() -> None:
    page = page_of("Police found 12 men.")
    assert LexborHTMLParser(_html(page)).css("ul.overview") == []
    (first,) = page.comparisons
    second = replace(first, earlier="kaz-2023", earlier_year=2023, later="kaz-2024", later_year=2024)
    html = _html(replace(page, comparisons=(first, second)))
    assert_complete(html)
    links = LexborHTMLParser(html).css("ul.overview a")
    assert [link.text() for link in links] == ["From 2017 to 2023", "From 2023 to 2024"]


def test_a_page_of_nothing_says_so() -> None:
    bare = CountryPage(
        "Laos",
        "corpus",
        (REPORT,),
        not_compared=("the index holds one report",),
        no_recommendations=("none",),
    )
    html = _html(bare)
    assert_complete(html)
    for line in (
        "No report in the index places this country on a tier.",
        "No figure was found in these reports.",
        "The index holds one report.",
        "None.",
    ):
        assert line in html


def test_it_is_made_for_paper_and_for_small_screens() -> None:
    html = _html(page_of("x"))
    assert '<meta name="viewport"' in html
    for medium in ("@media print", "(max-width:40rem)", "prefers-color-scheme:dark"):
        assert medium in html
    assert html == _html(page_of("x"))
