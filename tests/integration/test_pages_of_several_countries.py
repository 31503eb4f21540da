"""The pages where the index holds several countries: which is meant is asked, and what one lacks is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from selectolax.lexbor import LexborHTMLParser
from starlette.testclient import TestClient

from kzsearch.serving.live import LiveIndex
from kzsearch.web.app import application
from tests.indexes import build_fake
from tests.markup import first
from tests.two_years import THREE

if TYPE_CHECKING:
    from collections.abc import Iterator

ANALYSES = ("/compare", "/figures", "/recommendations", "/timeline")


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder = tmp_path_factory.mktemp("several")
    build_fake(folder / "corpus", folder / "index", THREE)
    with TestClient(application(LiveIndex(folder / "index")), base_url="http://127.0.0.1") as found:
        yield found


def _tree(client: TestClient, address: str) -> LexborHTMLParser:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    return LexborHTMLParser(answer.text)


@pytest.mark.parametrize("page", ANALYSES)
def test_without_a_country_it_is_asked_which(client: TestClient, page: str) -> None:
    tree = _tree(client, page)
    options = {option.text(): option.attributes["value"] for option in tree.css("#choose-country option")}
    assert options == {"Peru": "PER", "Uzbekistan": "UZB"}
    chosen = _tree(client, f"{page}?country=UZB")
    assert "Uzbekistan" in first(chosen, "h1").text()
    assert first(chosen, "option[selected]").attributes["value"] == "UZB"


def test_what_was_asked_for_stays_when_the_country_is_chosen(client: TestClient) -> None:
    tree = _tree(client, "/figures?measure=convictions")
    kept = first(tree, "input[type=hidden]")
    assert (kept.attributes["name"], kept.attributes["value"]) == ("measure", "convictions")


def test_one_report_alone_is_not_compared_and_none_has_no_recommendations(client: TestClient) -> None:
    tree = _tree(client, "/compare?country=Peru")
    assert "one report of this series on Peru, of 2019" in first(tree, ".lead").text()
    assert tree.css("#choose-country")
    tree = _tree(client, "/recommendations?country=Peru")
    assert first(tree, "h1").text() == "Peru: recommendations"


def test_a_report_leads_to_its_own_countrys_other_years_alone(client: TestClient) -> None:
    neighbours = _tree(client, "/reports/uzb-2018").css(".neighbours a")
    assert [link.attributes["href"] for link in neighbours] == [
        "/reports/uzb-2019",
        "/compare?country=UZB&year=2018&year=2019&series=tip",
    ]
    assert _tree(client, "/reports/per-2019").css(".neighbours") == []


def test_facets_by_country_narrow_the_hits(client: TestClient) -> None:
    tree = _tree(client, "/search?q=government&mode=lexical")
    countries = next(facet for facet in tree.css(".facet") if first(facet, "h2").text() == "Country")
    links = {link.text(): link.attributes["href"] or "" for link in countries.css("a")}
    assert len(links) == 2
    peru = next(address for said, address in links.items() if said.startswith("Peru"))
    headings = {node.text() for node in _tree(client, peru).css(".hits h2")}
    assert headings
    assert all(heading.startswith("Peru 2019") for heading in headings)


def test_where_no_figure_is_found_it_is_said_what_there_is(client: TestClient) -> None:
    tree = _tree(client, "/figures?country=UZB&measure=hotline_calls")
    assert first(tree, ".lead").text() == "No figure found."
    assert "convictions" in first(tree, ".notes").text()
