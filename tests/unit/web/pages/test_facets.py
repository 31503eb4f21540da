"""Facets: what hits have in common, counted, and what is chosen can be taken away."""

from __future__ import annotations

from dataclasses import replace

from selectolax.lexbor import LexborHTMLParser

from kzsearch.types import Section
from kzsearch.web.pages.addresses import Asked
from kzsearch.web.pages.facets import facets
from tests.markup import first
from tests.render_records import HIT, PASSAGE

EARLIER = replace(HIT, report=replace(HIT.report, year=2017, report_id="kaz-2017", tier=None))
OTHER = replace(
    HIT, passage=replace(PASSAGE, section=Section.OTHER, section_label="Section 7.  Worker <Rights>")
)


def _shown(asked: Asked, *hits: object) -> LexborHTMLParser:
    return LexborHTMLParser(facets(asked, lambda _: hits).source)  # type: ignore[arg-type,return-value]


def _links(tree: LexborHTMLParser, facet: str) -> dict[str, str]:
    found = next(node for node in tree.css(".facet") if first(node, "h2").text() == facet)
    return {
        " ".join(link.text(separator=" ").split()): link.attributes["href"] or "" for link in found.css("a")
    }


def test_values_are_counted_and_lead_to_themselves() -> None:
    tree = _shown(Asked("/search", (("q", "x"),)), HIT, HIT, EARLIER)
    assert _links(tree, "Year") == {"2023 2": "/search?q=x&year=2023", "2017 1": "/search?q=x&year=2017"}
    assert _links(tree, "Section") == {"Protection 3": "/search?q=x&section=protection"}
    assert _links(tree, "Country") == {"Kazakhstan 3": "/search?q=x&country=KAZ"}
    assert _links(tree, "Tier") == {"Tier 2 2": "/search?q=x&tier=Tier+2"}


def test_a_heading_of_another_outline_is_a_section() -> None:
    assert _links(_shown(Asked("/search"), OTHER), "Section") == {
        "Section 7. Worker <Rights> 1": "/search?section=Section+7.+Worker+%3CRights%3E"
    }


def test_what_is_chosen_is_taken_away_however_it_was_written() -> None:
    asked = Asked("/search", (("country", "kazakhstan"), ("year", "2010..2020")))
    tree = _shown(asked, HIT)
    assert _links(tree, "Country") == {"Take away Kazakhstan 1": "/search?year=2010..2020"}
    assert _links(tree, "Year") == {
        "Take away 2010..2020 0": "/search?country=kazakhstan",
        "2023 1": "/search?country=kazakhstan&year=2010..2020&year=2023",
    }
    assert "Filters (2 chosen)" in tree.text()


def test_weaker_hits_are_not_counted_as_alone_they_would_not_be_shown() -> None:
    tree = _shown(Asked("/search"), HIT, replace(EARLIER, weak=True))
    assert list(_links(tree, "Year")) == ["2023 1"]
    assert "not counted" in tree.text()


def test_without_hits_and_choices_there_are_no_facets() -> None:
    assert facets(Asked("/search"), lambda _: ()).source == ""


def test_many_values_are_folded() -> None:
    hits = [replace(HIT, report=replace(HIT.report, year=2001 + number)) for number in range(20)]
    tree = _shown(Asked("/search"), *hits)
    assert len(_links(tree, "Year")) == 20
    assert first(tree, ".facet details summary").text() == "8 more"
