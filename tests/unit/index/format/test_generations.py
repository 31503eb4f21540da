"""Generations: the files that a builder may touch, and the errors that a reader gets."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kzsearch.errors import IndexFolderError
from kzsearch.index.format import generations
from tests.indexes import build_fake, open_fake
from tests.renderings import Shape, known_sections, render

if TYPE_CHECKING:
    from pathlib import Path

REPORT = {
    "kazakhstan-2023.txt": render(Shape(), {name: texts[:1] for name, texts in known_sections(2023).items()})
}


def test_a_build_touches_nothing_that_is_not_its_own(tmp_path: Path) -> None:
    index = tmp_path / "work"
    for name in ("games", "g1", "g00000x", "garden"):
        (index / name).mkdir(parents=True)
        (index / name / "manifest.json").write_text("mine")
    (index / "g000009.txt").write_text("mine")
    build_fake(tmp_path / "corpus", index, REPORT)
    build_fake(tmp_path / "corpus", index, REPORT)
    for name in ("games", "g1", "g00000x", "garden"):
        assert (index / name / "manifest.json").read_text() == "mine"
    assert (index / "g000009.txt").read_text() == "mine"
    assert generations.live(index).name == "g000002"


def test_a_build_that_fails_leaves_nothing(tmp_path: Path) -> None:
    index = tmp_path / "index"
    with pytest.raises(ZeroDivisionError), generations.building(index) as folder:  # noqa: PT012
        (folder / "half").write_text("half")
        raise ZeroDivisionError
    assert [path.name for path in index.iterdir()] == ["lock"]
    with pytest.raises(IndexFolderError, match="no index at"):
        generations.live(index)


def test_what_a_killed_build_has_left_goes_with_the_next(tmp_path: Path) -> None:
    left = tmp_path / "index" / ".building-1"
    left.mkdir(parents=True)
    (left / "passages.sqlite").write_text("half")
    build_fake(tmp_path / "corpus", tmp_path / "index", REPORT)
    assert not left.exists()


def test_a_generation_goes_when_its_last_reader_has_gone(tmp_path: Path) -> None:
    index = tmp_path / "index"
    build_fake(tmp_path / "corpus", index, REPORT)
    first, second = open_fake(index), open_fake(index)
    build_fake(tmp_path / "corpus", index, REPORT)
    assert {path.name for path in index.glob("g*")} == {"g000001", "g000002"}
    first.close()
    generations.remove_unread(index)
    assert {path.name for path in index.glob("g*")} == {"g000001", "g000002"}
    second.close()
    generations.remove_unread(index)
    assert {path.name for path in index.glob("g*")} == {"g000002"}


def test_a_reader_of_a_lost_manifest_is_told_at_once(tmp_path: Path) -> None:
    index = tmp_path / "index"
    build_fake(tmp_path / "corpus", index, REPORT)
    (generations.live(index) / "manifest.json").unlink()
    with pytest.raises(IndexFolderError, match=r"lost manifest\.json"):
        generations.hold(index)


def test_an_index_can_be_moved_with_its_corpus(tmp_path: Path) -> None:
    build_fake(tmp_path / "one" / "corpus", tmp_path / "one" / "indexes" / "d", REPORT)
    (tmp_path / "one").rename(tmp_path / "two")
    with open_fake(tmp_path / "two" / "indexes" / "d") as index:
        assert index.corpus == tmp_path / "two" / "corpus"
        assert str(tmp_path) not in (generations.live(index.path) / "manifest.json").read_text()
