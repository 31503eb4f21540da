"""The pages in a real Chromium, as people use them: by typing and clicking, by keyboard, without a script, narrow."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.browser import chromium
from tests.served import running

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from playwright.sync_api import Browser, Locator, Page

QUERY = "shelter funding for foreign victims"
EVERY_PAGE = (
    "/",
    "/search?q=shelter+funding+for+foreign+victims",
    "/passages/kaz-2023-protection-03/sentences/2",
    "/figures?measure=convictions",
    "/reports/kaz-2023#kaz-2023-protection-03",
    "/passages/kaz-2023-protection-03",
    "/compare",
    "/compare?q=shelters",
    "/recommendations",
    "/timeline",
    "/docs",
    "/timeline?q=hotline",
    "/search?q=quantum+chess+openings&year=2023",
    "/no-such-page",
)
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def address(real_index: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running(real_index, tmp_path_factory.mktemp("server") / "told") as server:
        yield server.address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Callable[..., Page]]:
    """Open a page in a context of its own; whatever the browser complains of fails the test."""
    contexts = []
    complaints: list[str] = []

    def visited(path: str, **settings: object) -> Page:
        contexts.append(browser.new_context(base_url=address, **{"viewport": WIDE, **settings}))  # type: ignore[arg-type]
        page = contexts[-1].new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
        page.goto(path)
        return page

    yield visited
    for context in contexts:
        context.close()
    # A browser tells of answers that are errors; these are asked for.
    assert [line for line in complaints if "Failed to load resource" not in line] == []


def followed(link: Locator) -> None:
    """Click on what leads to a page and wait until that is there: a click itself returns before."""
    with link.page.expect_navigation():
        link.click()


def test_a_person_types_narrows_down_and_shares_the_address(visit: Callable[..., Page]) -> None:
    page = visit("/")
    page.get_by_label("Search the reports").fill(QUERY)
    followed(page.get_by_role("button", name="Search"))
    assert page.title().startswith(QUERY)
    assert page.get_by_role("status").inner_text().startswith("35 passages")
    best = page.locator(".hits > li").first
    assert "foreign trafficking victims" in best.locator("mark").first.inner_text()
    followed(page.get_by_role("region", name="Filters").get_by_role("link", name=re.compile("^2017")))
    followed(page.get_by_role("region", name="Filters").get_by_role("link", name=re.compile("^Protection")))
    headings = page.locator(".hits h2").all_inner_texts()
    assert set(headings) == {"Kazakhstan 2017: Protection"}
    # Whoever is sent the address sees the same.
    shared = visit(page.url)
    assert shared.locator(".hits h2").all_inner_texts() == headings
    assert shared.get_by_label("Search the reports").input_value() == QUERY
    followed(shared.get_by_role("link", name=re.compile("^Take away 2017")))
    assert any("2023" in heading for heading in shared.locator(".hits h2").all_inner_texts())


def test_next_and_previous_lead_on_and_back(visit: Callable[..., Page]) -> None:
    page = visit("/search?q=victims")
    first = page.locator(".hits h2 a").first.get_attribute("href")
    followed(page.get_by_role("link", name="Next"))
    assert page.locator(".hits").get_attribute("start") == "11"
    assert page.locator(".hits h2 a").first.get_attribute("href") != first
    followed(page.get_by_role("link", name="Previous"))
    assert page.locator(".hits h2 a").first.get_attribute("href") == first


def test_a_hit_leads_to_its_sentence_lit_in_the_report(visit: Callable[..., Page]) -> None:
    page = visit(f"/search?q={QUERY.replace(' ', '+')}")
    best = " ".join(page.locator(".hits mark").first.inner_text().split())
    followed(page.locator(".hits h2 a").first)
    target = page.locator(".sentence:target")
    assert " ".join(target.inner_text().split()) == best
    assert target.bounding_box()["y"] < WIDE["height"]  # type: ignore[index]
    plain = page.locator(".sentence").first.evaluate("one => getComputedStyle(one).backgroundColor")
    assert target.evaluate("one => getComputedStyle(one).backgroundColor") != plain
    # The line beside it is the one that the citation names.
    line = page.locator(".paragraph", has=target).locator(".line").inner_text()
    assert line.replace("line", "").strip() == "21"


def test_a_citation_is_copied_in_each_style(visit: Callable[..., Page]) -> None:
    page = visit("/search?q=shelters", permissions=["clipboard-read", "clipboard-write"])
    page.locator(".hit").first.get_by_text("Copy citation").click()
    for style, begins in (
        ("Text", "U.S. Department of State"),
        ("BibTeX", "@techreport{kaz"),
        ("RIS", "TY  - RPRT"),
    ):
        page.get_by_role("button", name=f"Copy {style}").first.click()
        page.get_by_text("Copied").first.wait_for()
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied.startswith(begins)
        assert "\n" in copied or style == "Text"


def test_the_keyboard_alone_is_enough(visit: Callable[..., Page]) -> None:
    page = visit("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.type("conciliation of parties")
    page.keyboard.press("Enter")
    page.locator(".hits").wait_for()
    seen = []
    for _ in range(60):
        page.keyboard.press("Tab")
        seen.append(page.evaluate("document.activeElement.textContent.trim()"))
        # What has the focus is seen to have it.
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
        if seen[-1] == "Why it was found":
            break
    assert any(text.startswith("2017") for text in seen), "the filters"
    page.keyboard.press("Enter")
    assert page.get_by_role("rowheader", name="words").first.is_visible()
    while page.evaluate("document.activeElement.textContent.trim()") != "More like this":
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('article') !== null")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert len(page.get_by_label("Search the reports").input_value()) > 40


def test_everything_works_without_a_script(visit: Callable[..., Page]) -> None:
    page = visit("/", java_script_enabled=False, viewport=NARROW)
    page.get_by_label("Search the reports").fill("shelters")
    followed(page.get_by_role("button", name="Search"))
    page.locator("summary", has_text="Filters").click()
    followed(page.get_by_role("link", name=re.compile("^2023")))
    page.locator(".hit").first.get_by_text("Copy citation").click()
    assert page.get_by_text("@techreport").first.is_visible()
    followed(page.locator(".hits h2 a").first)
    followed(page.get_by_role("link", name="What changed from 2017 to 2023"))
    followed(page.get_by_role("link", name="Prevention", exact=True))
    assert page.locator("h2", has_text="Prevention, 2017 and 2023").is_visible()
    assert page.locator(".pair del").count()
    followed(page.get_by_role("link", name="Figures"))
    page.get_by_label("Measure").select_option("convictions")
    followed(page.get_by_role("button", name="Show"))
    point = page.locator(".chart a").first
    assert "convictions" in page.url
    page.goto(point.get_attribute("href") or "")
    assert page.locator(".sentence:target").count() == 1


def test_nothing_found_says_why_and_what_came_nearest(visit: Callable[..., Page]) -> None:
    page = visit("/search?q=quantum+chess+openings")
    assert page.get_by_role("heading", name="Nothing found").is_visible()
    assert "is needed" in page.get_by_role("status").inner_text()
    assert page.get_by_role("heading", name="The nearest passage").is_visible()
    followed(page.get_by_role("link", name="Show what there is all the same"))
    assert page.locator(".hits > li").count() > 1


def test_axe_finds_nothing_at_390_pixels_in_the_dark(visit: Callable[..., Page]) -> None:
    page = visit("/", viewport=NARROW, color_scheme="dark")
    assert _complaints(page, EVERY_PAGE, axe_on=EVERY_PAGE) == {}


def test_axe_finds_nothing_at_1280_pixels_in_the_light(visit: Callable[..., Page]) -> None:
    page = visit("/", viewport=WIDE, color_scheme="light")
    assert _complaints(page, (*EVERY_PAGE, "/reports/kaz-2017"), axe_on=EVERY_PAGE[:4]) == {}


def _complaints(page: Page, addresses: Sequence[str], axe_on: Sequence[str]) -> dict[str, object]:
    """Return what axe finds on pages, and by how much a page is wider than the screen."""
    from axe_playwright_python.sync_playwright import Axe

    axe = Axe()
    found: dict[str, object] = {}
    for address in addresses:
        page.goto(address)
        wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if wider > 0:
            found[f"{address} is wider"] = wider
        violations = (
            axe.run(page, options={"resultTypes": ["violations"]}).response["violations"]
            if address in axe_on
            else []
        )
        if violations:
            found[address] = [(one["id"], one["nodes"][0]["html"]) for one in violations]
    return found


def test_paper_shows_the_words_and_not_the_ways(visit: Callable[..., Page]) -> None:
    page = visit("/reports/kaz-2023")
    page.emulate_media(media="print")
    assert not page.get_by_role("navigation", name="Pages").is_visible()
    assert not page.locator(".contents").is_visible()
    assert page.locator(".sentence").first.is_visible()
