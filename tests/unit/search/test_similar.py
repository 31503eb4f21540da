"""Passages like one: without it, without its copies of other years, by meaning and by telling words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from kzsearch.errors import QueryError
from kzsearch.index import OpenIndex
from kzsearch.search import Settings
from kzsearch.search.similar import more_like
from kzsearch.types import Filters, Mode, Section, YearRange
from tests.indexes import build_fake, open_fake

HEAD = "{} (Tier 2)\nThe Government of {} does not fully meet the minimum standards.\n"
SHELTER = (
    "PROTECTION\nThe shelter in the north cared for {} women, gave them beds, and paid doctors and lawyers.\n"
)
OTHER = (
    "PROTECTION\nA shelter for men opened in the south; doctors and lawyers volunteer there without pay.\n"
)
POLICE = (
    "PROSECUTION\nPolice arrested {} recruiters at the border, and judges sent them to prison for years.\n"
)
FILES = {
    "kazakhstan-2017.txt": HEAD.format("KAZAKHSTAN", "Kazakhstan") + POLICE.format(9) + SHELTER.format(11),
    "kazakhstan-2018.txt": HEAD.format("KAZAKHSTAN", "Kazakhstan") + POLICE.format(7) + SHELTER.format(12),
    "uzbekistan-2018.txt": HEAD.format("UZBEKISTAN", "Uzbekistan") + POLICE.format(5) + OTHER,
}
SEED = "kaz-2017-protection-01"


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenIndex]:
    folder = tmp_path_factory.mktemp("similar")
    build_fake(folder / "corpus", folder / "default", FILES)
    with open_fake(folder / "default") as opened:
        yield opened


def ids(index: OpenIndex, **changes: object) -> list[str]:
    answer = more_like(index, SEED, replace(Settings(), **changes))  # type: ignore[arg-type]
    return [hit.passage.passage_id for hit in answer.hits]


@pytest.mark.parametrize("mode", [Mode.HYBRID, Mode.DENSE, Mode.LEXICAL])
def test_the_nearest_come_first_without_the_passage_and_its_copies(index: OpenIndex, mode: Mode) -> None:
    answer = more_like(index, SEED, Settings(mode=mode, explain=True))
    assert answer.query == SEED
    assert answer.hits[0].passage.passage_id == "uzb-2018-protection-01"
    found = {hit.passage.passage_id for hit in answer}
    assert not found & {SEED, "kaz-2018-protection-01"}
    assert [hit.rank for hit in answer] == list(range(1, len(answer) + 1))
    assert not any(hit.weak for hit in answer)
    for hit in answer:
        assert hit.explanation is not None
        assert sum(part.amount for part in hit.explanation.contributions) == pytest.approx(hit.score)


def test_copies_are_shown_where_they_are_asked_for(index: OpenIndex) -> None:
    assert ids(index, all_years=True)[0] == "kaz-2018-protection-01"
    assert SEED not in ids(index, all_years=True)


def test_no_model_is_loaded(index: OpenIndex, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "embedder", lambda: pytest.fail("a model was loaded"))
    assert ids(index)


def test_filters_and_limits_hold(index: OpenIndex) -> None:
    assert ids(index, filters=Filters(countries=("UZB",), sections=(Section.PROSECUTION,))) == [
        "uzb-2018-prosecution-01"
    ]
    assert len(ids(index, top_k=1)) == 1
    assert len(ids(index, per_report=1)) <= 3
    nothing = more_like(index, SEED, Settings(filters=Filters(years=(YearRange(2010, 2011),))))
    assert (nothing.hits, nothing.reason) == ((), "no other passage that passes the filters is like it")
    high = more_like(index, SEED, Settings(min_score=0.99))
    assert (high.hits, high.reason) == (
        (),
        "no other passage of the index is like it and scores 0.99 or more",
    )


def test_telling_words_are_no_names_and_no_figures(index: OpenIndex) -> None:
    answer = more_like(index, "uzb-2018-overview-01", Settings(mode=Mode.LEXICAL, explain=True))
    matched = {word for hit in answer if hit.explanation for word in hit.explanation.matched_terms}
    assert "uzbekistan" not in matched
    assert "standards" in matched


@pytest.mark.parametrize(
    ("name", "settings", "message"),
    [
        ("kaz-2017-protection-99", Settings(), "the index has nothing called"),
        ("kaz-2017", Settings(), "kaz-2017 is no passage, but 3 of them"),
        (SEED, Settings(mode=Mode.EXACT), "exact mode finds the very words"),
        (SEED, Settings(rerank="x"), "--rerank reads a query"),
    ],
)
def test_what_makes_no_sense_is_told(index: OpenIndex, name: str, settings: Settings, message: str) -> None:
    with pytest.raises(QueryError, match=message):
        more_like(index, name, settings)
