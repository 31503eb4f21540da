"""The pages as an answer of the server: every link leads to something, addresses last, errors are pages too."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest
from selectolax.lexbor import LexborHTMLParser

import kzsearch
from kzsearch import cite
from tests import served
from tests.markup import first

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from starlette.testclient import TestClient

QUERY = "shelter funding for foreign victims"
PAGES = (
    "/",
    "/search?q=shelter+funding+for+foreign+victims",
    "/search?q=what+was+recommended+in+both+years",
    "/search?q=quantum+chess+openings&section=protection",
    "/reports/kaz-2017",
    "/reports/kaz-2023",
    "/passages/kaz-2023-protection-03",
    "/passages/kaz-2023-protection-03/sentences/2",
    "/compare?section=Prevention",
    "/compare?q=shelters",
    "/figures?measure=convictions",
    "/recommendations",
    "/timeline",
    "/docs",
    "/timeline?q=hotline",
)


@pytest.fixture(scope="module")
def client(real_index: Path) -> Iterator[TestClient]:
    with served.client(real_index) as found:
        yield found


def _tree(client: TestClient, address: str, status: int = 200) -> LexborHTMLParser:
    answer = client.get(address)
    assert answer.status_code == status, (address, answer.text[:300])
    return LexborHTMLParser(answer.text)


def _links(tree: LexborHTMLParser) -> set[str]:
    return {node.attributes["href"] or "" for node in tree.css("a[href]")}


def _text(tree: LexborHTMLParser, selector: str) -> str:
    return " ".join(first(tree, selector).text().split())


@pytest.fixture(scope="module")
def pages(client: TestClient) -> dict[str, LexborHTMLParser]:
    return {address: _tree(client, address) for address in PAGES}


@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_well_made(pages: dict[str, LexborHTMLParser], address: str) -> None:
    tree = pages[address]
    ids = [node.attributes["id"] for node in tree.css("[id]")]
    assert len(ids) == len(set(ids)), "an id is there twice"
    assert len(tree.css("h1")) == 1
    assert len(tree.css("main")) == 1
    assert _text(tree, "title")
    for node in tree.css("input:not([type=hidden]), select"):
        assert tree.css(f"label[for={node.attributes['id']}]"), "a field without a label"


def test_every_link_leads_to_something(client: TestClient, pages: dict[str, LexborHTMLParser]) -> None:
    targets: dict[str, set[str]] = {}
    for address, tree in pages.items():
        for link in _links(tree):
            path, _, fragment = link.partition("#")
            targets.setdefault(html.unescape(path) or address, set()).add(unquote(fragment))
    known = {address: tree for address, tree in pages.items() if address in targets}
    # Of searches and of the API some are enough: they are many and of one kind.
    many = [path for path in targets if path.startswith(("/search?", "/api/"))]
    dead = []
    for path in sorted(targets.keys() - set(many[6:])):
        answer = None if path in known else client.get(path)
        if answer is not None and answer.status_code != 200:
            dead.append(path)
            continue
        tree = known.get(path) or LexborHTMLParser("" if answer is None else answer.text)
        ids = {node.attributes["id"] for node in tree.css("[id]")}
        dead += [f"{path}#{fragment}" for fragment in targets[path] - {""} if fragment not in ids]
    assert dead == []
    assert len(targets) > 100


def test_a_search_shows_what_the_library_finds(client: TestClient, real_index: Path) -> None:
    tree = _tree(client, f"/search?q={QUERY.replace(' ', '+')}&section=protection")
    with kzsearch.open_index(real_index) as index:
        hits = index.search(QUERY, section="protection", top_k=10).hits
    assert [_squeezed(node.text()) for node in tree.css(".hits > li > article > cite")] == [
        hit.citation for hit in hits
    ]
    marks = [node.text() for node in tree.css(".hits > li > article > .words mark")]
    assert [_squeezed(mark) for mark in marks] == [_squeezed(hit.sentence_text) for hit in hits]


def test_a_facet_says_how_many_hits_it_leaves(client: TestClient) -> None:
    tree = _tree(client, "/search?q=victims")
    facet = tree.css(".facet")[1]
    for link in facet.css("a"):
        count = int(first(link, ".count").text())
        narrowed = _tree(client, link.attributes["href"] or "")
        passages = re.match(r"(\d+) passages?(?:, (\d+) of them weaker)?", _text(narrowed, "[role=status]"))
        assert passages is not None
        assert int(passages[1]) - int(passages[2] or 0) == count
        # The other values of the facet are still there to be added.
        assert len(narrowed.css(".facet")[1].css("a")) == len(facet.css("a"))


def test_lines_of_the_report_are_those_of_citations(client: TestClient, real_index: Path) -> None:
    with kzsearch.open_index(real_index) as index:
        for report in ("kaz-2017", "kaz-2023"):
            tree = _tree(client, f"/reports/{report}")
            for hit in index.show(report):
                for number, sentence in enumerate(hit.passage.sentences, start=1):
                    node = first(tree, f"[id='{hit.passage.passage_id}-s{number}']")
                    assert node is not None
                    text = hit.passage.text[slice(*sentence.within)]
                    assert _squeezed(node.text()) == _squeezed(text)
                    page = f"/passages/{hit.passage.passage_id}/sentences/{number}"
                    if number == 1:
                        cited = cite.parse(_text(_tree(client, page), ".chosen-words cite"))
                        assert cited is not None
                        assert cited.lines[0] == sentence.lines[0]
                        paragraph = node.parent.parent if node.parent else None
                        assert paragraph is not None
                        line = first(paragraph, ".line").text().removeprefix("line ")
                        assert line.partition("–")[0] == str(sentence.lines[0])


def test_inferred_headings_and_the_origin_of_facts_are_marked(client: TestClient) -> None:
    tree = _tree(client, "/reports/kaz-2023")
    assert "inferred from the text" in _text(tree, "#section-prosecution .badge")
    assert tree.css("#section-protection .badge") == []
    rows = {_squeezed(first(row, "th").text()): row for row in tree.css("#facts tbody tr")}
    assert _squeezed(rows["tier"].css("td")[1].text()) == "tier line"
    assert _squeezed(rows["year"].css("td")[1].text()) == "table"


def test_a_comparison_shows_one_section_of_two_years(client: TestClient) -> None:
    tree = _tree(client, "/compare?year=2017&year=2023&section=protection")
    counts = {_squeezed(first(row, "th").text()): row.css("td") for row in tree.css("#counts tbody tr")}
    shown = tree.css(".pair")
    assert sum(int(cell.text()) for cell in counts["Protection"] if cell.text() != "–") == len(shown)
    reworded = next(node for node in shown if "reworded" in (node.attributes["class"] or ""))
    earlier, later = reworded.css(".side")
    assert earlier.css("del")
    assert not earlier.css("ins")
    assert later.css("ins")
    assert not later.css("del")
    only = _tree(client, "/compare?section=protection&change=new")
    assert {node.attributes["class"] for node in only.css(".pair")} == {"pair new"}


def test_each_point_of_a_chart_leads_to_its_sentence(
    pages: dict[str, LexborHTMLParser], client: TestClient
) -> None:
    points = pages["/figures?measure=convictions"].css("svg a")
    assert len(points) == len(pages["/figures?measure=convictions"].css("svg .chart .mark, .charts .mark"))
    for point in points:
        address = point.attributes["href"] or ""
        path, _, fragment = address.partition("#")
        sentence = _text(_tree(client, path), f"[id='{fragment}']")
        value = re.search(r": (?:at least |more than )?([\d,.]+)", point.attributes["aria-label"] or "")
        assert value is not None
        assert value[1] in sentence or "convicted" in sentence


@pytest.mark.parametrize(
    ("address", "status", "said", "hint"),
    [
        ("/reports/kaz-2022", 404, "kaz-2022", "kaz-2023"),
        ("/passages/kaz-2023", 404, "no passage", "/reports/kaz-2023"),
        ("/passages/kaz-2023-protection-03/sentences/99", 404, "no sentence 99", "1 to"),
        ("/passages/kaz-2023-protection-03/sentences/²", 404, "no number", "from 1"),
        ("/nowhere", 404, "nothing at this address", ""),
        ("/static/app.py", 404, "no such file", ""),
        ("/search?q=shelters&year=1066", 400, "no report of 1066", "year takes"),
        ("/search?q=shelters&yaer=2017", 400, "yaer", "did you mean year"),
        ("/search?q=shelters&start=99", 400, "no hit 99", "start"),
        ("/search?q=...", 400, "no letter or digit", ""),
        ("/compare?year=2017", 400, "alone", "2023"),
        ("/compare?year=2017&year=2020&year=2023", 400, "two years", "year=2017&year=2023"),
        ("/compare?section=cuisine", 400, "cuisine", "Protection"),
        ("/figures?country=Peru", 400, "no report on this country", ""),
        ("/timeline?series=hr", 400, "series hr", "tip"),
    ],
)
def test_errors_are_pages_with_a_message_and_a_hint(
    client: TestClient, address: str, status: int, said: str, hint: str
) -> None:
    tree = _tree(client, address, status)
    assert said in _text(tree, ".lead")
    assert hint.casefold() in (_text(tree, "main .hint") if hint else "").casefold()
    assert tree.css("form[role=search]")


def test_a_server_that_is_busy_says_so_on_a_page(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client.app.state.workers, "_room", 0)  # type: ignore[attr-defined]
    answer = client.get("/search?q=shelters")
    assert answer.status_code == 503
    assert answer.headers["retry-after"]
    tree = LexborHTMLParser(answer.text)
    assert _text(tree, "h1") == "Not now"
    assert first(tree, "#q").attributes["value"] == "shelters"


def test_files_have_addresses_that_change_with_them(client: TestClient) -> None:
    for node in _tree(client, "/").css("link[rel=stylesheet], script"):
        address = node.attributes.get("href") or node.attributes.get("src") or ""
        answer = client.get(address)
        assert answer.status_code == 200
        assert "immutable" in answer.headers["cache-control"]
        assert "immutable" not in client.get(address.partition("?")[0]).headers["cache-control"]
        assert len(answer.content) < 32_000


def _squeezed(text: str) -> str:
    return " ".join(text.split())
