"""Wanted texts: each once, in order, and nothing stays on disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kzsearch.index.write.previous import text_digest
from kzsearch.index.write.wanted import wanted_texts

if TYPE_CHECKING:
    from pathlib import Path

TEXTS = ["a", "b", "a", "c", "b", "a"]


def test_each_text_is_wanted_once_and_its_repetitions_are_copied(tmp_path: Path) -> None:
    with wanted_texts(tmp_path) as wanted:
        for place, text in enumerate(TEXTS):
            wanted.add(place, text_digest(text), len(text))
        assert len(wanted) == 3
        assert list(wanted.left()) == [0, 1, 3]
        assert list(wanted.repeated()) == [([2, 4, 5], [0, 1, 0])]


def test_what_is_settled_is_wanted_no_more(tmp_path: Path) -> None:
    with wanted_texts(tmp_path) as wanted:
        for place, text in enumerate(TEXTS):
            wanted.add(place, text_digest(text), len(text))
        offered = [text_digest(text) for text in ("z", "c", "b", "c")]
        assert wanted.places(offered) == {3: 1, 1: 2}  # of two equal texts the first
        wanted.settle([3, 1])
        assert (len(wanted), list(wanted.left()), wanted.places(offered)) == (1, [0], {})


def test_the_lengths_of_what_is_still_wanted_are_told_unless_it_is_much(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with wanted_texts(tmp_path) as wanted:
        for place, text in enumerate(["a", "bb", "cc", "ddd"]):
            wanted.add(place, text_digest(text), len(text))
        wanted.settle([3])
        assert sorted(wanted.lengths() or ()) == [1, 2]
        monkeypatch.setattr("kzsearch.index.write.wanted._TOGETHER", 2)
        assert wanted.lengths() is None


def test_nothing_stays_on_disk(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), wanted_texts(tmp_path) as wanted:  # noqa: PT012
        wanted.add(0, text_digest("a"), 1)
        raise ZeroDivisionError
    assert list(tmp_path.iterdir()) == []
