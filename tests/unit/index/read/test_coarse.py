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
    compressed: tuple[Path, Path]
    asked: Matrix

    def open(self, *, compressed: bool = True) -> Vectors:
        """Return the vectors as the store opens them."""
        return Vectors(self.exact, COUNT, DIMENSION, self.compressed if compressed else ())


def _unit(rows: NDArray[np.floating]) -> Matrix:
    found: Matrix = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
    return found


@pytest.fixture(scope="module", params=[coarse._SEGMENT, SEGMENT], ids=["two segments", "four segments"])
def written(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Written:
    folder = tmp_path_factory.mktemp("coarse")
    random = np.random.default_rng(3)
    centres = random.standard_normal((40, DIMENSION))
    near = _unit(centres[random.integers(40, size=COUNT)] + 0.5 * random.standard_normal((COUNT, DIMENSION)))
    exact, compressed = folder / "exact", (folder / "compressed", folder / "other half")
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
    halves = [(tmp_path / name, tmp_path / f"other half of {name}") for name in ("one", "other")]
    for paths in halves:
        coarse.write(written.rows, paths)
    for one, other in zip(*halves, strict=True):
        assert one.read_bytes() == other.read_bytes()


def test_vectors_of_an_odd_length(tmp_path: Path) -> None:
    rows = _unit(np.random.default_rng(1).standard_normal((500, 7)))
    halves = tmp_path / "odd", tmp_path / "other half"
    coarse.write(rows, halves)
    found = coarse.propose(coarse.read(halves, 500, 7), rows[:1], 400, None, 500)
    assert 0 in found
    assert len(found) == 500


@pytest.mark.parametrize("half", [0, 1])
def test_a_file_that_ends_early_is_damaged(written: Written, tmp_path: Path, half: int) -> None:
    (tmp_path / "cut").write_bytes(written.compressed[half].read_bytes()[:-100])
    halves = [tmp_path / "cut" if number == half else path for number, path in enumerate(written.compressed)]
    with pytest.raises(IndexFolderError, match="cut of the index is damaged"):
        Vectors(written.exact, COUNT, DIMENSION, halves).nearest(written.asked[0], 10, None)


@pytest.mark.parametrize(("count", "dimension"), [(COUNT - 2, DIMENSION), (COUNT, DIMENSION + 1)])
def test_files_of_another_index_are_refused(written: Written, count: int, dimension: int) -> None:
    other = Vectors(written.exact, count, dimension, written.compressed)
    with pytest.raises(IndexFolderError, match="compressed of the index holds other vectors"):
        other.nearest(np.ones(dimension, dtype=np.float32), 10, None)


def test_rows_come_in_the_order_asked_for(written: Written) -> None:
    keys = [5, 6, 7, 2, 5_999, 0]
    assert np.array_equal(written.open().stored(keys), written.rows[keys])
    assert written.open().stored([]).shape == (0, DIMENSION)


def test_more_is_asked_for_than_there_is(written: Written) -> None:
    keys = np.arange(7)
    found, _ = written.open().nearest(written.asked[0], 100, keys)
    assert sorted(found) == list(keys)
    assert len(written.open().nearest(written.asked[0], 0, None)[0]) == 0
