"""One index for many threads, through rebuilds, and when it is gone."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from kzsearch.errors import IndexFolderError
from kzsearch.serving.live import LiveIndex
from tests.indexes import build_fake

REPORT = {"albania-2019.txt": "TIER 1\n\nThe police opened a shelter.\n"}
OTHER = {"albania-2020.txt": "TIER 2\n\nThe police closed a shelter.\n"}


def _build(tmp_path: Path, files: Mapping[str, str]) -> Path:
    build_fake(tmp_path / "corpus", tmp_path / "index", files)
    return tmp_path / "index"


def _open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def test_a_rebuild_is_followed_and_a_borrower_keeps_what_it_has(tmp_path: Path) -> None:
    live = LiveIndex(_build(tmp_path, REPORT))
    with live.borrowed() as (before, name):
        _build(tmp_path, OTHER)
        with live.borrowed() as (after, other):
            assert name != other
            assert [report.year for report in after.reports()] == [2019, 2020]
        assert [report.year for report in before.reports()] == [2019]
    with pytest.raises(Exception, match="closed"):
        before.reports()
    live.close()


def test_generations_leave_no_file_open(tmp_path: Path) -> None:
    index = _build(tmp_path, REPORT)
    before = _open_files()
    live = LiveIndex(index)
    for _ in range(6):
        with live.borrowed() as (opened, _name):
            opened.reports()
            _build(tmp_path, OTHER)
    with live.borrowed() as (opened, _name):
        opened.reports()
    assert len([path for path in index.iterdir() if path.name.startswith("g0")]) <= 2
    live.close()
    live.close()
    with pytest.raises(IndexFolderError, match="closed"), live.borrowed():
        pass
    assert _open_files() == before


def test_an_index_that_vanishes_is_an_error_until_it_is_back(tmp_path: Path) -> None:
    index = _build(tmp_path, REPORT)
    live = LiveIndex(index)
    with live.borrowed() as (_, name):
        pass
    shutil.move(index, tmp_path / "away")
    for _ in range(2):
        with pytest.raises(IndexFolderError), live.borrowed():
            pass
    shutil.move(tmp_path / "away", index)
    with live.borrowed() as (opened, again):
        assert (len(opened.reports()), again) == (1, name)
    shutil.rmtree(index)
    _build(tmp_path, OTHER)
    with live.borrowed() as (opened, other):
        # It counts from 1 again, and is another.
        assert other.partition("-")[0] == name.partition("-")[0]
        assert other != name
        assert [report.year for report in opened.reports()] == [2019, 2020]
    live.close()


def test_a_generation_that_vanishes_alone_is_an_error(tmp_path: Path) -> None:
    index = _build(tmp_path, REPORT)
    live = LiveIndex(index)
    for folder in index.glob("g*"):
        shutil.rmtree(folder)
    with pytest.raises(IndexFolderError), live.borrowed() as (opened, _):
        opened.reports()
    live.close()


def test_many_threads_borrow_at_once(tmp_path: Path) -> None:
    live = LiveIndex(_build(tmp_path, REPORT))

    def ask(number: int) -> int:
        if number == 50:
            _build(tmp_path, OTHER)
        with live.borrowed() as (opened, _):
            return len(opened.reports())

    with ThreadPoolExecutor(8) as threads:
        assert set(threads.map(ask, range(100))) <= {1, 2}
    assert ask(0) == 2
    live.close()


def test_citations_name_the_corpus_by_its_name(tmp_path: Path) -> None:
    live = LiveIndex(_build(tmp_path, REPORT))
    with live.borrowed() as (opened, _):
        (hit,) = opened.show("alb-2019")
    assert hit.citation.endswith("(corpus/albania-2019.txt:3)")
    assert any(str(tmp_path) in str(folder) for folder in live.folders)
    live.close()
