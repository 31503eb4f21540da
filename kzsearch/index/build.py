"""Corpus folder to index folder."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from kzsearch import __version__, chunker
from kzsearch.embedder import prepare_embedder
from kzsearch.embedder.source import ModelSource, resolve
from kzsearch.errors import KzsearchError
from kzsearch.index import generations, manifest, schema, vectors
from kzsearch.index.opening import OpenIndex, encoders_of, open_generation
from kzsearch.reading import read_corpus
from kzsearch.sections import outline
from kzsearch.text import clean
from kzsearch.types import Embedder, Passage, Report

if TYPE_CHECKING:
    from kzsearch.types import Matrix

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done, and how much there is."""


Calibrate = Callable[[OpenIndex], Mapping[str, float]]
"""Called with a finished generation before it goes live; returns its thresholds by mode."""


def silent(_what: str, _done: int, _all: int) -> None:
    """Tell nobody how far the work is."""


def uncalibrated(_index: OpenIndex) -> Mapping[str, float]:
    """Set no threshold: every query finds something."""
    return {}


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What a build made.

    Attributes:
        counts: What the index now holds.
        problems: What could not be read; the rest was indexed.
        notes: What the user should know.
    """

    counts: manifest.Counts
    problems: tuple[KzsearchError, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Encoder:
    """The model at work, and what the manifest keeps of it."""

    embedder: Embedder
    record: manifest.ModelRecord
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shelf:
    """A report as it goes into an index.

    Attributes:
        report: The report.
        passages: Its passages.
        contexts: What is put before each passage when it is encoded and indexed.
    """

    report: Report
    passages: tuple[Passage, ...]
    contexts: tuple[str, ...]


def build(
    corpus: Path,
    index: Path,
    *,
    model: str | None = None,
    stated: Mapping[str, Mapping[str, str]] | None = None,
    progress: Progress = silent,
    calibrate: Calibrate = uncalibrated,
) -> BuildResult:
    """Read a corpus and write a new generation of an index, which replaces the one before it.

    Args:
        corpus: The corpus folder.
        index: The index folder; made if need be.
        model: A sentence-transformers model by name or path; None for the bundled one.
        stated: Facts that the user states, by file name (`*` for every file) and fact.
        progress: Told how far the work is.
        calibrate: Given the new generation, returns its thresholds.

    Returns:
        What was made. Files that could not be read are among its problems.

    Raises:
        KzsearchError: Nothing could be indexed; the index is as it was.
    """
    with generations.building(index) as folder:
        progress("reading", 0, 0)
        reading = read_corpus(corpus, stated or {})
        if not reading.reports:
            raise _nothing_read(corpus, reading.problems)
        progress("loading the model", 0, 0)
        encoder = load_encoder(reading.reports, encoders_of(index), resolve(model))
        shelves = [_shelf(report, encoder.embedder) for report in reading.reports]
        corpus_path = Path(os.path.relpath(corpus, index)).as_posix()
        counts = write_generation(folder, shelves, encoder, corpus_path, progress)
        progress("calibrating", 0, 0)
        with open_generation(index, folder, embedder=encoder.embedder) as written:
            manifest.write(replace(written.manifest, thresholds=dict(calibrate(written))), folder)
    notes = [note for report in reading.reports for note in report.notes]
    return BuildResult(counts, reading.problems, (*notes, *encoder.notes))


def _nothing_read(corpus: Path, problems: Sequence[KzsearchError]) -> KzsearchError:
    if len(problems) == 1:
        return problems[0]
    reasons = "; ".join(problem.message for problem in problems) or "it holds no report"
    return KzsearchError(f"nothing in {corpus} could be indexed: {reasons}", "see corpus/README.md")


def load_encoder(reports: Sequence[Report], encoders: Path, source: ModelSource) -> Encoder:
    """Load the model, sealed if it can be, and tried on the corpus's own paragraphs when it is sealed."""
    texts = [
        clean(report.source.text, block.span).text for report in reports for block in report.source.blocks
    ]
    opened = prepare_embedder(source, encoders, texts)
    embedder = opened.embedder
    record = manifest.ModelRecord(
        name=source.name,
        fingerprint=source.fingerprint,
        weights_sha256=source.weights_sha256,
        dimension=embedder.dimension,
        max_tokens=embedder.max_tokens,
        prompts={"query": embedder.query_prompt, "passage": embedder.passage_prompt},
    )
    return Encoder(embedder, record, (opened.note,) if opened.note else ())


def _shelf(report: Report, embedder: Embedder) -> Shelf:
    divided = outline(report.source.text, report.source.blocks, report.country, report.year)
    passages = tuple(chunker.split(report, divided, embedder.count_tokens, embedder.max_tokens))
    contexts = tuple(chunker.context(report, passage.section, passage.section_label) for passage in passages)
    return Shelf(report, passages, contexts)


def write_generation(
    folder: Path, shelves: Sequence[Shelf], encoder: Encoder, corpus: str, progress: Progress
) -> manifest.Counts:
    """Fill an empty folder with everything that a generation holds.

    Args:
        folder: The folder.
        shelves: Reports with their passages, by report id.
        encoder: The model.
        corpus: The corpus folder, relative to the index folder.
        progress: Told how far the work is.

    Returns:
        How much the generation holds.
    """
    counts = _write_rows(folder, shelves)
    _write_vectors(folder, shelves, encoder.embedder, counts, progress)
    manifest.write(
        manifest.Manifest(
            format=schema.FORMAT_VERSION,
            kzsearch=__version__,
            corpus=corpus,
            model=encoder.record,
            chunker={"version": chunker.CHUNKER_VERSION, "max_tokens": encoder.embedder.max_tokens},
            vector_index=vectors.FLAT,
            reports={shelf.report.report_id: shelf.report.source.sha256 for shelf in shelves},
            counts=counts,
            files={name: manifest.file_record(folder / name) for name in manifest.FILES},
        ),
        folder,
    )
    return counts


def _write_rows(folder: Path, shelves: Sequence[Shelf]) -> manifest.Counts:
    key = sentences = 0
    with closing(sqlite3.connect(folder / manifest.PASSAGES_DB)) as connection:
        schema.create(connection)
        for shelf in shelves:
            schema.insert_report(connection, shelf.report, shelf.passages)
            rows = [
                (key + offset, context, passage)
                for offset, (context, passage) in enumerate(zip(shelf.contexts, shelf.passages, strict=True))
            ]
            schema.insert_passages(connection, rows, sentences)
            key += len(rows)
            sentences += sum(len(passage.sentences) for passage in shelf.passages)
        schema.finish(connection)
        connection.commit()
    return manifest.Counts(len(shelves), key, sentences)


def _write_vectors(
    folder: Path, shelves: Sequence[Shelf], embedder: Embedder, counts: manifest.Counts, progress: Progress
) -> None:
    passages = [
        f"{context} {passage.text}"
        for shelf in shelves
        for context, passage in zip(shelf.contexts, shelf.passages, strict=True)
    ]
    sentences = [
        passage.text[slice(*sentence.within)]
        for shelf in shelves
        for passage in shelf.passages
        for sentence in passage.sentences
    ]
    everything = counts.passages + counts.sentences
    vectors.write(_encode(embedder, passages, 0, everything, progress), folder / manifest.PASSAGE_VECTORS)
    matrix = _encode(embedder, sentences, counts.passages, everything, progress)
    vectors.write(matrix, folder / manifest.SENTENCE_VECTORS)


def _encode(
    embedder: Embedder, texts: Sequence[str], done: int, everything: int, progress: Progress
) -> Matrix:
    import numpy as np

    matrix = np.empty((len(texts), embedder.dimension), dtype=np.float32)
    for row, vector in enumerate(embedder.encode_passages(texts)):
        matrix[row] = vector
        progress("encoding", done + row + 1, everything)
    return matrix
