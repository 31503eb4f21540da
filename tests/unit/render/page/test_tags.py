"""Elements: every text is escaped, whatever it holds."""

from __future__ import annotations

from html import unescape

from hypothesis import given

from kzsearch.render.page.tags import cited, table, tag, together
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
