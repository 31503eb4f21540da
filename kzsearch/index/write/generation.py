"""Reports and their passages to the files of one generation."""

from __future__ import annotations

import itertools
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kzsearch import __version__, chunker, digests
from kzsearch.index.format import manifest, schema
from kzsearch.index.read import coarse, described, vectors
from kzsearch.index.write import postings
from kzsearch.index.write.divided import KINDS, DividedReport
from kzsearch.index.write.previous import VECTOR_FILES, PreviousGeneration, ReusedReport, text_digest
from kzsearch.index.write.spool import SpooledReport
from kzsearch.types import Embedder

if TYPE_CHECKING:
    from kzsearch.types import Kind, Vector

_ENCODED_TOGETHER = 2_048  # texts in memory; those of one length are encoded side by side

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done, and how much there is."""


@dataclass(frozen=True, slots=True)
class Encoder:
    """The model at work, and what the manifest keeps of it."""

    embedder: Embedder
    record: manifest.ModelRecord
    notes: tuple[str, ...]


Reports = Sequence[DividedReport | SpooledReport | ReusedReport]


def write_generation(
    folder: Path,
    reports: Reports,
    encoder: Encoder,
    corpus: str,
    progress: Progress,
    previous: PreviousGeneration | None = None,
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
        compressed: Whether many vectors get a compressed index too; not where a server is to keep them.

    Returns:
        Its manifest.
    """
    progress("writing", 0, 0)
    counts = _write_rows(folder, reports, previous)
    encoded = _Encoding(encoder.embedder, previous, progress, compressed=compressed)
    kinds: dict[str, str] = {
        kind: encoded.write(kind, reports, folder / VECTOR_FILES[kind]) for kind in KINDS
    }
    written = manifest.Manifest(
        format=schema.FORMAT_VERSION,
        kzsearch=__version__,
        corpus=corpus,
        model=encoder.record,
        chunker={"version": chunker.CHUNKER_VERSION, "max_tokens": encoder.embedder.max_tokens},
        vector_index=kinds,
        reports={report.report_id: report.sha256 for report in reports},
        counts=counts,
        files={
            name: digests.of_file(folder / name)
            for name in (*manifest.FILES, *manifest.FILES_OF_LARGE)
            if name in manifest.FILES or (folder / name).exists()
        },
    )
    manifest.write(written, folder)
    return written


def _write_rows(folder: Path, reports: Reports, previous: PreviousGeneration | None) -> manifest.Counts:
    key = sentence = 0
    with closing(
        sqlite3.connect((folder / manifest.PASSAGES_DB).absolute().as_uri(), uri=True)
    ) as connection:
        schema.create(connection)
        if previous is not None:
            schema.attach(connection, previous.database)
        for report in reports:
            if isinstance(report, ReusedReport):
                keys, sentences = report.rows["passages"], report.rows["sentences"]
                places = (keys.start, key), (sentences.start, sentence)
                schema.copy_report(connection, report.report_id, *places)
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


class _Encoding:
    """Vectors taken over where there are some, and made where there are none."""

    def __init__(
        self,
        embedder: Embedder,
        previous: PreviousGeneration | None,
        progress: Progress,
        *,
        compressed: bool,
    ) -> None:
        self._embedder = embedder
        self._compressed = compressed
        self._previous = previous
        self._agrees = previous is not None and previous.agrees(embedder)
        self._progress = progress

    def write(self, kind: Kind, reports: Reports, path: Path) -> str:
        """Write the vectors of a kind; return FAISS's kind of index."""
        total = sum(report.size(kind) for report in reports)
        rows = vectors.create_flat(path, total, self._embedder.dimension)
        before = self._previous if self._agrees else None
        new: dict[bytes, list[int]] = {}
        place = 0
        for report in reports:
            if isinstance(report, ReusedReport) and before is not None:
                at = place
                for part in before.vectors(kind, report.rows[kind]):
                    rows[at : at + len(part)] = part
                    at += len(part)
            else:
                for offset, text in enumerate(self._texts(report, kind)):
                    new.setdefault(text_digest(text), []).append(place + offset)
            place += report.size(kind)
        if before is not None:
            known = before.places(kind, set(new))
            copied = (vector for part in before.vectors(kind, list(known.values())) for vector in part)
            for digest, vector in zip(known, copied, strict=True):
                rows[new.pop(digest)] = vector
        for places, vector in self._made(kind, reports, new):
            rows[places] = vector
        vectors.flush(rows)
        kind_of_index = coarse.kind_for(*rows.shape)
        if kind_of_index is None or not self._compressed:
            return vectors.FLAT
        self._progress(f"compressing {kind}", 0, 0)
        coarse.write(rows, path.with_name(manifest.COMPRESSED[path.name]))
        return f"{vectors.FLAT}, {kind_of_index}"

    def _texts(self, report: DividedReport | SpooledReport | ReusedReport, kind: str) -> Sequence[str]:
        if isinstance(report, ReusedReport):
            return self._previous.texts(kind, report.rows[kind]) if self._previous is not None else ()
        return report.load().texts(kind) if isinstance(report, SpooledReport) else report.texts(kind)

    def _made(
        self, kind: str, reports: Reports, new: dict[bytes, list[int]]
    ) -> Iterator[tuple[list[int], Vector]]:
        """Yield the vector of each new text with its places; the texts are gone through once more."""
        done, everything = 0, len(new)
        for batch in _batches(self._each_once(kind, reports, new)):
            encoded = self._embedder.encode_passages([text for text, _ in batch])
            for (_, places), vector in zip(batch, encoded, strict=True):
                yield places, vector
                done += 1
                self._progress(f"encoding {kind}", done, everything)

    def _each_once(
        self, kind: str, reports: Reports, new: dict[bytes, list[int]]
    ) -> Iterator[tuple[str, list[int]]]:
        left = dict(new)
        for report in reports:
            if not left:
                return
            if self._agrees and isinstance(report, ReusedReport):
                continue  # its vectors were copied, and its texts need not be read
            for text in self._texts(report, kind):
                if places := left.pop(text_digest(text), None):
                    yield text, places


def _batches(texts: Iterator[tuple[str, list[int]]]) -> Iterator[list[tuple[str, list[int]]]]:
    while batch := list(itertools.islice(texts, _ENCODED_TOGETHER)):
        yield batch
