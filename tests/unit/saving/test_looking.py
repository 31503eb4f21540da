"""What is new since the last look: hits of reports that came or changed, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from kzsearch.errors import QueryError
from kzsearch.index import OpenIndex
from kzsearch.saving.looking import Look, look, look_for_new, settings_of
from kzsearch.saving.searches import SavedSearch
from kzsearch.types import Mode
from tests.indexes import build_fake, open_fake

HEAD = "KAZAKHSTAN (Tier 2)\nThe Government of Kazakhstan does not fully meet the minimum standards.\n"
SHELTER = "PROTECTION\nThe shelter in {} cared for {} women. It gave them beds and legal aid.\n"
POLICE = "PROSECUTION\nPolice arrested {} recruiters at the border.\n"
FIRST = {
    "kazakhstan-2017.txt": HEAD + POLICE.format(9) + SHELTER.format("Astana", 11),
    "kazakhstan-2018.txt": HEAD + POLICE.format(7) + SHELTER.format("Almaty", 12),
}


class Index:
    """An index that is built again and again."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._opened: OpenIndex | None = None

    def of(self, files: Mapping[str, str], **settings: int) -> OpenIndex:
        self.close()
        corpus = self._folder / "corpus"
        for old in corpus.glob("*") if corpus.exists() else ():
            old.unlink()
        build_fake(corpus, self._folder / "default", files, **settings)
        self._opened = open_fake(self._folder / "default", **settings)
        return self._opened

    def close(self) -> None:
        if self._opened is not None:
            self._opened.close()


@pytest.fixture
def built(tmp_path: Path) -> Iterator[Index]:
    index = Index(tmp_path)
    yield index
    index.close()


def saved(**options: object) -> SavedSearch:
    return SavedSearch("x", '"shelter"', Path("/none"), options=options)  # type: ignore[arg-type]


def new(index: OpenIndex, search: SavedSearch) -> Look:
    return look_for_new(index, search, settings_of(search, index.store))


def ids(found: Look) -> list[str]:
    return [hit.passage.passage_id for hit in found.answer.hits]


def seen(index: OpenIndex, search: SavedSearch) -> SavedSearch:
    return look(index, search, settings_of(search, index.store)).search


def test_everything_is_new_at_the_first_look_and_nothing_at_the_next(built: Index) -> None:
    index = built.of(FIRST)
    first = new(index, saved())
    assert sorted(ids(first)) == ["kaz-2017-protection-01", "kaz-2018-protection-01"]
    assert ids(new(index, first.search)) == []
    assert first.search.looked


def test_a_rebuild_shows_nothing(built: Index) -> None:
    search = seen(built.of(FIRST), saved())
    assert ids(new(built.of(FIRST), search)) == []
    assert ids(new(built.of(FIRST, max_tokens=12), search)) == []


@pytest.mark.parametrize("top_k", [1, 10])
def test_a_new_report_shows_only_its_hits(built: Index, top_k: int) -> None:
    search = seen(built.of(FIRST), saved(k=top_k))
    index = built.of(
        {**FIRST, "kazakhstan-2019.txt": HEAD + POLICE.format(3) + SHELTER.format("Oskemen", 13)}
    )
    found = new(index, search)
    assert ids(found) == ["kaz-2019-protection-01"]
    assert [hit.rank for hit in found.answer.hits] == [1]
    assert ids(new(index, found.search)) == []


def test_a_new_report_that_repeats_an_old_passage_is_news(built: Index) -> None:
    search = seen(built.of(FIRST), saved())
    index = built.of({**FIRST, "kazakhstan-2019.txt": HEAD + SHELTER.format("Almaty", 12)})
    assert ids(new(index, search)) == ["kaz-2019-protection-01"]


def test_of_a_changed_report_only_what_changed_is_new(built: Index) -> None:
    search = seen(built.of(FIRST), saved())
    wrapped = FIRST["kazakhstan-2018.txt"].replace("Almaty cared", "Almaty\ncared")
    assert ids(new(built.of({**FIRST, "kazakhstan-2018.txt": wrapped}), search)) == []
    elsewhere = FIRST["kazakhstan-2018.txt"].replace("arrested 7", "arrested 70")
    assert ids(new(built.of({**FIRST, "kazakhstan-2018.txt": elsewhere}), search)) == []
    corrected = FIRST["kazakhstan-2018.txt"].replace("for 12", "for 120")
    assert ids(new(built.of({**FIRST, "kazakhstan-2018.txt": corrected}), search)) == [
        "kaz-2018-protection-01"
    ]


def test_a_report_that_was_away_is_not_new_twice(built: Index) -> None:
    search = seen(built.of(FIRST), saved())
    gone = new(built.of({"kazakhstan-2017.txt": FIRST["kazakhstan-2017.txt"]}), search)
    assert ids(gone) == []
    assert ids(new(built.of(FIRST), gone.search)) == []


def test_filters_hold(built: Index) -> None:
    search = seen(built.of(FIRST), saved(year=["2017"]))
    index = built.of({**FIRST, "kazakhstan-2019.txt": HEAD + SHELTER.format("Oskemen", 13)})
    assert ids(new(index, search)) == []


def test_options_are_those_of_a_search(built: Index) -> None:
    index = built.of(FIRST)
    settings = settings_of(saved(k=3, mode="lexical", year=["2017..2018"], **{"min-score": 0.2}), index.store)
    assert (settings.top_k, settings.mode, settings.min_score) == (3, Mode.LEXICAL, 0.2)
    assert settings.filters.years[0].last == 2018
    for wrong in ({"year": ["20"]}, {"mode": "x"}, {"k": 0}):
        with pytest.raises(QueryError):
            settings_of(saved(**wrong), index.store)
