"""The vectors of the queries of a calibration go from one generation to the next, unless something else makes them."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from kzsearch.index.format.manifest import QUERY_VECTORS
from kzsearch.index.write.queries import KeptQueries
from tests.fake_embedder import FakeEmbedder

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from kzsearch.types import Vector

TEXTS = ["banana bread", "", "football results", "banana bread", "lone \ud800 surrogate"]


class Counting(FakeEmbedder):
    """Remembers the queries that it was asked to encode."""

    def __init__(self, dimension: int = 64, factor: float = 1.0) -> None:
        super().__init__(dimension)
        self.encoded: list[str] = []
        self._factor = np.float32(factor)

    def encode_query(self, text: str) -> Vector:
        vector: Vector = super().encode_query(text) * self._factor
        return vector

    def encode_queries(self, texts: Sequence[str]) -> Iterator[Vector]:
        self.encoded += texts
        return super().encode_queries(texts)


def _generation(folder: Path) -> Any:  # noqa: ANN401  what is read of the generation before
    files = {QUERY_VECTORS: None} if (folder / QUERY_VECTORS).exists() else {}
    return SimpleNamespace(manifest=SimpleNamespace(files=files), database=folder / "passages.sqlite")


def _asked(embedder: FakeEmbedder, previous: Any, folder: Path, texts: Sequence[str] = TEXTS) -> bytes:  # noqa: ANN401
    """Encode texts, check their vectors, and return what is kept."""
    folder.mkdir()
    kept = KeptQueries(embedder, previous)
    for text, vector in zip(texts, kept.encode(texts), strict=True):
        assert vector.tobytes() == embedder.encode_query(text).tobytes()
    assert list(kept.save(folder)) == [QUERY_VECTORS]
    return (folder / QUERY_VECTORS).read_bytes()


@pytest.fixture
def before(tmp_path: Path) -> Path:
    _asked(FakeEmbedder(), None, tmp_path / "before")
    return tmp_path / "before"


def test_what_is_kept_is_not_encoded_again_and_the_file_is_the_same(before: Path, tmp_path: Path) -> None:
    embedder = Counting()
    kept = _asked(embedder, _generation(before), tmp_path / "after")
    assert embedder.encoded == []
    assert kept == (before / QUERY_VECTORS).read_bytes()


def test_only_what_is_new_is_encoded_and_what_is_not_asked_for_is_forgotten(
    before: Path, tmp_path: Path
) -> None:
    embedder = Counting()
    texts = ["football results", "tennis"]
    kept = _asked(embedder, _generation(before), tmp_path / "after", texts)
    assert embedder.encoded == ["tennis"]
    assert kept == _asked(FakeEmbedder(), None, tmp_path / "fresh", texts)


@pytest.mark.parametrize(
    "embedder", [Counting(factor=0.9999999), Counting(dimension=32)], ids=["bits", "dimension"]
)
def test_another_model_encodes_all(before: Path, tmp_path: Path, embedder: Counting) -> None:
    _asked(embedder, _generation(before), tmp_path / "after")
    assert embedder.encoded == list(dict.fromkeys(TEXTS))


def test_a_build_that_asks_for_nothing_keeps_nothing(before: Path, tmp_path: Path) -> None:
    assert KeptQueries(FakeEmbedder(), _generation(before)).save(tmp_path) == {}
    assert not (tmp_path / QUERY_VECTORS).exists()
    assert list(KeptQueries(FakeEmbedder(), _generation(tmp_path)).encode([])) == []
