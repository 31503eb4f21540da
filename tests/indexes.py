"""Indexes without a model, built like the real index, in a few milliseconds."""

from __future__ import annotations

import os
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from kzsearch.embedder.source import ModelSource, resolve
from kzsearch.index import open_index
from kzsearch.index.format import generations
from kzsearch.index.format.manifest import ModelRecord
from kzsearch.index.write.build import Encoder, divide, write_generation
from kzsearch.reading import read_corpus
from tests.fake_embedder import FakeEmbedder

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pytest

    from kzsearch.index import OpenIndex
    from kzsearch.types import Report


def build_fake(
    corpus: Path, index: Path, files: Mapping[str, str | bytes], *, max_tokens: int = 64
) -> tuple[Report, ...]:
    """Write files into a corpus folder and build a generation of an index from them.

    Args:
        corpus: The corpus folder; made if need be.
        index: The index folder.
        files: Content by file name; the names say country and report year.
        max_tokens: Longest passage, in words.

    Returns:
        The reports.
    """
    corpus.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        data = content.encode("utf-8") if isinstance(content, str) else content
        (corpus / name).write_bytes(data)
    reading = read_corpus(corpus, {})
    assert reading.problems == (), [problem.message for problem in reading.problems]
    write_fake(reading.reports, corpus, index, max_tokens=max_tokens)
    return reading.reports


def write_fake(reports: Sequence[Report], corpus: Path, index: Path, *, max_tokens: int = 64) -> None:
    """Write a generation of reports that were read."""
    embedder = FakeEmbedder(max_tokens=max_tokens)
    divided = [divide(report, embedder) for report in reports]
    with generations.building(index) as folder:
        relative = Path(os.path.relpath(corpus, index)).as_posix()
        write_generation(folder, divided, _encoder(embedder), relative, lambda *_: None)


def open_fake(index: Path, *, max_tokens: int = 64) -> OpenIndex:
    """Open an index that `build_fake` built, with the same embedder."""
    opened = open_index(index)
    opened._embedder = FakeEmbedder(max_tokens=max_tokens)
    return opened


def build_with(
    embedder: FakeEmbedder, monkeypatch: pytest.MonkeyPatch, source: ModelSource | None = None
) -> None:
    """Let `kzsearch.index.build` use an embedder, and not digest the weights of the bundled model each time.

    Args:
        embedder: The embedder.
        monkeypatch: Undoes it when the test ends.
        source: The model whose name and fingerprint the index records; by default those of the embedder.
    """
    building = import_module("kzsearch.index.write.build")  # the package has a function of that name
    encoder = _encoder(embedder, source)
    monkeypatch.setattr(building, "load_encoder", lambda *_: encoder)
    for name in ("resolve", "resolve_again"):
        monkeypatch.setattr(building, name, lambda *_: bundled_model())


@cache
def bundled_model() -> ModelSource:
    """Return the bundled model, whose weights are digested once a process."""
    return resolve()


def _encoder(embedder: FakeEmbedder, source: ModelSource | None = None) -> Encoder:
    name, fingerprint = (source or embedder).name, (source or embedder).fingerprint
    record = ModelRecord(name, fingerprint, "", embedder.dimension, embedder.max_tokens, {})
    return Encoder(embedder, record, ())
