"""The embedder of a build or of a query: the sealed encoder, or the model itself with a note that says why.

Sealed encoders lie in the folder `encoders`, beside the indexes and not in them, because all indexes of a model share
its sealed encoder.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kzsearch.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from kzsearch.embedder.model import TorchEmbedder
    from kzsearch.embedder.sealed import SealedEmbedder
    from kzsearch.embedder.source import ModelSource


class OpenedEmbedder(NamedTuple):
    """An embedder, and a note for the user where it is not a sealed encoder."""

    embedder: SealedEmbedder | TorchEmbedder
    note: str | None


def open_embedder(encoders: Path, fingerprint: str, model: str) -> OpenedEmbedder:
    """Open the embedder that an index was built with.

    Args:
        encoders: The folder of sealed encoders.
        fingerprint: The index's own record of the model.
        model: The model's name, as `ModelSource.name` gave it.

    Returns:
        The sealed encoder where an undamaged one is there; otherwise the model itself, with a note.

    Raises:
        ModelError: The model cannot be had, or is not the one that the index was built with.
    """
    from kzsearch.embedder.sealed import SealedEmbedder

    try:
        sealed = SealedEmbedder(encoders / fingerprint)
        if sealed.fingerprint == fingerprint:
            return OpenedEmbedder(sealed, None)
        problem = "The sealed encoder is another model's."
    except ModelError as error:
        problem = error.message

    from kzsearch.embedder.model import TorchEmbedder
    from kzsearch.embedder.source import resolve

    source = resolve(model)
    if source.fingerprint != fingerprint:
        raise ModelError(
            f"The model {model!r} is not the one that the index was built with.",
            "Run `kzsearch index` to build the index anew.",
        )
    note = f"{problem} Using torch, which takes seconds to load; `kzsearch index` seals it again."
    try:
        return OpenedEmbedder(TorchEmbedder(source), note)
    except (
        ModelError
    ) as error:  # torch is missing: a build needs it only for models that are not the bundled one
        raise ModelError(f"{problem} {error.message}", "Run `kzsearch index` to seal it again.") from error


def prepare_embedder(source: ModelSource, encoders: Path, check_texts: Sequence[str]) -> OpenedEmbedder:
    """Open the embedder for a build, sealing the model first where that has not been done.

    Args:
        source: The model.
        encoders: The folder of sealed encoders; made where there is none.
        check_texts: Texts of the corpus, on which a new sealed encoder is compared with the model.

    Returns:
        The sealed encoder, or the model itself with a note that says why it cannot be sealed.

    Raises:
        ModelError: The model cannot be loaded.
        IndexFolderError: The folder cannot be written.
    """
    from kzsearch.embedder.sealed import SealedEmbedder

    folder = encoders / source.fingerprint
    try:
        return OpenedEmbedder(SealedEmbedder(folder), None)
    except ModelError:
        pass  # absent or damaged: sealed anew below

    from kzsearch.embedder.draft import Unsealable
    from kzsearch.embedder.model import TorchEmbedder
    from kzsearch.embedder.seal import discard, seal

    discard(folder)
    try:
        seal(source, folder, check_texts)
    except Unsealable as error:
        note = f"The model {source.name!r} cannot be sealed, so each search loads torch: {error}"
        return OpenedEmbedder(TorchEmbedder(source), note)
    return OpenedEmbedder(SealedEmbedder(folder), None)
