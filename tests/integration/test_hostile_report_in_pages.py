"""Reports that attack whoever reads them: nothing of them is obeyed by a browser, on any page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from selectolax.lexbor import LexborHTMLParser
from starlette.testclient import TestClient

from kzsearch.serving.live import LiveIndex
from kzsearch.web.app import application
from tests.fake_embedder import FakeEmbedder
from tests.indexes import build_fake
from tests.markup import first

if TYPE_CHECKING:
    from collections.abc import Iterator

ATTACKS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(2)>',
    "<a href='javascript:alert(3)'>here</a>",
    "</main></body><style>body{display:none}</style>",
    "<!-- --><svg onload=alert(4)>",
    "&lt;b&gt; &amp; ' ` ${alert(5)}",
    "\u202egnirts\u202c \u2066held\u2069 \x1b[31mred \u2028end",
)


def _report(year: int) -> str:
    attacks = " ".join(f"Shelters {year} said {attack} to police." for attack in ATTACKS)
    return (
        "KAZAKHSTAN (Tier 2)\n\n"
        f"The Government of Kazakhstan does not fully meet the minimum standards. {attacks}\n\n"
        f"RECOMMENDATIONS FOR KAZAKHSTAN\n\nTrain police on {ATTACKS[0]}; fund shelters {ATTACKS[1]} {year}.\n\n"
        f"PROSECUTION\n\nIn {year} courts convicted {year - 2000} traffickers {ATTACKS[1]} of {ATTACKS[0]} crimes.\n\n"
        f"PROTECTION\n\nPolice identified {year - 1990} victims in {year - 1}. {attacks}\n"
    )


TABLE = """
[[report]]
file = "kazakhstan-2018.txt"
country = "Kazakhstan"
year = 2018
url = "javascript:alert(6)"
title = "<script>alert(7)</script>"
publisher = "Office of <img src=x onerror=alert(8)>"
"""
QUERY = "shelters <script>alert(9)</script> \" onfocus=alert(10) '"
PAGES: tuple[tuple[str, dict[str, str]], ...] = (
    ("/", {}),
    ("/search", {"q": QUERY}),
    ("/search", {"q": "shelters", "mode": "lexical"}),
    ("/search", {"q": "zebra quilts </title><script>", "mode": "lexical", "year": "2018"}),
    ("/search", {"q": "x", "section": "<script>alert(11)</script>"}),
    ("/search", {"q": "x", "<script>": '"><script>'}),
    ("/reports/kaz-2018", {}),
    ("/reports/kaz-2019", {}),
    ("/reports/<script>alert(12)<script>", {}),
    ("/passages/kaz-2018-protection-01", {}),
    ("/passages/kaz-2018-protection-01/sentences/2", {}),
    ("/passages/kaz-2018-protection-01/sentences/<script>", {}),
    ("/compare", {}),
    ("/compare", {"section": "protection"}),
    ("/compare", {"q": QUERY}),
    ("/compare", {"country": "<script>"}),
    ("/figures", {}),
    ("/recommendations", {}),
    ("/timeline", {}),
    ("/timeline", {"q": QUERY}),
    ("/<script>alert(13)</script>", {}),
)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder = tmp_path_factory.mktemp("hostile")
    files = {f"kazakhstan-{year}.txt": _report(year) for year in (2018, 2019)}
    build_fake(folder / "corpus", folder / "index", {**files, "reports.toml": TABLE})
    live = LiveIndex(folder / "index")
    live._now.index._index._embedder = FakeEmbedder(max_tokens=64)
    with TestClient(application(live), base_url="http://127.0.0.1") as found:
        yield found


def _dangers(page: str) -> list[str]:
    """Return what of a page a browser would obey."""
    tree = LexborHTMLParser(page)
    found = [f"<{name}>" for name in ("style", "img", "iframe", "object", "base") if tree.css(name)]
    scripts = [node.attributes.get("src") or "in the page" for node in tree.css("script")]
    found += [f"script {source}" for source in scripts if not source.startswith("/static/site.js")]
    for node in tree.css("*"):
        for name, value in node.attributes.items():
            if name.startswith("on") or name in ("style", "srcdoc"):
                found.append(f"{node.tag} {name}")
            if name in ("href", "src", "action") and not re.match(r"[/#]", value or ""):
                found.append(f"{node.tag} {name}={value}")
    found += [
        ascii(sign) for sign in re.findall(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", page)
    ]
    return found


@pytest.mark.parametrize(("path", "asked"), PAGES, ids=lambda value: str(value)[:40])
def test_no_page_obeys_a_report_or_an_address(client: TestClient, path: str, asked: dict[str, str]) -> None:
    answer = client.get(path, params=asked)
    assert answer.status_code in (200, 400, 404)
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "'unsafe-inline'" not in answer.headers["content-security-policy"]
    assert _dangers(answer.text) == []
    assert answer.text.rstrip().endswith("</html>")


def test_what_attacks_is_shown_as_it_stands_in_the_report(client: TestClient) -> None:
    for path in ("/reports/kaz-2018", "/search?q=shelters", "/compare?section=protection"):
        text = " ".join(first(LexborHTMLParser(client.get(path).text), "main").text().split())
        assert "<script>alert(1)</script> to police" in text, path
        assert '"><img src=x onerror=alert(2)>' in text, path


def test_an_address_that_is_no_web_address_is_no_link(client: TestClient) -> None:
    facts = first(LexborHTMLParser(client.get("/reports/kaz-2018").text), "#facts")
    assert "javascript:alert(6)" in facts.text()
    assert facts.css("a") == []


def test_the_dangers_that_are_looked_for_are_found() -> None:
    page = "<script>x</script><a href=javascript:x onclick=y style=z>\u202e</a><style></style><img src=https://x.org/>"
    assert len(_dangers(page)) == 8
