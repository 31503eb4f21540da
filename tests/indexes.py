"""Indexes without a model, built like the real index, in a few milliseconds."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from kzsearch.index import open_index
from kzsearch.index.format import generations
from kzsearch.index.format.manifest import ModelRecord
from kzsearch.index.write.build import Encoder, divide, write_generation
from kzsearch.reading import read_corpus
from tests.fake_embedder import FakeEmbedder

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

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
    record = ModelRecord(embedder.name, embedder.fingerprint, "", embedder.dimension, max_tokens, {})
    divided = [divide(report, embedder) for report in reports]
    with generations.building(index) as folder:
        relative = Path(os.path.relpath(corpus, index)).as_posix()
        write_generation(folder, divided, Encoder(embedder, record, ()), relative, lambda *_: None)


def open_fake(index: Path, *, max_tokens: int = 64) -> OpenIndex:
    """Open an index that `build_fake` built, with the same embedder."""
    opened = open_index(index)
    opened._embedder = FakeEmbedder(max_tokens=max_tokens)
    return opened
