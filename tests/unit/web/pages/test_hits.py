"""A hit on a page."""

from __future__ import annotations

from dataclasses import replace

from selectolax.lexbor import LexborHTMLParser

from kzsearch.types import Span
from kzsearch.web.pages.hits import hit_article
from tests.markup import first
from tests.render_records import EXPLANATION, HIT, INFERRED_YEAR


def _shown(hit: object) -> LexborHTMLParser:
    return LexborHTMLParser(hit_article(hit).source)  # type: ignore[arg-type]


def test_a_hit_is_cited_lit_and_leads_to_its_sentence() -> None:
    tree = _shown(HIT)
    assert first(tree, "h2 a").attributes["href"] == "/reports/kaz-2023#kaz-2023-protection-03-s1"
    assert first(tree, "mark").text() == "The shelter took in victims."
    assert first(tree, "cite").text() == HIT.citation
    assert [node.text() for node in tree.css("summary")] == ["Copy citation"]
    assert [node.text() for node in tree.css(".citations .kind")] == ["Text", "BibTeX", "RIS"]
    assert "\n" in tree.css("pre")[1].text()


def test_what_is_inferred_weak_or_repeated_is_said() -> None:
    tree = _shown(replace(HIT, report=INFERRED_YEAR, weak=True, also_in=("kaz-2017", "kaz-2018")))
    assert first(tree, "h2").text() == "Kazakhstan 2023 (inferred): Protection"
    assert "weaker" in first(tree, ".beside").text()
    assert [link.attributes["href"] for link in tree.css(".beside a")] == [
        "/reports/kaz-2017",
        "/reports/kaz-2018",
    ]


def test_why_it_was_found_is_told_on_demand() -> None:
    tree = _shown(replace(HIT, explanation=EXPLANATION))
    assert tree.css("summary")[-1].text() == "Why it was found"
    rows = [[cell.text() for cell in row.css("th,td")] for row in tree.css(".signals tbody tr")]
    assert rows[0] == ["words", "12.500", "0.750", "0.500", "0.375"]
    assert "Matched: shelter, victims" in tree.text()


def test_a_sentence_that_matched_as_a_whole_is_lit_and_not_bold_too() -> None:
    assert _shown(replace(HIT, highlights=(Span(0, 28),))).css("mark b") == []
