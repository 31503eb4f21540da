"""The compressed index only proposes candidates: hits have exact scores, and hardly a hit is missed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pytest

from kzsearch.errors import IndexFolderError
from kzsearch.index.read import coarse, vectors
from kzsearch.index.read.vectors import Vectors

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from kzsearch.types import Matrix

COUNT, DIMENSION, WANTED, SEGMENT = 6_000, 32, 10, 2_500


class Written(NamedTuple):
    """Vectors and the files that hold them."""

    rows: Matrix
    exact: Path
    compressed: Path
    asked: Matrix

    def open(self, *, compressed: bool = True) -> Vectors:
        """Return the vectors as the store opens them."""
        return Vectors(self.exact, COUNT, DIMENSION, self.compressed if compressed else None)


def _unit(rows: NDArray[np.floating]) -> Matrix:
    found: Matrix = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
    return found


@pytest.fixture(scope="module", params=[coarse._SEGMENT, SEGMENT], ids=["two segments", "three segments"])
def written(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Written:
    folder = tmp_path_factory.mktemp("coarse")
    random = np.random.default_rng(3)
    centres = random.standard_normal((40, DIMENSION))
    near = _unit(centres[random.integers(40, size=COUNT)] + 0.5 * random.standard_normal((COUNT, DIMENSION)))
    exact, compressed = folder / "exact", folder / "compressed"
    rows = vectors.create_flat(exact, COUNT, DIMENSION)
    rows[:] = near
    vectors.flush(rows)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(coarse, "_SEGMENT", request.param)
        coarse.write(near, compressed)
    asked = _unit(near[random.integers(COUNT, size=50)] + 0.1 * random.standard_normal((50, DIMENSION)))
    return Written(near, exact, compressed, asked)


@pytest.mark.parametrize(
    "keys", [None, np.arange(0, COUNT, 2), np.arange(1000, 1400)], ids=["all", "half", "few"]
)
def test_it_finds_what_looking_at_every_vector_finds(
    written: Written, keys: np.ndarray | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vectors, "_LOOKED_AT", 1_000)
    opened, exact = written.open(), written.open(compressed=False)
    shared = 0
    for vector in written.asked:
        found, scores = opened.nearest(vector, 100, keys)
        wanted, _ = exact.nearest(vector, 100, keys)
        assert keys is None or set(found) <= set(keys)
        assert len(set(found)) == len(found) == 100
        assert np.allclose(scores, written.rows[found] @ vector, atol=1e-6)
        assert list(scores) == sorted(scores, reverse=True)
        shared += len(set(found[:WANTED]) & set(wanted[:WANTED]))
    assert shared / (WANTED * len(written.asked)) >= 0.98


@pytest.mark.parametrize("segment", [coarse._SEGMENT, SEGMENT])
def test_the_same_vectors_give_the_same_file(
    written: Written, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, segment: int
) -> None:
    monkeypatch.setattr(coarse, "_SEGMENT", segment)
    for name in ("one", "other"):
        coarse.write(written.rows, tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "other").read_bytes()


def test_vectors_of_an_odd_length(tmp_path: Path) -> None:
    rows = _unit(np.random.default_rng(1).standard_normal((500, 7)))
    coarse.write(rows, tmp_path / "odd")
    found = coarse.propose(coarse.read(tmp_path / "odd", 500), rows[:1], 400, None, 500)
    assert 0 in found
    assert len(found) == 500


def test_a_file_that_ends_early_is_damaged(written: Written, tmp_path: Path) -> None:
    (tmp_path / "cut").write_bytes(written.compressed.read_bytes()[:-100])
    cut = Vectors(written.exact, COUNT, DIMENSION, tmp_path / "cut")
    with pytest.raises(IndexFolderError, match="cut of the index"):
        cut.nearest(written.asked[0], 10, None)


def test_rows_come_in_the_order_asked_for(written: Written) -> None:
    keys = [5, 6, 7, 2, 5_999, 0]
    assert np.array_equal(written.open().stored(keys), written.rows[keys])
    assert written.open().stored([]).shape == (0, DIMENSION)


def test_more_is_asked_for_than_there_is(written: Written) -> None:
    keys = np.arange(7)
    found, _ = written.open().nearest(written.asked[0], 100, keys)
    assert sorted(found) == list(keys)
    assert len(written.open().nearest(written.asked[0], 0, None)[0]) == 0
