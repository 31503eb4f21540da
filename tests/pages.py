"""Pages of a country for tests, and what every page must be: well-formed, complete and without anything that runs."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from typing import Final

from kzsearch.analysis.compare.wording import change, pieces
from kzsearch.types import Country, Section, Span
from kzsearch.types.comparison import Aligned, Change, CitedSentence, Comparison
from kzsearch.types.country_page import CountryPage
from kzsearch.types.figures import Finding, Measure, Verdict
from kzsearch.types.recommendations import Bearing, Recommendation, Recommendations, Telling
from kzsearch.types.timelines import TierYear, YearState
from tests.figure_records import figure
from tests.render_records import REPORT

_VOID: Final = {"meta", "br"}


def page_of(
    text: str, citation: str = "TIP Report 2017: Kazakhstan, para. 1 (corpus/a.txt:4)"
) -> CountryPage:
    """Return a page that has a text of a report in every place where one can stand."""
    first = CitedSentence(
        "kaz-2017", 2017, Section.OTHER, text, "kaz-2017-other-01", text, Span(3, 27), (4, 4), None, citation
    )
    later = replace(first, report_id="kaz-2023", year=2023, text=f"{text} Police found 13 victims.")
    rows = (
        Aligned(
            change(first.text, later.text), Section.OTHER, text, (first,), (later,), 0.9,
            words=pieces(first.text, later.text),
        ),
        Aligned(Change.CARRIED, Section.OTHER, text, (first,), (first,)),
        Aligned(Change.NEW, Section.PROTECTION, text, (), (later,)),
        Aligned(Change.DROPPED, Section.OTHER, text, (first,), ()),
    )  # fmt: skip
    tellings = (
        Telling(2017, (first,), Change.NEW),
        Telling(2023, (later,), Change.REWORDED, pieces(first.text, later.text)),
    )
    row = Recommendation((text, "funding"), tellings, None, (Bearing(later, 0.5),))
    figures = (
        figure(sentence=text, citation=citation, breakdown=(text,), unit=text, country=text),
        figure(sentence=text, citation=citation, country=text, counted_by=text, year=2015),
        figure(sentence=text, citation=citation, country=text, counted_by=text, year=2016),
        figure(sentence=text, citation=citation, number=text, measure=Measure.UNCLASSIFIED, reason=text),
    )
    report = replace(REPORT, source=text)
    kazakhstan = Country(text, "KAZ")
    return CountryPage(
        country=text,
        corpus="corpus",
        reports=(report,),
        tiers=(
            TierYear(
                kazakhstan, 2017, YearState.STATED, report, text=text, citation=citation, note=text
            ),
            TierYear(kazakhstan, 2018, YearState.MISSING),
            TierYear(kazakhstan, 2019, YearState.NOT_STATED, replace(report, tier=None)),
        ),
        figures=figures,
        findings=(Finding(Verdict.DISAGREE, text, figures[:2]),),
        comparisons=(
            Comparison(
                text, "tip", "kaz-2017", 2017, "kaz-2023", 2023, ((text, dict.fromkeys(Change, 1)),), rows, (text,)
            ),
        ),
        not_compared=(text,),
        recommendations=(Recommendations(text, "tip", (2017, 2023), (row,), (text,)),),
        no_recommendations=(text,),
    )  # fmt: skip


class _Elements(HTMLParser):
    """Reads a page strictly: what is opened is closed in order."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.names: list[str] = []
        self.attributes: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        if tag not in _VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag


def assert_complete(html: str) -> None:
    """Check that a page is well-formed, and that nothing in it runs or is fetched."""
    read = _Elements()
    read.feed(html)
    read.close()
    assert read.open == []
    assert not {"script", "link", "img", "iframe", "object", "embed", "base", "form"} & set(read.names)
    names = {name for name, _ in read.attributes}
    assert not {name for name in names if name.startswith("on") or name in ("src", "srcset", "style")}
    targets = [value for name, value in read.attributes if name == "href"]
    assert all(re.fullmatch(r"#[\w-]+", target) for target in targets)
    ids = [value for name, value in read.attributes if name == "id"]
    assert len(ids) == len(set(ids))
    assert {target[1:] for target in targets} <= set(ids)
    assert not re.search(r"url\(|@import", html.partition("</style>")[0])
