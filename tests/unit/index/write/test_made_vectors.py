"""The file of made vectors: what is whole comes back, and nothing else."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from kzsearch.index.write.made_vectors import MadeVectors
from kzsearch.index.write.previous import text_digest
from tests.fake_embedder import FakeEmbedder

TEXTS = [f"text number {number}" for number in range(5)]
ENCODER = ["fingerprint", "seal"]
RECORD = 32 + 4 * 64 + 16


def _open(path: Path, encoder: list[str] = ENCODER) -> MadeVectors:
    return MadeVectors(path, encoder, 64)


def _add(path: Path, texts: list[str]) -> None:
    with closing(_open(path)) as made:
        for text, vector in zip(texts, FakeEmbedder().encode_passages(texts), strict=True):
            made.add(text_digest(text), vector)


def _found(path: Path, encoder: list[str] = ENCODER) -> list[str]:
    """Return the texts whose vectors come back, after a look at the vectors."""
    names = {text_digest(text): text for text in TEXTS}
    with closing(_open(path, encoder)) as made:
        found = []
        for portion in made.portions():
            texts = [names[digest] for digest in portion.digests]
            assert np.array_equal(portion.vectors, list(FakeEmbedder().encode_passages(texts)))
            found += texts
        return found


def test_vectors_come_back_in_order_over_several_openings(tmp_path: Path) -> None:
    _add(tmp_path / "made", TEXTS[:3])
    _add(tmp_path / "made", TEXTS[3:])
    assert _found(tmp_path / "made") == TEXTS


@pytest.mark.parametrize("length", [0, 1, RECORD - 1, RECORD, 3 * RECORD + 17, 5 * RECORD - 1])
def test_a_record_that_was_cut_short_is_written_over(tmp_path: Path, length: int) -> None:
    path = tmp_path / "made"
    _add(path, TEXTS)
    path.write_bytes(path.read_bytes()[:length])
    whole = length // RECORD
    assert _found(path) == TEXTS[:whole]
    _add(path, TEXTS[whole:])
    assert _found(path) == TEXTS


@pytest.mark.parametrize("place", [0, 31, 32, 200, RECORD - 1])
def test_a_damaged_record_is_left_out_and_the_others_are_not(tmp_path: Path, place: int) -> None:
    path = tmp_path / "made"
    _add(path, TEXTS)
    data = bytearray(path.read_bytes())
    data[2 * RECORD + place] ^= 1
    path.write_bytes(data)
    assert _found(path) == [*TEXTS[:2], *TEXTS[3:]]


def test_zeros_that_a_loss_of_power_left_are_no_vectors(tmp_path: Path) -> None:
    path = tmp_path / "made"
    _add(path, TEXTS[:2])
    with path.open("ab") as stream:
        stream.write(bytes(3 * RECORD))
    assert _found(path) == TEXTS[:2]


def test_another_encoders_vectors_are_not_read(tmp_path: Path) -> None:
    _add(tmp_path / "made", TEXTS)
    assert _found(tmp_path / "made", ["fingerprint", "another seal"]) == []


def test_a_forgotten_vector_is_gone_and_an_empty_file_too(tmp_path: Path) -> None:
    path = tmp_path / "made"
    _add(path, TEXTS)
    with closing(_open(path)) as made:
        made.forget()
        assert list(made.portions()) == []
    assert not path.exists()


def test_a_full_disk_ends_the_keeping_and_not_the_build(tmp_path: Path) -> None:
    path = tmp_path / "made"
    if not Path("/dev/full").exists():
        pytest.skip("this system has no disk that is always full")
    path.symlink_to("/dev/full")
    _add(path, TEXTS)
    assert not path.is_symlink()
    assert Path("/dev/full").exists()


def test_a_file_that_cannot_be_opened_keeps_nothing(tmp_path: Path) -> None:
    _add(tmp_path / "no folder" / "made", TEXTS)
    assert _found(tmp_path / "no folder" / "made") == []
