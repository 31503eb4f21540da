"""The manifest of a generation: its model, counts, files and inputs; and the checks of an index that is opened."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from os import fspath
from pathlib import Path
from typing import Any

from kzsearch import digests
from kzsearch.digests import FileRecord
from kzsearch.errors import IndexFolderError
from kzsearch.index.format.schema import FORMAT_VERSION
from kzsearch.types.keeping import Kept

NAME = "manifest.json"
PASSAGES_DB = "passages.sqlite"
PASSAGE_VECTORS = "passages.faiss"
SENTENCE_VECTORS = "sentences.faiss"
SENTENCE_STARTS = "sentences.npy"
PASSAGE_CODES = "passages.bin"
POSTINGS = "postings.bin"
FILES = (PASSAGES_DB, PASSAGE_VECTORS, SENTENCE_VECTORS, SENTENCE_STARTS, PASSAGE_CODES, POSTINGS)
FILES_OF_SIGNALS = (PASSAGE_VECTORS, SENTENCE_VECTORS, POSTINGS)
"""Files that an index lacks whose signals a server keeps."""
COMPRESSED = {
    PASSAGE_VECTORS: ("passages.pq1.faiss", "passages.pq2.faiss"),
    SENTENCE_VECTORS: ("sentences.pq1.faiss", "sentences.pq2.faiss"),
}
"""The compressed index beside each exact one, in an index of many vectors: half of them in each file."""
FILES_OF_LARGE = tuple(name for names in COMPRESSED.values() for name in names)
"""Files that only an index of many vectors has."""

QUERY_VECTORS = "queries.npy"
"""The vectors of the queries that the thresholds were measured with; an index without thresholds has none."""

REBUILD = "rebuild it with: kzsearch index"


@dataclass(frozen=True, slots=True)
class ModelRecord:
    """The model that made an index's vectors.

    Attributes:
        name: As the user named it.
        fingerprint: Digest of everything that decides a vector.
        weights_sha256: Of the weights alone.
        dimension: Of a vector.
        max_tokens: Longest input, special tokens included.
        prompts: The text that the model wants before a query and before a passage, by kind.
    """

    name: str
    fingerprint: str
    weights_sha256: str
    dimension: int
    max_tokens: int
    prompts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Counts:
    """The number of reports, passages and sentences in an index."""

    reports: int
    passages: int
    sentences: int

    def __str__(self) -> str:
        reports, passages, sentences = self.in_words()
        return f"{reports}, {passages} and {sentences}"

    def in_words(self) -> list[str]:
        """Return each number with what is counted: `1 report`, `35 passages`, `208 sentences`."""
        return [
            f"{number:,} {kind if number != 1 else kind.removesuffix('s')}"
            for kind, number in asdict(self).items()
        ]


@dataclass(frozen=True, slots=True)
class BuildRecord:
    """The inputs of a build, by which the next build knows what has changed; of each file, the database knows it.

    Attributes:
        inputs: Digest of all inputs of the build.
        settings: Digest of all inputs but the files of the corpus.
        encoder: Digest of the encoder that made the vectors.
        file_states: Digests of the path, length and times of the `model`'s and the `encoder`'s files.
        problems: Message and hint of each thing that could not be read.
        notes: The notes that the user was given.
        stated: The facts that the user stated of files, by file name and name of the fact.
    """

    inputs: str = ""
    settings: str = ""
    encoder: str = ""
    file_states: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    stated: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Manifest:
    """The manifest of a generation. Every search reads it, so that it does not grow with the number of reports.

    Attributes:
        format: FORMAT_VERSION of the kzsearch that wrote it.
        kzsearch: Version of that kzsearch.
        corpus: The corpus folder as given when it was built.
        model: The model that made the vectors.
        chunker: Settings that decide passages.
        vector_index: FAISS's kind of index for `passages` and for `sentences`.
        counts: Rows, and vectors, by kind.
        files: The other files of the generation.
        thresholds: By mode and series, the score that a passage must reach to count as an answer.
        build: The inputs of the build.
        kept: Where a server keeps the signals; None where they lie in the generation's folder.
    """

    format: int
    kzsearch: str
    corpus: str
    model: ModelRecord
    chunker: Mapping[str, int]
    vector_index: Mapping[str, str]
    counts: Counts
    files: Mapping[str, FileRecord]
    thresholds: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    build: BuildRecord = field(default_factory=BuildRecord)
    kept: Kept | None = None


def write(manifest: Manifest, folder: Path) -> None:
    """Write the manifest into a generation's folder."""
    record = asdict(manifest)
    if manifest.kept is None:
        del record["kept"]
    (folder / NAME).write_text(digests.sealed(record), encoding="utf-8")


def read(folder: Path) -> Manifest:
    """Read and check the manifest of a generation.

    Raises:
        IndexFolderError: It is missing, damaged or of another format version, or a file that it lists is
            missing or of another length.
    """
    path = folder / NAME
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise IndexFolderError(f"the index has lost {NAME}", REBUILD) from None
    except (OSError, ValueError, RecursionError) as error:
        raise IndexFolderError(f"{NAME} of the index cannot be read: {error}", REBUILD) from None
    version = stored.get("format") if isinstance(stored, dict) else None
    if version != FORMAT_VERSION:
        raise IndexFolderError(
            f"the index has format version {version}, this kzsearch reads version {FORMAT_VERSION}", REBUILD
        )
    try:
        manifest = Manifest(
            format=version,
            kzsearch=stored["kzsearch"],
            corpus=fspath(stored["corpus"]),
            model=ModelRecord(**stored["model"]),
            chunker=stored["chunker"],
            vector_index=stored["vector_index"],
            counts=Counts(**stored["counts"]),
            files={name: FileRecord(**record) for name, record in stored["files"].items()},
            thresholds={
                mode: {series: float(score) for series, score in bars.items()}
                for mode, bars in stored["thresholds"].items()
            },
            build=_build_record(stored["build"]),
            kept=Kept(**stored["kept"]) if stored.get("kept") else None,
        )
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise IndexFolderError(f"{NAME} of the index is incomplete: {error}", REBUILD) from None
    expected = set(FILES) - set(FILES_OF_SIGNALS if manifest.kept else ())
    for name in expected | set(manifest.files):
        _check_file(folder / name, manifest.files.get(name))
    return manifest


def _build_record(stored: Mapping[str, Any]) -> BuildRecord:
    return BuildRecord(
        inputs=stored["inputs"],
        settings=stored["settings"],
        encoder=stored["encoder"],
        file_states=stored["file_states"],
        problems=tuple((message, hint) for message, hint in stored["problems"]),
        notes=tuple(stored["notes"]),
        stated=stored["stated"],
    )


def _check_file(path: Path, record: FileRecord | None) -> None:
    if record is None:
        raise IndexFolderError(f"{NAME} of the index does not list {path.name}", REBUILD)
    try:
        length = path.stat().st_size
    except OSError:
        raise IndexFolderError(f"the index has lost {path.name}", REBUILD) from None
    if length != record.bytes:
        raise IndexFolderError(
            f"{path.name} of the index is damaged: {length} bytes, not {record.bytes}", REBUILD
        )


def check_digests(manifest: Manifest, folder: Path) -> None:
    """Compare the files of a generation, the manifest among them, with their sha256.

    Raises:
        IndexFolderError: A file is not, to the byte, the file that was written.
    """
    if not digests.is_sealed((folder / NAME).read_bytes()):
        raise IndexFolderError(
            f"{NAME} of the index is damaged: its sha256 is not the one at its end", REBUILD
        )
    for name, record in manifest.files.items():
        if digests.of_file(folder / name) != record:
            raise IndexFolderError(
                f"{name} of the index is damaged: its sha256 is not the recorded one", REBUILD
            )
