"""Queries with operators, searched: what passes is ranked by meaning, in every mode that reads operators."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzsearch.analysis.compare.by_year import hits_by_year
from kzsearch.analysis.timeline.presence import presence_timeline
from kzsearch.errors import QueryError
from kzsearch.index import OpenIndex
from kzsearch.search import Settings, search, search_many
from kzsearch.search.parsed import as_words
from kzsearch.types import Filters, Mode, Section, YearRange
from tests.indexes import build_fake, open_fake
from tests.two_years import THREE

ALL = Settings(top_k=100, min_score=0, all_years=True)
MODES = [Mode.HYBRID, Mode.DENSE, Mode.LEXICAL]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenIndex]:
    folder = tmp_path_factory.mktemp("restricted")
    build_fake(folder / "corpus", folder / "default", THREE, max_tokens=24)
    with open_fake(folder / "default", max_tokens=24) as opened:
        yield opened


def found(index: OpenIndex, query: str, mode: Mode = Mode.HYBRID, **changes: object) -> list[str]:
    settings = replace(ALL, mode=mode, **changes)  # type: ignore[arg-type]
    return [hit.passage.passage_id for hit in search(index, query, settings).hits]


@pytest.mark.parametrize("mode", MODES)
def test_what_passes_has_the_score_that_it_has_without_operators(index: OpenIndex, mode: Mode) -> None:
    settings = replace(ALL, mode=mode)
    plain = {hit.passage.passage_id: hit.score for hit in search(index, "women shelter", settings)}
    hits = search(index, "women shelter -Navoi", settings).hits
    assert hits
    assert len(hits) < len(plain)
    for hit in hits:
        assert hit.score == plain[hit.passage.passage_id]
        assert "Navoi" not in hit.passage.text


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(
    "query",
    ['"Navoi center"', "“navoi  center”", 'legal aid "Navoi center"', "Navoi AND center", '"center Navoi"~0'],
)
def test_required_words_are_there_and_stand_out(index: OpenIndex, mode: Mode, query: str) -> None:
    hits = search(index, query, replace(ALL, mode=mode)).hits
    assert {hit.report.year for hit in hits} == {2018, 2019}
    assert all("Navoi center" in hit.passage.text for hit in hits)
    if mode is not Mode.DENSE or "Navoi center" in query:
        assert all(any("Navoi" in hit.passage.text[slice(*span)] for span in hit.highlights) for hit in hits)


@pytest.mark.parametrize("mode", MODES)
def test_the_beginning_of_a_word(index: OpenIndex, mode: Mode) -> None:
    answer = search(index, "traff*", replace(ALL, mode=mode, explain=True))
    assert len(answer.hits) == len([hit for hit in answer if "traffickers" in hit.passage.text]) == 2
    for hit in answer:
        assert "traffickers" in [hit.passage.text[slice(*span)] for span in hit.highlights]
        assert hit.explanation is not None
        assert hit.explanation.condition == "traff*"
        assert hit.explanation.expansions["traff*"] == ("traffickers",)
    assert found(index, "zzz*", mode) == []
    # Every word that begins so counts, not only the most frequent one.
    texts = [hit.passage.text.casefold() for hit in search(index, "co*", replace(ALL, mode=mode))]
    assert {"courts", "construction", "consular"} <= set(re.findall(r"\bco\w+", " ".join(texts)))
    assert all(re.search(r"\bco", text) for text in texts)


@pytest.mark.parametrize("mode", MODES)
def test_operators_alone_list_what_passes_in_order(index: OpenIndex, mode: Mode) -> None:
    hits = search(index, "section:prosecution year:2019", replace(ALL, mode=mode)).hits
    assert [hit.passage.passage_id for hit in hits] == ["per-2019-prosecution-01", "uzb-2019-prosecution-01"]
    assert {hit.score for hit in hits} == {1.0}
    without = search(index, "-courts -section:overview country:uzbekistan", replace(ALL, mode=mode)).hits
    assert without
    assert all("ourts" not in hit.passage.text and hit.report.country.alpha3 == "UZB" for hit in without)


def test_a_query_narrows_what_options_let_through(index: OpenIndex) -> None:
    only_2018 = Filters(years=(YearRange(2018, 2018),))
    assert {name[4:8] for name in found(index, "shelter", filters=only_2018)} == {"2018"}
    assert found(index, "shelter year:2019", filters=only_2018) == []
    within = Filters(sections=(Section.PROTECTION,))
    names = found(index, "women year:2019", filters=within)
    assert names
    assert all(name.startswith("uzb-2019-protection") for name in names)


def test_when_nothing_passes_the_answer_says_what_was_asked_for(index: OpenIndex) -> None:
    answer = search(index, 'women "banana bread" -Navoi')
    assert answer.hits == ()
    assert (
        answer.reason == 'no passage of the index has what the query asks for: "banana bread" AND NOT Navoi'
    )
    assert answer.nearest is not None
    missing = search(index, "women year:2010")
    assert missing.notes == ("the index holds the report years 2018, 2019",)
    excluded = search(index, "-(the OR -the)", ALL)
    assert excluded.reason.endswith(": NOT (the OR NOT the)")
    assert excluded.nearest is None


def test_a_threshold_does_not_refuse_what_holds_the_very_words(index: OpenIndex) -> None:
    high = {mode.value: {"tip": 0.99} for mode in MODES}
    object.__setattr__(index.manifest, "thresholds", high)
    try:
        for query in ('"Navoi"', "Navoi AND women", "nav*", '"Navoi" the'):
            answer = search(index, query)
            assert answer.hits
            assert not any(hit.weak for hit in answer.hits)
        for query in ('women "Navoi"', "women -Peru", "Navoi OR -women"):
            assert search(index, query).reason.startswith("the corpus does not seem to answer it")
    finally:
        object.__setattr__(index.manifest, "thresholds", {})


def test_words_are_corrected_outside_quotation_marks(index: OpenIndex) -> None:
    answer = search(index, "shelterr AND womenn -Navoii", replace(ALL, explain=True))
    assert answer.hits == ()
    assert "shelter AND women AND NOT navoi" in answer.reason
    assert "looked for 'shelter': no 'shelterr' here" in answer.notes
    assert search(index, '"shelterr"', ALL).hits == ()
    kept = search(index, '"shelterr" -zzzz', ALL)
    assert kept.notes == ()
    assert '"shelterr"' in kept.reason


def test_a_quoted_name_is_a_word_and_no_filter(index: OpenIndex) -> None:
    """Without quotation marks, `Peru` alone shows the report on Peru."""
    assert {name[:3] for name in found(index, '"Uzbekistan"')} == {"uzb"}
    assert {name[:3] for name in found(index, "NOT Uzbekistan")} == {"uzb", "per"}
    assert found(index, '"government of peru"') == ["per-2019-overview-01"]
    assert {name[:3] for name in found(index, "Peru -bars")} == {"per"}


@pytest.mark.parametrize("mode", MODES)
def test_the_sentence_with_the_quotation_is_the_one_that_is_cited(index: OpenIndex, mode: Mode) -> None:
    for query in ('standards of Peru "Police raided"', "standards of Peru bar*"):
        (hit,) = search(index, query, replace(ALL, mode=mode)).hits
        assert hit.sentence_text == "Police raided bars in Puno."


def test_exact_mode_reads_no_operators(index: OpenIndex) -> None:
    assert len(found(index, "Navoi center", Mode.EXACT)) == 2
    assert found(index, '"Navoi center"', Mode.EXACT) == []
    assert found(index, "Navoi -center", Mode.EXACT) == []
    assert found(index, "section:zzz", Mode.EXACT) == []


def test_what_was_understood_is_told_where_an_explanation_is_wanted(index: OpenIndex) -> None:
    query = 'women "Navoi center" year:2018..2019'
    answer = search(index, query, replace(ALL, explain=True))
    shown = '"Navoi center" AND year:2018..2019'
    assert answer.notes == (f"only passages with {shown}, ranked by 'women Navoi center'",)
    assert all(hit.explanation and hit.explanation.condition == shown for hit in answer)
    assert all(hit.query == query for hit in answer)
    assert search(index, query, ALL).notes == ()
    listed = search(index, "year:2018", replace(ALL, explain=True))
    assert listed.notes == ("only passages with year:2018, in the order of the reports",)


def test_many_queries_are_each_read(index: OpenIndex) -> None:
    queries = ["women", "women -Navoi", "section:prosecution", '"Navoi"']
    one_by_one = [search(index, query, ALL) for query in queries]
    assert list(search_many(index, queries, ALL)) == one_by_one
    assert search(index, as_words('"Navoi"'), ALL).hits != one_by_one[-1].hits
    with pytest.raises(QueryError, match="section: has no 'zz'"):
        list(search_many(index, ["women", "section:zz"], ALL))


def test_questions_on_years_keep_their_operators(index: OpenIndex) -> None:
    settings = Settings(min_score=0)
    by_year = hits_by_year(
        index, 'what changed between 2018 and 2019 in "legal aid" country:uzbekistan', settings
    )
    assert [report.year for report, _ in by_year.hits] == [2018, 2019]
    assert all("legal aid" in hit.passage.text for _, hits in by_year.hits for hit in hits)
    only_women = hits_by_year(index, "shelters in both years -Navoi country:Uzbekistan", settings)
    hits = [hit for _, of_report in only_women.hits for hit in of_report]
    assert hits
    assert all("Navoi" not in hit.passage.text for hit in hits)


def test_a_timeline_counts_what_passes(index: OpenIndex) -> None:
    passages = {
        (one.country.alpha3, one.year): one.passages for one in presence_timeline(index, '"legal aid" -Peru')
    }
    assert passages["UZB", 2018] == passages["UZB", 2019] == 1
    assert passages["PER", 2019] == 0


@given(
    query=st.text(alphabet='ab "“”«»()-*~:5 Navoi women the ANDORT', max_size=40),
    mode=st.sampled_from(list(Mode)),
)
def test_any_query_is_answered_or_refused(index: OpenIndex, query: str, mode: Mode) -> None:
    try:
        answer = search(index, query, replace(ALL, mode=mode))
    except QueryError:
        return
    assert answer.query == query.strip()
    for hit in answer.hits:
        assert all(0 <= span.start < span.end <= len(hit.passage.text) for span in hit.highlights)
