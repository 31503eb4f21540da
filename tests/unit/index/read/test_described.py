"""What is known of each passage by report, section and kind: filters by it allow what the database allows."""

from __future__ import annotations

import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzsearch.errors import IndexFolderError
from kzsearch.index.format.manifest import PASSAGE_CODES, PASSAGES_DB
from kzsearch.index.read import described as module
from kzsearch.index.read import rows
from kzsearch.index.read.connections import Connections
from kzsearch.index.read.described import Described
from kzsearch.types import Filters, PassageMetadata, Section, Tier, YearRange
from kzsearch.types.conditions import Word
from tests.indexes import build_fake, open_fake
from tests.renderings import Shape, known_sections, render
from tests.two_years import THREE

if TYPE_CHECKING:
    from kzsearch.index import OpenIndex

FILES = {
    **THREE,
    **{f"kazakhstan-{year}.txt": render(Shape(year=year), known_sections(2023)) for year in (2015, 2023)},
}

ranges = st.builds(
    lambda first, more: YearRange(first, first + more), st.integers(2012, 2024), st.integers(0, 9)
)
filters = st.recursive(
    st.builds(
        Filters,
        years=st.lists(ranges, max_size=2).map(tuple),
        sections=st.lists(st.sampled_from(Section), max_size=2, unique=True).map(tuple),
        countries=st.lists(st.sampled_from(["KAZ", "UZB", "PER", "TKM"]), max_size=2, unique=True).map(tuple),
        tiers=st.lists(st.sampled_from(Tier), max_size=2, unique=True).map(tuple),
        series=st.lists(st.sampled_from(["tip", "hrr"]), max_size=1).map(tuple),
    ),
    lambda inner: st.builds(Filters.within, inner, inner),
    max_leaves=3,
)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenIndex]:
    folder = tmp_path_factory.mktemp("described")
    build_fake(folder / "corpus", folder / "index", FILES)
    with open_fake(folder / "index") as opened:
        yield opened


def _described(index: OpenIndex) -> Described:
    connections = Connections(index.folder / PASSAGES_DB)
    return Described(connections, index.folder / PASSAGE_CODES, index.manifest.counts.passages)


@given(wanted=filters, plain=st.booleans())
def test_filters_allow_what_the_database_allows(index: OpenIndex, wanted: Filters, *, plain: bool) -> None:
    connection = rows.connect(index.folder / PASSAGES_DB)
    described = _described(index)
    with pytest.MonkeyPatch.context() as patch:
        if plain:
            patch.delitem(sys.modules, "numpy")
        else:
            patch.setattr(module, "_FEW", 0)
        found = described.allowed(wanted)
    assert found is not None
    assert isinstance(found, list) is plain
    assert list(found) == rows.keys(connection, wanted)
    connection.close()


@pytest.mark.parametrize(
    "wanted",
    [
        Filters(labels=("Scope",)),
        Filters(condition=Word("shelter")),
        Filters(years=(YearRange(2015, 2015),)).within(Filters(condition=Word("shelter"))),
    ],
)
def test_headings_and_words_are_the_databases(index: OpenIndex, wanted: Filters) -> None:
    assert _described(index).allowed(wanted) is None


@pytest.mark.parametrize("few", [module._FEW, 0], ids=["all reports", "one by one at first"])
def test_metadata_are_those_of_the_passages(
    index: OpenIndex, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_FEW", few)
    count = index.manifest.counts.passages
    reports = {report.report_id: report for report in index.store.reports()}
    expected = {}
    for key, passage in index.store.passages(range(count)).items():
        report = reports[passage.report_id]
        expected[key] = PassageMetadata(
            report.year, report.country.alpha3, passage.section, report.tier, report.series, passage.kind
        )
    described = _described(index)
    for _ in range(module._ONE_BY_ONE + 1):
        assert described.metadata([*range(count), count, -1]) == expected


def test_it_covers_the_reports(index: OpenIndex) -> None:
    coverage = index.store.coverage()
    assert coverage.years == {2015, 2018, 2019, 2023}
    assert {country.alpha3 for country in coverage.countries} == {"KAZ", "UZB", "PER"}
    assert coverage.passages == index.manifest.counts.passages


@pytest.mark.parametrize("few", [module._FEW, 0])
def test_passages_without_a_report_are_damage(
    index: OpenIndex, tmp_path: Path, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_FEW", few)
    count = index.manifest.counts.passages
    shutil.copy(index.folder / PASSAGES_DB, tmp_path)
    with closing(sqlite3.connect(tmp_path / PASSAGES_DB)) as connection, connection:
        connection.execute("DELETE FROM described WHERE first = 0")
    damaged = Described(Connections(tmp_path / PASSAGES_DB), index.folder / PASSAGE_CODES, count)
    with pytest.raises(IndexFolderError, match="passages without a report"):
        damaged.metadata([0])


def test_a_file_of_another_length_is_damaged(index: OpenIndex, tmp_path: Path) -> None:
    (tmp_path / "codes").write_bytes(b"\0")
    connections = Connections(index.folder / PASSAGES_DB)
    damaged = Described(connections, tmp_path / "codes", index.manifest.counts.passages)
    with pytest.raises(IndexFolderError, match="codes of the index is damaged"):
        damaged.metadata([0])


def test_a_code_that_nobody_writes_is_damage(index: OpenIndex, tmp_path: Path) -> None:
    count = index.manifest.counts.passages
    (tmp_path / "codes").write_bytes(b"\xff" * count)
    damaged = Described(Connections(index.folder / PASSAGES_DB), tmp_path / "codes", count)
    with pytest.raises(IndexFolderError, match="is damaged"):
        damaged.metadata([0])
