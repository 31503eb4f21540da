"""A build that is interrupted while it encodes: the next one uses its vectors, and gives the same index to the byte."""

from __future__ import annotations

import os
import signal
from collections import Counter
from importlib import import_module
from typing import TYPE_CHECKING

import pytest

from kzsearch.errors import StoreError
from kzsearch.index.format.generations import live
from tests.fake_embedder import FakeEmbedder
from tests.indexes import build_with
from tests.renderings import Shape, known_sections, render

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from kzsearch.index.write.build import BuildResult
    from kzsearch.types import Vector

building = import_module("kzsearch.index.write.build")
PROBES = 3


class InterruptionError(Exception):
    """Ends a build."""


class Ending(FakeEmbedder):
    """Ends the build once it has encoded so many texts, and remembers them."""

    def __init__(self, max_tokens: int = 64) -> None:
        super().__init__(max_tokens=max_tokens)
        self.encoded: list[str] = []
        self.last: int | None = None
        self.killed = False

    def encode_passages(self, texts: Sequence[str]) -> Iterator[Vector]:
        for text, vector in zip(texts, super().encode_passages(texts), strict=True):
            if len(self.encoded) == self.last:
                if self.killed:
                    os.kill(os.getpid(), signal.SIGKILL)
                raise InterruptionError
            self.encoded.append(text)
            yield vector


@pytest.fixture
def use(monkeypatch: pytest.MonkeyPatch) -> Callable[[Ending], Ending]:
    """Let builds use an embedder."""

    def used(embedder: Ending) -> Ending:
        build_with(embedder, monkeypatch)
        return embedder

    return used


@pytest.fixture
def embedder(use: Callable[[Ending], Ending]) -> Ending:
    return use(Ending())


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    for year in (2017, 2019, 2023):  # two of them share their sentences
        source = 2017 if year % 4 else 2023
        sections = {name: texts[:2] for name, texts in known_sections(source).items()}
        (folder / f"kazakhstan-{year}.txt").write_text(render(Shape(year=source), sections), encoding="utf-8")
    return folder


def _build(corpus: Path, index: Path, *, full: bool = False) -> BuildResult:
    result: BuildResult = building.build(corpus, index, full=full)
    return result


def _whole(corpus: Path, index: Path, embedder: Ending) -> list[str]:
    """Return the texts that a build encodes which nothing interrupts."""
    _build(corpus, index)
    encoded = list(embedder.encoded)
    embedder.encoded.clear()
    return encoded


def _interrupt(corpus: Path, index: Path, embedder: Ending, last: int) -> None:
    embedder.last = last
    with pytest.raises(InterruptionError):
        _build(corpus, index)
    embedder.last = None
    embedder.encoded.clear()


def _kill(corpus: Path, index: Path, embedder: Ending, last: int) -> None:
    child = os.fork()
    if child == 0:
        embedder.last, embedder.killed = last, True
        _build(corpus, index)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL


def _same(index: Path, other: Path) -> bool:
    files = [{path.name: path.read_bytes() for path in live(folder).iterdir()} for folder in (index, other)]
    return files[0] == files[1]


def _left(index: Path) -> list[Path]:
    return list(index.glob(".encoded-*"))


@pytest.mark.parametrize(("ended", "share"), [(_interrupt, 0.05), (_kill, 0.5), (_interrupt, 0.99)])
def test_every_vector_of_an_interrupted_build_is_used(
    corpus: Path,
    tmp_path: Path,
    embedder: Ending,
    ended: Callable[[Path, Path, Ending, int], None],
    share: float,
) -> None:
    everything = _whole(corpus, tmp_path / "whole", embedder)
    done = int(share * len(everything))
    ended(corpus, tmp_path / "index", embedder, done)
    assert _left(tmp_path / "index")
    result = _build(corpus, tmp_path / "index")
    assert result.notes[-1] == f"{done:,} vectors of an interrupted build are used"
    assert Counter(everything[done:]) <= Counter(embedder.encoded)
    assert len(embedder.encoded) <= len(everything) - done + PROBES
    assert _same(tmp_path / "index", tmp_path / "whole")
    assert not _left(tmp_path / "index")


def test_a_build_that_is_interrupted_again_and_again_comes_to_its_end(
    corpus: Path, tmp_path: Path, embedder: Ending
) -> None:
    everything = _whole(corpus, tmp_path / "whole", embedder)
    for _ in range(2):
        _kill(corpus, tmp_path / "index", embedder, len(everything) // 4)
    _build(corpus, tmp_path / "index")
    assert len(embedder.encoded) <= len(everything) - 2 * (len(everything) // 4) + 3 * PROBES
    assert _same(tmp_path / "index", tmp_path / "whole")


def test_an_update_uses_vectors_of_the_generation_before_and_of_the_interrupted_build(
    corpus: Path, tmp_path: Path, embedder: Ending
) -> None:
    added = corpus / "kazakhstan-2023.txt"
    text = added.read_text("utf-8")
    added.unlink()
    _build(corpus, tmp_path / "index")
    added.write_text(text, encoding="utf-8")
    embedder.encoded.clear()
    everything = _whole(corpus, tmp_path / "whole", embedder)
    _interrupt(corpus, tmp_path / "index", embedder, PROBES + 10)
    result = _build(corpus, tmp_path / "index")
    assert result.taken_over == 2
    assert result.notes[-1].startswith("10 vectors")
    assert len(embedder.encoded) < len(everything) / 2
    assert _same(tmp_path / "index", tmp_path / "whole")


def test_a_torn_or_damaged_record_is_made_anew(corpus: Path, tmp_path: Path, embedder: Ending) -> None:
    everything = _whole(corpus, tmp_path / "whole", embedder)
    _interrupt(corpus, tmp_path / "index", embedder, 20)
    (path,) = _left(tmp_path / "index")
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data[:-5])
    assert _build(corpus, tmp_path / "index").notes[-1].startswith("18 vectors")
    assert len(embedder.encoded) <= len(everything) - 18 + PROBES
    assert _same(tmp_path / "index", tmp_path / "whole")


def test_another_model_uses_no_vector_and_the_file_of_the_first_goes_with_its_build(
    corpus: Path, tmp_path: Path, embedder: Ending, use: Callable[[Ending], Ending]
) -> None:
    _interrupt(corpus, tmp_path / "index", embedder, 20)
    _whole(corpus, tmp_path / "whole", use(Ending(max_tokens=48)))
    assert not [note for note in _build(corpus, tmp_path / "index").notes if "interrupted" in note]
    assert _same(tmp_path / "index", tmp_path / "whole")
    assert not _left(tmp_path / "index")


def test_an_encoder_that_rounds_otherwise_uses_no_vector(
    corpus: Path, tmp_path: Path, embedder: Ending, monkeypatch: pytest.MonkeyPatch
) -> None:
    _interrupt(corpus, tmp_path / "index", embedder, 20)
    original = FakeEmbedder.encode_query
    monkeypatch.setattr(FakeEmbedder, "encode_query", lambda self, text: original(self, text) * 0.9999999)
    _whole(corpus, tmp_path / "whole", embedder)
    # Interrupted once more, so that the vectors of both encoders would stand in one file.
    _interrupt(corpus, tmp_path / "index", embedder, 20)
    notes = _build(corpus, tmp_path / "index").notes
    assert f"{20 - PROBES} vectors of an interrupted build are used" in notes
    assert _same(tmp_path / "index", tmp_path / "whole")


def test_vectors_of_other_texts_are_forgotten_before_new_ones_come_beside_them(
    corpus: Path, tmp_path: Path, embedder: Ending
) -> None:
    _interrupt(corpus, tmp_path / "index", embedder, 5)
    other = tmp_path / "other"
    other.mkdir()
    sections = {name: texts[2:3] for name, texts in known_sections(2023).items()}
    (other / "kazakhstan-2021.txt").write_text(render(Shape(), sections), encoding="utf-8")
    _interrupt(other, tmp_path / "index", embedder, 3)
    notes = _build(corpus, tmp_path / "index").notes
    assert not [note for note in notes if "interrupted" in note]


def test_a_full_build_encodes_everything(corpus: Path, tmp_path: Path, embedder: Ending) -> None:
    everything = _whole(corpus, tmp_path / "whole", embedder)
    _interrupt(corpus, tmp_path / "index", embedder, 20)
    _build(corpus, tmp_path / "index", full=True)
    assert Counter(embedder.encoded) == Counter(everything)
    assert not _left(tmp_path / "index")


def test_a_store_that_takes_nothing_costs_no_encoding(
    corpus: Path, tmp_path: Path, embedder: Ending, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise StoreError("the server is gone", "start it")

    with monkeypatch.context() as patched, pytest.raises(StoreError):  # noqa: PT012
        patched.setattr(building.Keeping, "publish", refuse)
        _build(corpus, tmp_path / "index")
    embedder.encoded.clear()
    _build(corpus, tmp_path / "index")
    assert len(embedder.encoded) == PROBES


def test_vectors_that_no_build_needs_any_more_go(corpus: Path, tmp_path: Path, embedder: Ending) -> None:
    _build(corpus, tmp_path / "index")
    path = corpus / "kazakhstan-2023.txt"
    text = path.read_text("utf-8")
    path.write_text(text.replace("shelter", "refuge"), encoding="utf-8")
    embedder.encoded.clear()
    _interrupt(corpus, tmp_path / "index", embedder, PROBES + 1)
    assert _left(tmp_path / "index")
    path.write_text(text, encoding="utf-8")
    assert not _build(corpus, tmp_path / "index").changed
    assert not _left(tmp_path / "index")
