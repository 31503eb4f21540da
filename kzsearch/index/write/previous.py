"""The previous generation: the next one takes over reports of unchanged files, and vectors of unchanged texts."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING

from kzsearch.errors import IndexFolderError, StoreError
from kzsearch.index.format import generations
from kzsearch.index.format.manifest import (
    PASSAGE_CODES,
    PASSAGE_VECTORS,
    PASSAGES_DB,
    SENTENCE_STARTS,
    SENTENCE_VECTORS,
    Manifest,
    check_digests,
    read,
)
from kzsearch.index.read import rows, vectors
from kzsearch.index.read.allowed import AllowedKeys
from kzsearch.index.read.connections import Connections
from kzsearch.index.read.described import Described
from kzsearch.index.read.opening import signals_of
from kzsearch.index.read.sentence_starts import SentenceStarts
from kzsearch.index.write import file_readings
from kzsearch.index.write.inputs import Inputs
from kzsearch.reading.facts.table import CorpusRow
from kzsearch.types import Embedder, Report, ReportRecord, Source, Span

if TYPE_CHECKING:
    from kzsearch.types import Kind, Matrix, Signals

VECTOR_FILES = {"passages": PASSAGE_VECTORS, "sentences": SENTENCE_VECTORS}
_PROBED = 3
_FETCHED = 4_096  # vectors in memory at once


@dataclass(frozen=True, slots=True)
class ReusedReport:
    """A report whose rows and vectors are copied from the previous generation.

    Attributes:
        report_id: The report.
        rows: Keys of its passages and of its sentences in the previous generation.
    """

    report_id: str
    rows: dict[str, range]

    def size(self, kind: str) -> int:
        """Return how many vectors of a kind the report has."""
        return len(self.rows[kind])


class PreviousGeneration:
    """The live generation of an index, while the next one is written.

    Args:
        folder: The generation's folder.
        manifest: The generation's manifest.
        inputs: The inputs of the build at work.
        signals: The generation's vectors, where a server keeps them.
    """

    def __init__(
        self, folder: Path, manifest: Manifest, inputs: Inputs, signals: Signals | None = None
    ) -> None:
        self.database = folder / PASSAGES_DB
        self.manifest = manifest
        self._folder = folder
        self._inputs = inputs
        self._signals = signals
        self._connection = rows.connect(self.database)
        self._mapped: dict[Kind, Matrix] = {}

    def unchanged_reports(self, name: str, row: CorpusRow | None) -> Sequence[Report]:
        """Return the reports of an unchanged file; none where the file is to be read."""
        if self.manifest.build.settings != self._inputs.settings:
            return ()
        reading = file_readings.find(self._connection, name)
        if reading is None or reading.digest != self._inputs.of_file(name, row):
            return ()
        found = rows.reports_of_file(self._connection, name)
        if len(found) != reading.reports:
            return ()  # another file gave one of the reports too, and may be gone by now
        return [_without_text(stored) for stored in found]

    def keys(self, report_id: str) -> tuple[range, range]:
        """Return the keys of a report's passages and of their sentences."""
        return rows.report_keys(self._connection, report_id)

    def vectors(self, kind: Kind, keys: Sequence[int]) -> Iterator[Matrix]:
        """Yield the vectors of these keys, in order, a portion at once."""
        stored = self._stored(kind) if self._signals is None else None
        for start in range(0, len(keys), _FETCHED):
            part = keys[start : start + _FETCHED]
            if stored is None and self._signals is not None:
                yield self._signals.vectors(kind, part)
            elif stored is not None:
                yield stored[part.start : part.stop] if isinstance(part, range) else stored[list(part)]

    def _stored(self, kind: Kind) -> Matrix:
        """Return all vectors of a kind, mapped once: each report asks for its own."""
        if kind not in self._mapped:
            self._mapped[kind] = vectors.read_flat(
                self._folder / VECTOR_FILES[kind], self._count(kind), self.manifest.model.dimension
            )
        return self._mapped[kind]

    def _count(self, kind: Kind) -> int:
        counts = self.manifest.counts
        return counts.passages if kind == "passages" else counts.sentences

    def texts(self, kind: str, keys: range) -> list[str]:
        """Return the texts of vectors, as they were encoded."""
        return [text for _, text in rows.encoded_texts(self._connection, kind, keys)]

    def parts(self, kind: Kind) -> Iterator[range]:
        """Yield the keys of all vectors, a portion at once."""
        count = self._count(kind)
        for start in range(0, count, _FETCHED):
            yield range(start, min(start + _FETCHED, count))

    def digests(
        self, kind: Kind, keys: range, lengths: Sequence[int] | None
    ) -> tuple[list[int], list[bytes]]:
        """Return which of these vectors are of texts of such lengths, None for any, and the digests of the texts."""
        found = list(rows.encoded_texts(self._connection, kind, keys, lengths))
        return [key for key, _ in found], [text_digest(text) for _, text in found]

    def agrees(self, embedder: Embedder) -> bool:
        """Whether the encoder still gives the same bits.

        Another processor or another release of a library may round otherwise. Then every text is encoded anew, so
        that an index never mixes the two. The same holds where a server has lost the vectors.
        """
        count = self.manifest.counts.passages
        keys = sorted({count * place // _PROBED for place in range(_PROBED)}) if count else []
        try:
            stored = [vector for part in self.vectors("passages", keys) for vector in part]
        except StoreError:
            return False
        texts = [text for key in keys for text in self.texts("passages", range(key, key + 1))]
        encoded = embedder.encode_passages(texts)
        return all(vector.tobytes() == kept.tobytes() for kept, vector in zip(stored, encoded, strict=True))

    def close(self) -> None:
        """Close the database, and the connection to a server."""
        self._connection.close()
        if self._signals is not None:
            self._signals.close()


@contextmanager
def open_previous(index: Path, inputs: Inputs, encoder: str) -> Iterator[PreviousGeneration | None]:
    """Give the live generation of an index; None if it is missing, damaged, or made by another encoder."""
    with ExitStack() as stack:
        previous = None
        with suppress(IndexFolderError):
            folder, held = generations.hold(index)
            stack.enter_context(held)
            manifest = read(folder)
            check_digests(manifest, folder)
            if manifest.build.encoder == encoder:
                signals = None
                if manifest.kept is not None:
                    connections = Connections(folder / PASSAGES_DB)
                    stack.callback(connections.close)
                    counts = manifest.counts
                    starts = SentenceStarts(folder / SENTENCE_STARTS, counts.passages, counts.sentences)
                    described = Described(connections, folder / PASSAGE_CODES, counts.passages)
                    allowed = AllowedKeys(connections, described, starts)
                    signals = signals_of(index, folder, manifest, connections, allowed)
                previous = PreviousGeneration(folder, manifest, inputs, signals)
                stack.callback(previous.close)
        yield previous


def text_digest(text: str) -> bytes:
    """Return the sha256 of a text as it is encoded."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()


def _without_text(record: ReportRecord) -> Report:
    """Return a report as the index keeps it."""
    shared = {field.name for field in fields(Report)} & {field.name for field in fields(ReportRecord)}
    source = Source(
        path=record.source,
        sha256=record.sha256,
        encoding=record.encoding,
        bom_bytes=record.bom_bytes,
        text="",
        body=Span(0, 0),
        header={},
        blocks=(),
    )
    return Report(**{name: getattr(record, name) for name in shared - {"source"}}, source=source)
