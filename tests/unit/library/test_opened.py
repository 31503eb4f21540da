"""An open index from Python: the arguments of the command line, and no error but our own."""

from __future__ import annotations

import gc
import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import kzsearch
from kzsearch import KzsearchError
from kzsearch.library import Index

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from kzsearch.index import OpenIndex
    from tests.conftest import Kz

HEAD = "{} ({})\nThe Government of {} does not fully meet the minimum standards for their elimination.\n"
FILES = {
    "kazakhstan-2023.txt": HEAD.format("KAZAKHSTAN", "Tier 2", "Kazakhstan")
    + "PROTECTION\nThe government identified 10 victims. A shelter took them in and cared for them all.\n",
    "france-2022.txt": HEAD.format("FRANCE", "Tier 1", "France")
    + "PROSECUTION\nThe court convicted traffickers. The police investigated many more of them.\n",
}
ANY = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(st.characters(exclude_categories=())),
    st.binary(),
    st.just(object()),
    st.lists(st.integers() | st.text() | st.none(), max_size=3),
    st.builds(kzsearch.YearRange, st.integers(), st.integers()),
    st.sampled_from([kzsearch.Section.PROTECTION, kzsearch.Tier.TIER_2, kzsearch.Mode.EXACT]),
)
ARGUMENTS = (
    *("top_k", "year", "section", "country", "tier", "series", "mode", "min_score", "per_report"),
    *("context", "explain", "all_years"),
)


@pytest.fixture
def index(fake_index: Callable[..., OpenIndex]) -> Iterator[Any]:
    with Index(fake_index(FILES)) as opened:
        yield opened


def error_of(call: Callable[[], object]) -> KzsearchError | None:
    """Return the error of our own that a call raises, if it does; any other fails the test."""
    try:
        call()
    except KzsearchError as error:
        return error
    return None


def found(index: Any, query: str = "shelter victims", **how: Any) -> list[str]:  # noqa: ANN401  a fixture
    return [hit.report.report_id for hit in index.search(query, mode="lexical", **how)]


def test_filters_are_those_of_the_command_line(index: Any) -> None:  # noqa: ANN401
    assert found(index) == ["kaz-2023"]
    for how in (
        {"year": 2023},
        {"year": "2022..2023"},
        {"year": range(2020, 2024)},
        {"section": "Protection"},
        {"section": [kzsearch.Section.PROTECTION]},
        {"country": "Казахстан"},
        {"tier": 2},
        {"country": ["FR", "Kazakhstan"], "tier": "Tier 2"},
    ):
        assert found(index, **how) == ["kaz-2023"], how


def test_an_answer_without_hits_says_what_the_index_holds(index: Any) -> None:  # noqa: ANN401
    answer = index.search("shelter", country="Germany", mode="lexical")
    assert not answer
    assert answer.reason == "no passage of the index passes the filters"
    assert answer.notes == ("the index holds the countries France, Kazakhstan",)


def test_messages_speak_of_arguments_not_of_options(index: Any) -> None:  # noqa: ANN401
    for how, message, hint in (
        ({"section": "protektion"}, "section has no 'protektion'", "did you mean protection? section takes"),
        ({"year": 1990}, "there is no report of 1990", "year takes a report year or a range: year=2017"),
        ({"top_k": 0}, "0 hits cannot be shown", "top_k takes a number"),
        ({"mode": "fuzzy"}, "mode has no 'fuzzy'", "mode takes hybrid"),
    ):
        with pytest.raises(KzsearchError) as caught:
            index.search("shelter", **how)
        assert message in caught.value.message
        assert message in str(caught.value)
        assert caught.value.hint.startswith(hint)


def test_show_and_reports(index: Any) -> None:  # noqa: ANN401
    assert [report.report_id for report in index.reports()] == ["fra-2022", "kaz-2023"]
    assert [hit.passage.passage_id for hit in index.show("kaz-2023", section="protection")] == [
        "kaz-2023-protection-01"
    ]
    for name in (None, 3, b"kaz-2023", "", "kaz", "\ud800"):
        with pytest.raises(KzsearchError):
            index.show(name)
    for how in ({"section": "nothing"}, {"section": 5}, {"context": -1}, {"context": "1"}):
        with pytest.raises(KzsearchError):
            index.show("kaz-2023", **how)


def test_search_index_takes_settings_and_either_index(fake_index: Callable[..., OpenIndex]) -> None:
    opened = fake_index(FILES)
    how = kzsearch.Settings(mode=kzsearch.Mode.LEXICAL, filters=kzsearch.Filters(countries="Kazakhstan"))  # type: ignore[arg-type]
    for index in (opened, Index(opened)):
        assert [hit.report.report_id for hit in kzsearch.search_index(index, "shelter", how)] == ["kaz-2023"]


def test_a_closed_index_says_so(index: Any) -> None:  # noqa: ANN401
    assert repr(index) == f"<Index {index.path}: 2 reports, 4 passages>"
    index.close()
    index.close()
    assert repr(index) == f"<Index {index.path}: closed>"
    calls: list[Callable[[], object]] = [
        lambda: index.search("shelter"),
        lambda: index.show("kaz-2023"),
        index.reports,
        lambda: kzsearch.search_index(index, "shelter"),
        index.__enter__,
    ]
    for call in calls:
        with pytest.raises(KzsearchError, match="the index is closed"):
            call()
    assert index.notes == ()


def test_an_index_that_nobody_refers_to_closes_itself(fake_index: Callable[..., OpenIndex]) -> None:
    opened = fake_index(FILES)
    Index(opened)
    gc.collect()
    assert opened._held.closed


@pytest.mark.parametrize("folder", [5, b"indexes", "", "no/such/index", "a\0b", "x" * 5000, object(), True])
def test_a_folder_that_is_none(folder: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ANN401
    monkeypatch.chdir(tmp_path)
    with pytest.raises(KzsearchError) as caught:
        kzsearch.open_index(folder)
    assert caught.value.hint
    with pytest.raises(KzsearchError):
        kzsearch.open_index(tmp_path, corpus=folder)


def test_what_is_no_index_is_refused() -> None:
    for index in (None, 3, "indexes/default"):
        with pytest.raises(KzsearchError, match="is no open index"):
            kzsearch.search_index(index, "shelter")  # type: ignore[arg-type]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300)
@given(query=st.just("shelter") | ANY, how=st.dictionaries(st.sampled_from(ARGUMENTS), ANY, max_size=2))
def test_a_search_raises_no_other_error(index: Any, query: object, how: dict[str, object]) -> None:  # noqa: ANN401
    error = error_of(lambda: list(index.search(query, **{"mode": "lexical", **how})))
    assert error is None or (error.hint and "a fault in kzsearch" not in error.message)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=ANY, section=ANY, context=ANY)
def test_show_raises_no_other_error(index: Any, name: object, section: object, context: object) -> None:  # noqa: ANN401
    error = error_of(lambda: index.show(name, section=section, context=context))
    assert error is None or (error.hint and "a fault in kzsearch" not in error.message)


def test_a_record_is_what_jsonl_prints(kz: Kz, real_index: Path) -> None:
    line = kz("search", "hotline calls", "-k", "1", "--format", "jsonl").out
    with kzsearch.open_index(real_index) as index:
        [hit] = index.search("hotline calls", top_k=1)
        assert json.loads(line) == hit.to_dict()
        assert list(json.loads(line)) == list(hit.to_dict())
        assert replace(hit, query_line=7).to_dict()["query_line"] == 7
