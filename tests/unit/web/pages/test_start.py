"""The first page."""

from __future__ import annotations

from dataclasses import replace

from selectolax.lexbor import LexborHTMLParser

from kzsearch.render.page.tags import together
from kzsearch.types import Country
from kzsearch.web.pages.addresses import Asked
from kzsearch.web.pages.start import start_page
from tests.markup import first
from tests.render_records import INFERRED_YEAR, REPORT


def _shown(*reports: object) -> LexborHTMLParser:
    return LexborHTMLParser(together(start_page(reports, Asked("/"), ())).source)  # type: ignore[arg-type]


def test_reports_are_listed_by_country_and_year() -> None:
    earlier = replace(REPORT, report_id="kaz-2017", year=2017)
    peru = replace(REPORT, report_id="per-2020", year=2020, country=Country("Peru", "PER"))
    tree = _shown(REPORT, peru, earlier)
    assert first(tree, ".lead").text().startswith("3 reports on 2 countries, 2017 to 2023.")
    assert [node.text() for node in tree.css("h3")] == ["Kazakhstan", "Peru"]
    assert [node.attributes["href"] for node in tree.css(".years a")] == [
        "/reports/kaz-2017",
        "/reports/kaz-2023",
        "/reports/per-2020",
    ]
    beyond = [[link.text() for link in node.css("a")] for node in tree.css(".beyond")]
    assert beyond == [
        ["Compare", "Figures", "Recommendations", "Timeline"],
        ["Figures", "Recommendations", "Timeline"],
    ]


def test_an_inferred_year_is_marked_and_an_empty_index_says_so() -> None:
    assert "2023*" in first(_shown(INFERRED_YEAR), ".years").text()
    assert "inferred" in _shown(INFERRED_YEAR).text()
    assert "holds no report" in first(_shown(), ".lead").text()
