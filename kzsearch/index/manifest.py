"""What an index says of itself, and the checks that opening makes against it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from kzsearch.errors import IndexFolderError
from kzsearch.index.schema import FORMAT_VERSION

NAME = "manifest.json"
PASSAGES_DB = "passages.sqlite"
PASSAGE_VECTORS = "passages.faiss"
SENTENCE_VECTORS = "sentences.faiss"
FILES = (PASSAGES_DB, PASSAGE_VECTORS, SENTENCE_VECTORS)

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
        prompts: What the model wants before a query and a passage, by kind.
    """

    name: str
    fingerprint: str
    weights_sha256: str
    dimension: int
    max_tokens: int
    prompts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Counts:
    """How much an index holds."""

    reports: int
    passages: int
    sentences: int


@dataclass(frozen=True, slots=True)
class FileRecord:
    """One file of a generation: its length and sha256."""

    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """Everything that opening an index checks.

    Attributes:
        format: FORMAT_VERSION of the kzsearch that wrote it.
        kzsearch: Its version.
        corpus: The corpus folder as given when it was built.
        model: The model.
        chunker: Settings that decide passages.
        vector_index: FAISS's kind of index.
        reports: sha256 of each report's file by report id.
        counts: Rows, and vectors, by kind.
        files: The other files of the generation.
        thresholds: By mode, the score below which a best hit means that the corpus does not answer.
    """

    format: int
    kzsearch: str
    corpus: str
    model: ModelRecord
    chunker: Mapping[str, int]
    vector_index: str
    reports: Mapping[str, str]
    counts: Counts
    files: Mapping[str, FileRecord]
    thresholds: Mapping[str, float] = field(default_factory=dict)


def write(manifest: Manifest, folder: Path) -> None:
    """Write the manifest into a generation's folder."""
    text = json.dumps(asdict(manifest), indent=2, ensure_ascii=False, sort_keys=False)
    (folder / NAME).write_text(text + "\n", encoding="utf-8")


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
    except (OSError, ValueError) as error:
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
            corpus=stored["corpus"],
            model=ModelRecord(**stored["model"]),
            chunker=stored["chunker"],
            vector_index=stored["vector_index"],
            reports=stored["reports"],
            counts=Counts(**stored["counts"]),
            files={name: FileRecord(**record) for name, record in stored["files"].items()},
            thresholds={mode: float(score) for mode, score in stored["thresholds"].items()},
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise IndexFolderError(f"{NAME} of the index is incomplete: {error}", REBUILD) from None
    for name in FILES:
        _check_file(folder / name, manifest.files.get(name))
    return manifest


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
    """Compare the files of a generation with their sha256.

    Raises:
        IndexFolderError: One is not what was written.
    """
    for name in FILES:
        if file_record(folder / name) != manifest.files[name]:
            raise IndexFolderError(
                f"{name} of the index is damaged: its sha256 is not the recorded one", REBUILD
            )


def file_record(path: Path) -> FileRecord:
    """Return the length and sha256 of a file."""
    import hashlib  # loads OpenSSL, which no query needs

    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return FileRecord(path.stat().st_size, digest)
