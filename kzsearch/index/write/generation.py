"""Reports and their passages to the files of one generation."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kzsearch import __version__, chunker, digests
from kzsearch.index.format import manifest, schema
from kzsearch.index.read import coarse, described, vectors
from kzsearch.index.write import file_readings, postings
from kzsearch.index.write.encoding import Encoding, Reports
from kzsearch.index.write.previous import VECTOR_FILES, PreviousGeneration, ReusedReport
from kzsearch.index.write.spool import SpooledReport
from kzsearch.types import Embedder

if TYPE_CHECKING:
    from kzsearch.index.write.file_readings import FileReading
    from kzsearch.index.write.made_vectors import MadeVectors
    from kzsearch.types import Kind, Matrix

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done, and how much there is."""


@dataclass(frozen=True, slots=True)
class Encoder:
    """The model at work, and what the manifest keeps of it."""

    embedder: Embedder
    record: manifest.ModelRecord
    notes: tuple[str, ...]


def write_generation(
    folder: Path,
    reports: Reports,
    encoder: Encoder,
    corpus: str,
    progress: Progress,
    previous: PreviousGeneration | None = None,
    made: MadeVectors | None = None,
    files: Iterable[FileReading] = (),
    *,
    compressed: bool = True,
) -> manifest.Manifest:
    """Fill an empty folder with everything that a generation holds.

    Args:
        folder: The folder.
        reports: Reports with their passages, by report id.
        encoder: The model.
        corpus: The corpus folder, relative to the index folder.
        progress: Told how far the work is.
        previous: The generation before, which reports and vectors are taken over from.
        made: What an interrupted build has made, and what this one makes; None to keep nothing.
        files: The readings of the corpus's files, by path.
        compressed: Whether many vectors get a compressed index too; not where a server is to keep them.

    Returns:
        Its manifest.
    """
    progress("writing", 0, 0)
    counts = _write_rows(folder, reports, previous, files)
    encoded = Encoding(encoder.embedder, previous, made, progress).write(reports, folder)
    kinds: dict[str, str] = {
        kind: _compress(kind, rows, folder, progress) if compressed else vectors.FLAT
        for kind, rows in encoded.items()
    }
    written = manifest.Manifest(
        format=schema.FORMAT_VERSION,
        kzsearch=__version__,
        corpus=corpus,
        model=encoder.record,
        chunker={"version": chunker.CHUNKER_VERSION, "max_tokens": encoder.embedder.max_tokens},
        vector_index=kinds,
        counts=counts,
        files={
            name: digests.of_file(folder / name)
            for name in (*manifest.FILES, *manifest.FILES_OF_LARGE)
            if name in manifest.FILES or (folder / name).exists()
        },
    )
    manifest.write(written, folder)
    return written


def _write_rows(
    folder: Path, reports: Reports, previous: PreviousGeneration | None, files: Iterable[FileReading]
) -> manifest.Counts:
    key = sentence = 0
    with closing(
        sqlite3.connect((folder / manifest.PASSAGES_DB).absolute().as_uri(), uri=True)
    ) as connection:
        schema.create(connection)
        if previous is not None:
            schema.attach(connection, previous.database)
        file_readings.insert(connection, files)
        for report in reports:
            if isinstance(report, ReusedReport):
                keys, sentences = report.rows["passages"], report.rows["sentences"]
                schema.copy_report(connection, report.report_id, (keys, key), (sentences, sentence))
            else:
                at_hand = report.load() if isinstance(report, SpooledReport) else report
                schema.insert_report(connection, at_hand.report, at_hand.passages)
                keyed = enumerate(zip(at_hand.contexts, at_hand.passages, strict=True), start=key)
                rows = [(number, context, passage) for number, (context, passage) in keyed]
                schema.insert_passages(connection, rows, sentence)
            key += report.size("passages")
            sentence += report.size("sentences")
        schema.finish(connection)
        described.write(connection, folder / manifest.PASSAGE_CODES)
        postings.write(connection, folder / manifest.POSTINGS, key)
        connection.commit()
        _write_starts(connection, folder / manifest.SENTENCE_STARTS, key)
    return manifest.Counts(len(reports), key, sentence)


def _write_starts(connection: sqlite3.Connection, path: Path, passages: int) -> None:
    """Write the key of each passage's first sentence, and after the last the number of sentences."""
    import numpy as np

    sizes = np.zeros(passages + 1, dtype="<i8")
    for passage, count in connection.execute("SELECT passage, count(*) FROM sentences GROUP BY passage"):
        sizes[passage + 1] = count
    with path.open("wb") as stream:
        np.save(stream, sizes.cumsum(dtype="<i8"))


def _compress(kind: Kind, rows: Matrix, folder: Path, progress: Progress) -> str:
    """Write the compressed index of many vectors; return FAISS's kinds of index."""
    kind_of_index = coarse.kind_for(*rows.shape)
    if kind_of_index is None:
        return vectors.FLAT
    progress(f"compressing {kind}", 0, 0)
    coarse.write(rows, [folder / name for name in manifest.COMPRESSED[VECTOR_FILES[kind]]])
    return f"{vectors.FLAT}, {kind_of_index}"
