"""Building from Python raises no error but our own."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest

import kzsearch

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    "arguments",
    [
        {"corpus": 5},
        {"corpus": "no/such/folder"},
        {"index": b"x"},
        {"model": 5},
        {"stated": "year"},
        {"stated": {"a.txt": "2023"}},
        {"stated": {"a.txt": {"year": 2023}}},
    ],
)
def test_arguments_that_make_no_sense(arguments: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    given = {"corpus": tmp_path / "corpus", "index": tmp_path / "index", **arguments}
    with pytest.raises(kzsearch.KzsearchError) as caught:
        kzsearch.build_index(**given)
    assert caught.value.hint
    assert "a fault in kzsearch" not in caught.value.message
    assert not (tmp_path / "index" / "current").exists()


def test_an_index_that_is_named_is_built_from_its_own_corpus(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, indexes: Path
) -> None:
    corpus, index = tmp_path / "mine", indexes / "of-mine"
    corpus.mkdir()
    (corpus / "peru-2019.txt").write_text("PERU\n\nPolice raided bars in Puno.\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    try:
        kzsearch.build_index(corpus, index)
        (corpus / "peru-2020.txt").write_text("PERU\n\nPolice raided a mine in Puno.\n", encoding="utf-8")
        result = kzsearch.build_index(index=index)
    finally:
        shutil.rmtree(index, ignore_errors=True)
    assert result.counts.reports == 2
