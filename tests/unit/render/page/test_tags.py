"""Elements: every text is escaped, whatever it holds."""

from __future__ import annotations

from html import unescape

from hypothesis import given

from kzsearch.render.page.tags import Link, cited, table, tag, together, verbatim
from kzsearch.render.printable import one_line
from tests.render_records import ANYTHING


@given(ANYTHING)
def test_a_text_is_shown_and_never_obeyed(text: str) -> None:
    source = tag("p", text, title=text).source
    inner = source.partition(">")[2].removesuffix("</p>")
    assert not set(inner) & set("<>\"'")
    assert unescape(inner).strip() == one_line(text)
    source.encode("utf-8")


def test_elements_stay_and_empty_attributes_go() -> None:
    assert tag("p", "a ", tag("b", "<i>"), class_="", aria_label='"').source == (
        '<p aria-label="&quot;">a <b>&lt;i&gt;</b></p>'
    )
    assert together([tag("br"), 1, tag("circle", r="2")]).source == '<br>1<circle r="2"/>'


def test_citations_are_told_once() -> None:
    assert cited("A & B", "", "A & B").source == '<cite class="source">A &amp; B</cite>'


def test_a_table_has_headings() -> None:
    made = table(["a", "b"], [tag("tr", tag("td", 1))], "x").source
    assert made.count('scope="col"') == 2
    assert '<table class="x">' in made


def test_a_citation_with_an_address_is_a_link() -> None:
    shown = cited(Link("a <b>", "/there?x=1&y=2"), Link("c", ""), "c").source
    assert shown == (
        '<cite class="source"><a href="/there?x=1&amp;y=2">a &lt;b&gt;</a></cite><cite class="source">c</cite>'
    )


def test_lines_stay_lines_where_they_are_shown_so() -> None:
    assert verbatim("a <b>\n  c\x1b\u202e").source == "a &lt;b&gt;\n  c\ufffd\ufffd"


def test_a_table_is_reached_with_the_keyboard_by_itself_unless_by_a_link_in_it() -> None:
    assert 'tabindex="0"' in table(["a"], [tag("tr", tag("td", "<a "))]).source
    assert "tabindex" not in table(["a"], [tag("tr", tag("td", tag("a", "b", href="#c")))]).source
