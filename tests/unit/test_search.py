"""Search as a whole, on small indexes with the fake embedder."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from kzsearch.index import OpenIndex
from kzsearch.search import Settings, search, search_many
from kzsearch.types import Filters, Mode, YearRange

Build = Callable[..., OpenIndex]

HEAD = "KAZAKHSTAN (Tier 2)\nThe Government of Kazakhstan does not fully meet the minimum standards.\n"
BOILERPLATE = (
    "PREVENTION\nThe government maintained prevention efforts. The working group met {} times and published "
    "a report on its work, which it gave to the ministry, to parliament, to the courts and to civil society.\n"
)
PROTECTION = "PROTECTION\nThe government identified {} victims. Shelters cared for them.\n"


def report(count: int) -> str:
    return HEAD + PROTECTION.format(count) + BOILERPLATE.format(count)


@pytest.fixture
def index(fake_index: Build) -> OpenIndex:
    return fake_index({f"kazakhstan-{year}.txt": report(year - 2000) for year in (2017, 2018, 2019)})


def test_repeats_of_other_years_are_shown_once(index: OpenIndex) -> None:
    query = "working group report parliament courts"
    hits = search(index, query, Settings(min_score=0)).hits
    prevention = [hit for hit in hits if hit.passage.section == "prevention"]
    assert len(prevention) == 1
    assert {prevention[0].report.report_id, *prevention[0].also_in} == {"kaz-2017", "kaz-2018", "kaz-2019"}
    opened = search(index, query, Settings(min_score=0, all_years=True)).hits
    assert len([hit for hit in opened if hit.passage.section == "prevention"]) == 3
    assert all(hit.also_in == () for hit in opened)


def test_what_differs_is_not_folded(fake_index: Build) -> None:
    other = (
        HEAD + "PREVENTION\nThe ministry ran a campaign on radio and television about recruiters abroad.\n"
    )
    index = fake_index({"kazakhstan-2017.txt": report(1), "kazakhstan-2018.txt": other})
    hits = search(index, "prevention", Settings(min_score=0)).hits
    assert len([hit for hit in hits if hit.passage.section == "prevention"]) == 2


def test_hits_are_ranked_and_scores_fall(index: OpenIndex) -> None:
    hits = search(index, "shelters for victims", Settings(min_score=0)).hits
    assert [hit.rank for hit in hits] == list(range(1, len(hits) + 1))
    scores = [hit.score or 0.0 for hit in hits]
    assert scores == sorted(scores, reverse=True)
    assert hits[0].passage.section == "protection"


def test_an_explanation_adds_up_to_the_score(index: OpenIndex) -> None:
    for hit in search(index, "victims in 2018", Settings(min_score=0, explain=True)).hits:
        assert hit.explanation is not None
        assert sum(part.amount for part in hit.explanation.contributions) == pytest.approx(hit.score)
        assert hit.explanation.best_sentence


def test_a_named_year_is_preferred_and_hides_nothing(index: OpenIndex) -> None:
    settings = Settings(min_score=0, all_years=True)
    hits = search(index, "victims identified in 2017", settings).hits
    assert hits[0].report.report_id == "kaz-2018"  # what happened in 2017 is told in the report of 2018
    assert {hit.report.year for hit in hits} == {2017, 2018, 2019}


def test_feedback_never_raises_a_score(index: OpenIndex) -> None:
    for hit in search(index, "shelters for victims", Settings(min_score=0, explain=True)).hits:
        assert hit.explanation is not None
        amounts = {part.signal: part.amount for part in hit.explanation.contributions}
        assert amounts["feedback"] <= 0


@pytest.mark.parametrize("mode", list(Mode))
def test_the_same_query_gives_the_same_hits(index: OpenIndex, mode: Mode) -> None:
    settings = Settings(mode=mode, min_score=0)
    assert search(index, "victims", settings).hits == search(index, "victims", settings).hits


def test_several_queries_are_answered_as_each_alone(index: OpenIndex) -> None:
    queries = ["shelters", "working group", "victims in 2018"]
    settings = Settings(min_score=0)
    assert list(search_many(index, queries, settings)) == [
        search(index, query, settings) for query in queries
    ]


def test_a_threshold_turns_away_and_names_the_nearest(index: OpenIndex) -> None:
    index.manifest = replace(index.manifest, thresholds={"hybrid": 0.99})
    answer = search(index, "shelters for victims")
    assert answer.hits == ()
    assert answer.nearest is not None
    assert "0.99" in answer.reason
    assert search(index, "shelters for victims", Settings(min_score=0)).hits
    assert search(index, "shelters for victims", Settings(mode=Mode.LEXICAL)).hits


def test_min_score_leaves_out_hits_below_it(index: OpenIndex) -> None:
    everything = search(index, "shelters for victims", Settings(min_score=0, all_years=True)).hits
    floor = everything[1].score
    kept = search(index, "shelters for victims", Settings(min_score=floor, all_years=True)).hits
    assert kept == tuple(hit for hit in everything if (hit.score or 0) >= (floor or 0))
    assert search(index, "shelters for victims", Settings(min_score=2.0)).hits == ()


def test_nothing_allowed_is_nothing_found(index: OpenIndex) -> None:
    settings = Settings(filters=Filters(years=(YearRange(2001, 2002),)))
    answer = search(index, "shelters", settings)
    assert (answer.hits, answer.nearest) == ((), None)


def test_exact_miss_names_what_words_alone_find(index: OpenIndex) -> None:
    answer = search(index, "shelters cared for nobody", Settings(mode=Mode.EXACT))
    assert answer.hits == ()
    assert answer.nearest is not None
    assert answer.nearest.passage.section == "protection"


def test_a_word_that_is_nowhere_is_not_found(index: OpenIndex) -> None:
    assert (
        search(index, "xylophone", Settings(mode=Mode.LEXICAL)).reason
        == "no passage holds any word of the query"
    )
