"""Reports in Russian and Kazakh: divided, stemmed, found and cited as English ones are."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kzsearch.index import OpenIndex
from kzsearch.index.check.verify import State, verify
from kzsearch.search import Settings, search
from kzsearch.types import Mode, Section, Tier
from tests.reports_in_cyrillic import KAZAKH, RUSSIAN

WORDS = Settings(mode=Mode.LEXICAL)


@pytest.fixture
def index(fake_index: Callable[..., OpenIndex]) -> OpenIndex:
    return fake_index({"kazakhstan-2020.txt": RUSSIAN, "kazakhstan-2021.txt": KAZAKH})


@pytest.mark.parametrize("report_id", ["kaz-2020", "kaz-2021"])
def test_headings_and_tier_lines_are_read(index: OpenIndex, report_id: str) -> None:
    assert [(report.tier, report.country.alpha3) for report in index.store.reports([report_id])] == [
        (Tier("Tier 2"), "KAZ")
    ]
    assert [passage.section for passage in index.store.report_passages(report_id)] == [
        Section.OVERVIEW,
        Section.RECOMMENDATIONS,
        Section.PROSECUTION,
        Section.PROTECTION,
        Section.PREVENTION,
    ]


def test_sentences_do_not_end_at_abbreviations(index: OpenIndex) -> None:
    overview, *_ = index.store.report_passages("kaz-2020")
    assert [overview.text[slice(*sentence.within)] for sentence in overview.sentences][1:] == [
        "В 2019 г. власти открыли приют в г. Шымкент."
    ]


@pytest.mark.parametrize(
    ("query", "passage_id", "words"),
    [
        ("юридической помощи", "kaz-2020-protection-01", ["юридическую", "помощь"]),
        ("информационные кампании", "kaz-2020-prevention-01", ["информационную", "кампанию"]),
        (
            "жәбірленушіге заңгерлік көмек",
            "kaz-2021-protection-01",
            ["жәбірленушіні", "жәбірленушілерге", "көмегін"],
        ),
        ("науқандар", "kaz-2021-prevention-01", ["науқан"]),
    ],
)
def test_a_word_is_found_in_its_other_forms_and_marked_whole(
    index: OpenIndex, query: str, passage_id: str, words: list[str]
) -> None:
    hit = search(index, query, WORDS).hits[0]
    assert hit.passage.passage_id == passage_id
    assert [hit.passage.text[slice(*span)] for span in hit.highlights] == words


def test_citations_hold_to_the_character(index: OpenIndex) -> None:
    source = (index.corpus / "kazakhstan-2021.txt").read_text(encoding="utf-8")
    hit = search(index, "жәбірленушілердің баспанасы", WORDS).hits[0]
    assert source[slice(*hit.passage.span)] == hit.passage.text
    assert {found.state for found in verify(index.store, index.corpus)} == {State.INTACT}
