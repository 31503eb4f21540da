"""A single flipped byte in any file of an index is found."""

from __future__ import annotations

import random
import shutil
from typing import TYPE_CHECKING

import pytest

from kzsearch.embedder.seal import damaged_files
from kzsearch.embedder.sealed import SEAL_FILE, SEALED_FILES
from kzsearch.errors import IndexFolderError
from kzsearch.index.check.integrity import check
from kzsearch.index.format import generations
from kzsearch.index.format.manifest import FILES, FILES_OF_LARGE, NAME
from kzsearch.index.read import coarse
from tests.indexes import build_fake, open_fake
from tests.renderings import Shape, known_sections, render

if TYPE_CHECKING:
    from pathlib import Path

FLIPS = 20
REPORT = {
    "kazakhstan-2023.txt": render(Shape(), {name: texts[:1] for name, texts in known_sections(2023).items()})
}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give an index that also has the files of a large index."""
    folder = tmp_path_factory.mktemp("integrity")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(coarse, "LARGEST_EXACT", 1)
        build_fake(folder / "corpus", folder / "index", REPORT)
    return folder / "index"


def _places(length: int, name: str) -> list[int]:
    """Return offsets at both ends and in between; all of them in a short file."""
    chosen = random.Random(name).sample(range(length), min(length, FLIPS))  # noqa: S311  to be repeated
    return sorted({0, 1, length - 1, *chosen})


def test_a_whole_index_passes(index: Path) -> None:
    with open_fake(index) as opened:
        checked = check(opened)
    assert checked.files == len(FILES) + len(FILES_OF_LARGE) + 2
    assert checked.vectors > 8
    assert checked.difference == 0


@pytest.mark.parametrize("name", [*FILES, *FILES_OF_LARGE, NAME, "current"])
def test_each_flipped_byte_is_found(index: Path, name: str) -> None:
    path = index / name if name == "current" else generations.live(index) / name
    whole = path.read_bytes()
    missed = []
    for place in _places(len(whole), name):
        for bit in (1, 0x20, 0x80):
            damaged = bytearray(whole)
            damaged[place] ^= bit
            path.write_bytes(damaged)
            try:
                with open_fake(index) as opened:
                    check(opened)
            except IndexFolderError:
                continue
            missed.append((place, bit))
    path.write_bytes(whole)
    assert missed == []


def test_vectors_of_other_texts_are_found(tmp_path: Path) -> None:
    build_fake(tmp_path / "corpus", tmp_path / "index", REPORT)
    with open_fake(tmp_path / "index", max_tokens=32) as opened, pytest.raises(IndexFolderError) as told:
        check(opened)
    assert "vectors are not those of the index" in told.value.message


def test_each_flipped_byte_of_the_sealed_encoder_is_found(indexes: Path, tmp_path: Path) -> None:
    (sealed,) = (path for path in (indexes / "encoders").iterdir() if (path / SEAL_FILE).exists())
    copy = tmp_path / "sealed"
    shutil.copytree(sealed, copy)
    assert damaged_files(copy) == []
    for name in (SEAL_FILE, *SEALED_FILES):
        with (copy / name).open("r+b") as stream:
            length = stream.seek(0, 2)
            flips = _places(length, name) if name == SEAL_FILE else [0, length // 2, length - 1]
            for place in flips:
                stream.seek(place)
                (byte,) = stream.read(1)
                stream.seek(place)
                stream.write(bytes([byte ^ 1]))
                stream.flush()
                assert damaged_files(copy) == [name], place
                stream.seek(place)
                stream.write(bytes([byte]))
                stream.flush()
