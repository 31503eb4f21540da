"""Seal a model: write its encoder, compare the encoder's vectors with the model's own, and keep it."""

from __future__ import annotations

import json
import os
import shutil
import time
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from kzsearch import __version__, digests
from kzsearch.embedder import bundled, export
from kzsearch.embedder.draft import Unsealable, vectors
from kzsearch.embedder.sealed import (
    SEAL_FILE,
    SEAL_FORMAT,
    SEALED_FILES,
    SealedEmbedder,
    import_onnxruntime,
    read_seal,
)
from kzsearch.errors import IndexFolderError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from kzsearch.embedder.source import ModelSource
    from kzsearch.types import Vector

LARGEST_DIFFERENCE = 1e-5
_GROUPED_LENGTHS = (2, 7, 25)
_GROUPED_ROWS = (2, 8)
_PARTIAL = ".sealing-"
_ABANDONED_SECONDS = 3600


def seal(source: ModelSource, folder: Path, check_texts: Sequence[str]) -> None:
    """Make a sealed encoder, unless an undamaged one is there.

    Args:
        source: The model. The bundled one is sealed from its weights, any other is exported by torch.
        folder: Where the encoder goes, named by the model's fingerprint. It appears in one rename.
        check_texts: Texts on which an exported encoder is compared with the model. The bundled model has its own.

    Raises:
        Unsealable: The model cannot be sealed; the message is the reason.
        ModelError: The model cannot be loaded.
        IndexFolderError: The folder cannot be written.
    """
    if read_seal(folder) is not None:
        return
    partial = folder.parent / f"{_PARTIAL}{os.getpid()}"
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        _sweep(folder.parent)
        discard(partial)
        partial.mkdir()
        _fill(partial, source, check_texts)
        _put(partial, folder)
    except OSError as error:
        raise IndexFolderError(
            f"The sealed encoder cannot be written: {error.strerror or error}.",
            "Check the permissions and the free space of the index folder, or choose another with --index.",
        ) from error
    finally:
        discard(partial)


def discard(folder: Path) -> None:
    """Remove a sealed encoder. A process that has it open goes on reading it."""
    shutil.rmtree(folder, ignore_errors=True)


def damaged_files(folder: Path) -> list[str]:
    """Return the files of a sealed folder that are missing or not as they were sealed, by their sha256."""
    try:
        text = (folder / SEAL_FILE).read_bytes()
        files = json.loads(text)["files"]
    except (OSError, ValueError, KeyError, TypeError):
        return [SEAL_FILE]
    if not digests.is_sealed(text):
        return [SEAL_FILE]
    return [
        name
        for name in SEALED_FILES
        if not (folder / name).is_file() or files.get(name) != asdict(digests.of_file(folder / name))
    ]


def _fill(partial: Path, source: ModelSource, check_texts: Sequence[str]) -> None:
    """Write the encoder into a folder, compare, and write the seal last."""
    is_bundled = bundled.describes(source)
    draft = bundled.write(source, partial) if is_bundled else export.write(source, partial, check_texts)
    record: dict[str, Any] = {
        "format": SEAL_FORMAT,
        "model": source.name,
        "fingerprint": source.fingerprint,
        "weights_sha256": source.weights_sha256,
        **asdict(draft.facts),
        "grouping_exact": False,
        "largest_difference": None,
        "kzsearch": __version__,
        "onnxruntime": import_onnxruntime().__version__,
        "files": {name: asdict(digests.of_file(partial / name)) for name in SEALED_FILES},
    }
    _write(partial, record)
    sealed = SealedEmbedder(partial)
    difference = _largest_difference(draft.expected, vectors(sealed, draft.texts))
    if not difference <= LARGEST_DIFFERENCE:
        raise Unsealable(f"its vectors came out {difference:.1e} apart, more than {LARGEST_DIFFERENCE:.0e}.")
    record["largest_difference"] = difference
    record["grouping_exact"] = sealed.grouping_is_exact(_GROUPED_LENGTHS, _GROUPED_ROWS)
    _write(partial, record)


def _largest_difference(expected: Sequence[Vector], found: Sequence[Vector]) -> float:
    import numpy as np

    return max(float(np.abs(one - other).max()) for one, other in zip(expected, found, strict=True))


def _write(partial: Path, record: dict[str, Any]) -> None:
    (partial / SEAL_FILE).write_text(digests.sealed(record), encoding="utf-8")


def _put(partial: Path, folder: Path) -> None:
    """Give the folder its name; of two processes that seal the same model, the first wins."""
    try:
        partial.rename(folder)
    except OSError:
        if read_seal(folder) is not None:
            return
        discard(folder)
        partial.rename(folder)


def _sweep(encoders: Path) -> None:
    """Remove the unfinished folders of builds that were killed."""
    for left in encoders.glob(f"{_PARTIAL}*"):
        if time.time() - left.stat().st_mtime > _ABANDONED_SECONDS:
            discard(left)
