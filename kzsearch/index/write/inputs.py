"""The digests of a build's inputs: where no input has changed, there is nothing to build."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import kzsearch
from kzsearch import chunker, digests
from kzsearch.embedder.sealed import SEAL_FILE
from kzsearch.embedder.source import ModelSource
from kzsearch.index.format.schema import FORMAT_VERSION
from kzsearch.reading.facts.table import TABLE_NAME, CorpusRow, last_year

# Layers that show or judge an index, and do not decide it.
_NOT_DECIDING = frozenset(
    {"analysis", "assistants", "cli", "evaluation", "render", "saving", "serving", "web"}
)
_DECIDING_PACKAGES = (
    "sentencex",
    "snowballstemmer",
    "pycountry",
    "selectolax",
    "pypdfium2",
    "tokenizers",
    "onnxruntime",
    "faiss-cpu",
    "numpy",
)
# Readers refuse files far smaller than this; to digest one of many gigabytes would take minutes.
_TOO_LARGE = 512 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Inputs:
    """Digests of the inputs of a build.

    Attributes:
        settings: Digest of all but the files: kzsearch's code, the libraries' versions, the model's name, stated facts.
        model: The model's fingerprint.
        files: Digest of the content of each file in the corpus folder, by path.
    """

    settings: str
    model: str
    files: Mapping[str, str]

    @property
    def digest(self) -> str:
        """One digest of settings, model and files."""
        return digests.of_value([self.settings, self.model, sorted(self.files.items())])

    def of_file(self, name: str, row: CorpusRow | None) -> str:
        """Return the digest of a file's content, name and table row, which with the settings decide its reports."""
        return digests.of_value([self.files.get(name, ""), repr(row), name])


def gather(corpus: Path, index: Path, stated: Mapping[str, Mapping[str, str]], source: ModelSource) -> Inputs:
    """Return the digests of the inputs of a build.

    Args:
        corpus: The corpus folder.
        index: The index folder; an index records the relative path from it to the corpus.
        stated: Facts that the user states of files.
        source: The model.
    """
    settings = [
        FORMAT_VERSION,
        chunker.CHUNKER_VERSION,
        _own_code(),
        [_version(package) for package in _DECIDING_PACKAGES],
        source.name,
        os.path.relpath(corpus, index),
        {name: dict(facts) for name, facts in stated.items()},
        last_year(),
        (corpus / TABLE_NAME).exists(),
    ]
    return Inputs(digests.of_value(settings), source.fingerprint, dict(_files(corpus, index)))


def encoder_digest(encoders: Path, fingerprint: str) -> str:
    """Return a digest of the encoder that makes an index's vectors: its sealed files, or that there are none."""
    try:
        seal = json.loads((encoders / fingerprint / SEAL_FILE).read_text(encoding="utf-8"))
        return digests.of_value([fingerprint, seal["files"], seal["grouping_exact"]])
    except (OSError, ValueError, KeyError, TypeError):
        return digests.of_value(
            [fingerprint, [_version(package) for package in ("torch", "sentence-transformers")]]
        )


def _files(corpus: Path, index: Path) -> Iterator[tuple[str, str]]:
    """Yield the path and digest of each file and folder that is read in a corpus; the index may lie inside it."""
    index = index.resolve()
    for folder, folders, files in os.walk(corpus):
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and (Path(folder) / name).resolve() != index
        )
        for name in [*folders, *sorted(files)]:
            path = Path(folder) / name
            shown = os.fsencode(path.relative_to(corpus)).decode("utf-8", "backslashreplace")
            yield shown.replace(os.sep, "/"), _content(corpus, path)


def _content(corpus: Path, path: Path) -> str:
    try:
        if path.is_symlink() and not path.resolve().is_relative_to(corpus.resolve()):
            return f"link out to {path.readlink()}"
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            return "folder"
        if not stat.S_ISREG(status.st_mode) or status.st_size > _TOO_LARGE:
            return f"{status.st_mode} {status.st_size} {status.st_mtime_ns}"
        return digests.of_file(path).sha256
    except (OSError, RuntimeError) as error:  # links that lead in a circle are a RuntimeError before 3.13
        return f"unreadable: {type(error).__name__}"


@cache  # a process runs the code that it began with
def _own_code() -> str:
    """Return a digest of kzsearch's code, so that an index is built anew by another version of it."""
    package = Path(kzsearch.__file__).parent
    relative = sorted(
        path.relative_to(package) for path in package.rglob("*") if path.suffix in {".py", ".tsv", ".txt"}
    )
    files = [
        (path.as_posix(), digests.of_file(package / path).sha256)
        for path in relative
        if path.parts[0] not in _NOT_DECIDING
    ]
    return digests.of_value([kzsearch.__version__, files])


@cache
def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
