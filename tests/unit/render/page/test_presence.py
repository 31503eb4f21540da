"""A concept's presence by year on a page."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser

from kzsearch.render.page.presence import presence
from kzsearch.types import Span
from kzsearch.types.timelines import Mention, PresenceYear, YearState
from tests.markup import first
from tests.render_records import HIT, REPORT

KAZ = REPORT.country


def _missing(year: int) -> PresenceYear:
    return PresenceYear("shelters", KAZ, year, YearState.MISSING)


def test_bars_are_as_long_as_their_counts_and_gaps_stay_gaps() -> None:
    said = PresenceYear("shelters", KAZ, 2017, YearState.PRESENT, REPORT, 8, 3, (Mention(HIT, True, True),))
    less = PresenceYear("shelters", KAZ, 2020, YearState.PRESENT, REPORT, 2, 0, (Mention(HIT, True, True),))
    silent = PresenceYear("shelters", KAZ, 2021, YearState.SILENT, REPORT, 0, 0, (), 0.11, 0.24)
    asked: list[tuple[str, Span | None]] = []

    def to(passage_id: str, span: Span | None) -> str:
        asked.append((passage_id, span))
        return "/there"

    years = [said, _missing(2018), _missing(2019), less, silent]
    tree = LexborHTMLParser(presence(years, to).source)
    assert [first(row, "th").text() for row in tree.css("tbody tr")] == [
        "2017",
        "2018–2019",
        "2020",
        "2021",
    ]
    assert [bar.attributes["width"] for bar in tree.css("rect")] == ["120", "30"]
    assert "8 of 57 passages, 3 word for word" in tree.text()
    assert "reaches 0.11, and 0.24 is needed" in tree.text()
    assert first(tree, "cite a").attributes["href"] == "/there"
    assert asked[0] == (HIT.passage.passage_id, Span(100, 128))
