"""Pages of the publishers: every sentence in its section, the facts right, nothing of the site in a passage."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kzsearch.reading import read_corpus
from kzsearch.reading.files.markup.web_page import read_web_page
from kzsearch.sections.outline import outline
from kzsearch.text import squeeze
from kzsearch.types import Section, SectionOrigin
from tests.layouts import accuracy
from tests.publishers_pages import FURNITURE, OLD, PUBLISHERS, published
from tests.renderings import Shape, known_sections

if TYPE_CHECKING:
    from pathlib import Path

    from kzsearch.types import Report


def _read(folder: Path, data: bytes) -> Report:
    (folder / "saved page.html").write_bytes(data)
    reading = read_corpus(folder, {})
    assert reading.problems == ()
    (report,) = reading.reports
    return report


def _passages(report: Report) -> str:
    parts = outline(report.source.text, report.source.blocks, report.country, report.year).parts
    return "\n".join(
        squeeze(report.source.text[slice(*block.span)]) for part in parts for block in part.blocks
    )


@pytest.mark.parametrize("tier_line", [True, False])
@pytest.mark.parametrize("year", [2017, 2023])
@pytest.mark.parametrize("name", PUBLISHERS)
def test_a_page_is_read_whole_and_alone(tmp_path: Path, name: str, year: int, tier_line: bool) -> None:  # noqa: FBT001
    content = known_sections(year)
    report = _read(tmp_path, published(name, content, year, tier_line=tier_line))
    assert report.report_id == f"kaz-{year}"
    shape = PUBLISHERS[name][1]
    assert accuracy(report.source.text, report.source.blocks, shape, content) > 0.99
    passages = _passages(report)
    assert [words for words in FURNITURE if words in passages] == []


@pytest.mark.parametrize(
    ("name", "title", "date", "site"),
    [
        ("state.gov 2009 to 2018", "Kazakhstan", None, "state.gov"),
        (
            "embassy",
            "2017 Trafficking in Persons Report: Kazakhstan",
            "2017-06-16",
            "U.S. Embassy in Kazakhstan",
        ),
        ("Refworld", "2017 Trafficking in Persons Report - Kazakhstan", "27 June 2017", "refworld.org"),
        (
            "ecoi.net",
            "USDOS (Author): “2017 Trafficking in Persons Report: Kazakhstan”, Document #20",
            "2017-06-25",
            "ecoi.net",
        ),
    ],
)
def test_a_page_says_what_it_is(tmp_path: Path, name: str, title: str, date: str | None, site: str) -> None:
    report = _read(tmp_path, published(name, known_sections(2017), 2017, tier_line=True))
    facts = {key: fact.value for key, fact in report.facts.items()}
    assert (facts["title"], facts.get("published"), facts["site"]) == (title, date, site)


def test_a_page_saved_by_a_browser_says_where_it_came_from() -> None:
    page = (
        "<!DOCTYPE html>\n<!-- saved from url=(0070)http://www.state.gov/j/tip/rls/tiprpt/2012/192367.htm -->\n"
        "<html><body><p>Some text of the page.</p></body></html>"
    )
    header = read_web_page(page.encode(), "a.html").header
    assert header["url"] == "http://www.state.gov/j/tip/rls/tiprpt/2012/192367.htm"


def test_two_dates_of_publication_are_none() -> None:
    data = '{"datePublished":"2020-01-02"},{"datePublished":"2021-01-02"}'
    page = f'<html><head><script type="application/ld+json">{data}</script></head><body><p>Text.</p></body></html>'
    assert "published" not in read_web_page(page.encode(), "a.html").header


def test_the_year_in_an_old_address_counts_unless_the_page_names_another(tmp_path: Path) -> None:
    page = published("state.gov 2009 to 2018", known_sections(2017), 2017, tier_line=True)
    year = _read(tmp_path, page).facts["year"]
    assert (year.value, year.evidence) == ("2017", "tiprpt/countries/2017")
    page = page.replace(b"<title>Kazakhstan</title>", b"<title>2016 Trafficking in Persons Report</title>")
    report = _read(tmp_path, page)
    assert (report.facts["year"].value, report.facts["year"].origin.value) == ("2017", "text")
    assert any("the header names 2016 and 2017" in note for note in report.notes)


@pytest.mark.parametrize(
    "heading",
    ["<strong>PROSECUTION</strong>&nbsp; ", "<strong>Prosecution:</strong>&nbsp;", "<b>PROSECUTION:</b> "],
)
def test_a_heading_runs_into_its_text_after_any_space(tmp_path: Path, heading: str) -> None:
    content = known_sections(2023)
    page = published("embassy", content, 2023, tier_line=True).decode()
    first = "The government decreased anti-trafficking law enforcement efforts."
    assert first in page
    page = page.replace('<p style="font-weight: 400;"><strong>PROSECUTION</strong></p>', "")
    report = _read(tmp_path, page.replace(first, heading + first).encode())
    assert accuracy(report.source.text, report.source.blocks, Shape(), content) > 0.99
    found = outline(report.source.text, report.source.blocks, report.country, 2023)
    origins = {part.section: part.origin for part in found.parts}
    assert origins[Section.PROSECUTION] is SectionOrigin.HEADING


@pytest.mark.parametrize("heading", ["¶ PROTECTION", "PROTECTION ¶", "PROTECTION –"])
def test_links_and_dashes_beside_a_heading(tmp_path: Path, heading: str) -> None:
    content = known_sections(2017)
    page = published("embassy", content, 2017, tier_line=True).decode()
    report = _read(tmp_path, page.replace(">PROTECTION<", f">{heading}<").encode())
    assert accuracy(report.source.text, report.source.blocks, Shape(), content) > 0.99


@pytest.mark.parametrize("opening", ["<aside>", '<div class="social sidebar">', '<div role="navigation">'])
def test_text_that_is_all_in_furniture_is_read(tmp_path: Path, opening: str) -> None:
    """Each part of the page is short enough to be taken for furniture, but not all of them may be."""
    content = known_sections(2017)
    page = published("Refworld", content, 2017, tier_line=True).decode()
    closing = opening.split(maxsplit=1)[0].replace("<", "</").rstrip(">") + ">"
    page = page.replace("<p>", f"{opening}<p>").replace("</p>", f"</p>{closing}")
    report = _read(tmp_path, page.encode())
    assert accuracy(report.source.text, report.source.blocks, OLD, content) > 0.99
