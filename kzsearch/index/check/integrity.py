"""The check that an index is to the byte the index that was built, and that its vectors are those of its texts."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass

from kzsearch.embedder.seal import LARGEST_DIFFERENCE, damaged_files
from kzsearch.errors import IndexFolderError
from kzsearch.index.format import generations, manifest
from kzsearch.index.read import rows
from kzsearch.index.read.opening import OpenIndex, encoders_of
from kzsearch.types import Kind

_SAMPLE = 16


@dataclass(frozen=True, slots=True)
class Checked:
    """The result of checking an index.

    Attributes:
        files: How many files have the sha256 that was recorded when they were written.
        vectors: How many vectors were encoded again, to compare them.
        difference: The largest difference of a number in those vectors from the index's own.
    """

    files: int
    vectors: int
    difference: float


def check(index: OpenIndex) -> Checked:
    """Check every file of an index, and make a sample of its vectors again.

    Args:
        index: The open index.

    Raises:
        IndexFolderError: A file is damaged or a vector differs; the message names it.
        ModelError: The model cannot be loaded.
    """
    folder = index.folder
    generations.check_current(index.path, folder)
    manifest.check_digests(index.manifest, folder)
    sealed = encoders_of(index.path) / index.manifest.model.fingerprint
    if sealed.exists() and (damaged := damaged_files(sealed)):
        raise IndexFolderError(
            f"{', '.join(damaged)} of the sealed encoder is damaged", "seal it again with: kzsearch index"
        )
    made, difference = _encoded_again(index)
    if difference > LARGEST_DIFFERENCE:
        raise IndexFolderError(
            f"the model's vectors are not those of the index: they differ by up to {difference:.1e}",
            "rebuild it with: kzsearch index --full",
        )
    return Checked(len(index.manifest.files) + 2, made, difference)


def _encoded_again(index: OpenIndex) -> tuple[int, float]:
    """Return how many vectors were encoded again, and their largest difference from the index's own."""
    import numpy as np

    folder, counts = index.folder, index.manifest.counts
    made, difference = 0, 0.0
    with closing(rows.connect(folder / manifest.PASSAGES_DB)) as connection:
        kinds: dict[Kind, int] = {"passages": counts.passages, "sentences": counts.sentences}
        for kind, count in kinds.items():
            keys = sorted({count * place // _SAMPLE for place in range(_SAMPLE)}) if count else []
            stored = index.signals.vectors(kind, keys)
            texts = [
                text for key in keys for _, text in rows.encoded_texts(connection, kind, range(key, key + 1))
            ]
            for kept, vector in zip(stored, index.embedder().encode_passages(texts), strict=True):
                made += 1
                apart = float(np.abs(kept - vector).max())
                difference = max(difference, apart if apart == apart else float("inf"))  # noqa: PLR0124  NaN
    return made, difference
