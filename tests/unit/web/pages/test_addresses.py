"""Addresses: of what is read, for good; of a search, with all that it asks."""

from __future__ import annotations

from dataclasses import replace

from kzsearch.types import Span
from kzsearch.web.pages.addresses import (
    Asked,
    Places,
    in_report,
    passage_address,
    report_address,
    sentence_address,
)
from tests.render_records import HIT, PASSAGE

ASKED = Asked("/search", (("q", "a & b"), ("year", "2017"), ("year", "2023"), ("mode", "")))


def test_what_is_read_has_an_address_for_good() -> None:
    assert report_address("kaz-2023") == "/reports/kaz-2023"
    assert passage_address("kaz-2023-protection-03") == "/passages/kaz-2023-protection-03"
    assert sentence_address("kaz-2023-protection-03", 2) == "/passages/kaz-2023-protection-03/sentences/2"
    assert in_report(PASSAGE) == "/reports/kaz-2023#kaz-2023-protection-03"
    assert in_report(PASSAGE, PASSAGE.sentences[1]) == "/reports/kaz-2023#kaz-2023-protection-03-s2"


def test_no_id_ends_an_address_or_begins_another_part() -> None:
    assert report_address("a/../b?c#d", '"e') == "/reports/a%2F..%2Fb%3Fc%23d#%22e"


def test_a_sentence_of_another_passage_leads_to_the_passage() -> None:
    other = replace(PASSAGE.sentences[0], span=Span(7, 9))
    assert in_report(PASSAGE, other) == "/reports/kaz-2023#kaz-2023-protection-03"


def test_a_place_is_the_sentence_in_which_a_span_begins() -> None:
    places = Places([HIT])
    assert places.address(PASSAGE.passage_id, Span(110, 154)) == in_report(PASSAGE, PASSAGE.sentences[0])
    assert places.address(PASSAGE.passage_id, Span(129, 130)) == in_report(PASSAGE, PASSAGE.sentences[1])
    assert places.address(PASSAGE.passage_id, Span(900, 901)) == in_report(PASSAGE)
    assert places.address(PASSAGE.passage_id) == in_report(PASSAGE)
    assert places.address("uzb-2019-profile-01", Span(1, 2)) == "/passages/uzb-2019-profile-01"


def test_an_address_holds_all_that_is_asked() -> None:
    assert ASKED.href == "/search?q=a+%26+b&year=2017&year=2023"
    assert Asked("/").href == "/"


def test_values_are_added_taken_away_and_changed() -> None:
    assert ASKED.all("year") == ("2017", "2023")
    assert (ASKED.one("year"), ASKED.one("mode"), ASKED.one("tier", "2")) == ("2023", "", "2")
    assert ASKED.with_("year", "2019").all("year") == ("2017", "2023", "2019")
    assert ASKED.without("year", "2017").all("year") == ("2023",)
    assert ASKED.without("year").all("year") == ()
    assert ASKED.changed("year", "2001").all("year") == ("2001",)
