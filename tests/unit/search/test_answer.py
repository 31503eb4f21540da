"""Search as a whole, on small indexes with the fake embedder."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kzsearch.index import OpenIndex
from kzsearch.search import Settings, answer, search, search_many
from kzsearch.types import Filters, Mode, Section, YearRange

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
        assert hit.best_sentence is not None
        assert hit.best_sentence.text in hit.passage.text


def test_a_named_year_is_preferred_and_hides_nothing(index: OpenIndex) -> None:
    how = Settings(min_score=0, all_years=True)
    hits = search(index, "victims identified in 2017", how).hits
    assert hits[0].report.report_id == "kaz-2018"  # what happened in 2017 is told in the report of 2018
    assert {hit.report.year for hit in hits} == {2017, 2018, 2019}


@pytest.mark.parametrize(
    "query", ["Kazakhstan 2018", "the 2018 report on Kazakhstan", "2018", "TIP report 2018"]
)
def test_a_query_that_names_a_report_shows_it_from_its_beginning(index: OpenIndex, query: str) -> None:
    hits = search(index, query).hits
    assert {hit.report.report_id for hit in hits} == {"kaz-2018"}
    assert hits[0].passage.section == "overview"
    assert [hit.passage.span.start for hit in hits] == sorted(hit.passage.span.start for hit in hits)
    assert {hit.score for hit in hits} == {1.0}


def test_a_report_that_is_not_there_is_not_found(index: OpenIndex) -> None:
    found = search(index, "the 2005 report")
    assert found.hits == ()
    assert found.reason == "no report of the index is what the query names"
    narrow = Settings(filters=Filters(years=(YearRange(2017, 2017),)))
    assert search(index, "Kazakhstan 2018", narrow).hits == ()


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    years=st.lists(st.tuples(st.integers(2016, 2020), st.integers(0, 3)), max_size=2),
    sections=st.lists(st.sampled_from(list(Section)), max_size=3),
    mode=st.sampled_from([Mode.HYBRID, Mode.DENSE, Mode.LEXICAL]),
    top_k=st.integers(1, 12),
    query=st.sampled_from(
        ["victims", "working group in the 2018 report", "shelters in 2017", "the ministry"]
    ),
)
def test_a_score_depends_on_query_and_passage_alone(
    index: OpenIndex,
    years: list[tuple[int, int]],
    sections: list[Section],
    mode: Mode,
    top_k: int,
    query: str,
) -> None:
    everything = Settings(top_k=100, mode=mode, min_score=0, all_years=True)
    scores = {hit.passage.passage_id: hit.score for hit in search(index, query, everything).hits}
    filters = Filters(
        years=tuple(YearRange(first, first + more) for first, more in years), sections=tuple(sections)
    )
    for hit in search(index, query, replace(everything, filters=filters, top_k=top_k)).hits:
        assert hit.score == scores[hit.passage.passage_id]
        assert 0 <= (hit.score or 0.0) <= 1


@pytest.mark.parametrize("copies", [21, 3])
def test_every_copy_of_a_passage_is_folded(fake_index: Build, copies: int) -> None:
    index = fake_index({f"kazakhstan-{2001 + i}.txt": report(i) for i in range(copies)})
    hits = search(index, "working group report parliament courts", Settings(min_score=0, top_k=2)).hits
    assert len(hits[0].also_in) == copies - 1
    assert hits[1].passage.section != "prevention"


def test_per_report_counts_before_the_cut(fake_index: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answer, "_CANDIDATES", 2)
    monkeypatch.setattr(answer, "_CANDIDATES_A_HIT", 1)
    long = HEAD + "PROTECTION\n" + "Victims of trafficking were identified in shelters of the north. " * 60
    index = fake_index(
        {"kazakhstan-2017.txt": long, **{f"kazakhstan-{y}.txt": report(y) for y in range(2018, 2022)}}
    )
    wanted = Settings(top_k=5, per_report=1, min_score=0, all_years=True)
    hits = search(index, "victims identified in shelters of the north", wanted).hits
    assert sorted(hit.report.year for hit in hits) == [2017, 2018, 2019, 2020, 2021]


@pytest.mark.parametrize("mode", list(Mode))
def test_the_same_query_gives_the_same_hits(index: OpenIndex, mode: Mode) -> None:
    how = Settings(mode=mode, min_score=0)
    assert search(index, "victims", how).hits == search(index, "victims", how).hits


def test_several_queries_are_answered_as_each_alone(index: OpenIndex) -> None:
    queries = ["shelters", "working group", "victims in 2018"]
    how = Settings(min_score=0)
    assert list(search_many(index, queries, how)) == [search(index, query, how) for query in queries]


def test_a_threshold_turns_away_and_names_the_nearest(index: OpenIndex) -> None:
    index.manifest = replace(index.manifest, thresholds={"hybrid": {"tip": 0.99}})
    found = search(index, "shelters for victims")
    assert found.hits == ()
    assert found.nearest is not None
    assert "0.99 is needed" in found.reason
    assert f"reaches {found.relevance:.2f}" in found.reason
    assert search(index, "shelters for victims", Settings(min_score=0)).hits
    assert search(index, "shelters for victims", Settings(mode=Mode.LEXICAL)).hits


def test_min_score_leaves_out_hits_below_it(index: OpenIndex) -> None:
    everything = search(index, "shelters for victims", Settings(min_score=0, all_years=True)).hits
    floor = everything[1].score
    kept = search(index, "shelters for victims", Settings(min_score=floor, all_years=True)).hits
    assert kept == tuple(hit for hit in everything if (hit.score or 0) >= (floor or 0))
    assert search(index, "shelters for victims", Settings(min_score=2.0)).hits == ()


def test_nothing_allowed_is_nothing_found(index: OpenIndex) -> None:
    how = Settings(filters=Filters(years=(YearRange(2001, 2002),)))
    found = search(index, "shelters", how)
    assert (found.hits, found.nearest) == ((), None)


def test_exact_miss_names_what_words_alone_find(index: OpenIndex) -> None:
    found = search(index, "shelters cared for nobody", Settings(mode=Mode.EXACT))
    assert found.hits == ()
    assert found.nearest is not None
    assert found.nearest.passage.section == "protection"


def test_a_word_that_is_nowhere_is_not_found(index: OpenIndex) -> None:
    assert (
        search(index, "xylophone", Settings(mode=Mode.LEXICAL)).reason
        == "no passage holds any word of the query"
    )
