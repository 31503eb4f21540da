"""The embedder of a build or of a query: the sealed encoder, or the model itself with a note that says why.

Sealed encoders lie in the folder `encoders`, beside the indexes and not in them, because all indexes of a model share
its sealed encoder.
"""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from kzsearch.embedder import multilingual
from kzsearch.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from kzsearch.embedder.model import TorchEmbedder
    from kzsearch.embedder.multilingual import MultilingualEmbedder
    from kzsearch.embedder.sealed import SealedEmbedder
    from kzsearch.embedder.source import ModelSource


class OpenedEmbedder(NamedTuple):
    """An embedder, and a note for the user where it is a model that could not be sealed."""

    embedder: SealedEmbedder | TorchEmbedder | MultilingualEmbedder
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
    if model == multilingual.MULTILINGUAL_MODEL:
        embedder = multilingual.MultilingualEmbedder()
        if embedder.fingerprint != fingerprint:
            raise _another_model(model)
        return OpenedEmbedder(embedder, None)

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
        raise _another_model(model)
    note = f"{problem} Using torch, which takes seconds to load; `kzsearch index` seals it again."
    try:
        return OpenedEmbedder(TorchEmbedder(source), note)
    except (
        ModelError
    ) as error:  # torch is missing: a build needs it only for models that are not the bundled one
        raise ModelError(f"{problem} {error.message}", "Run `kzsearch index` to seal it again.") from error


def word_tester(encoders: Path, fingerprint: str, model: str) -> Callable[[str], bool]:
    """Return whether an index's model has one piece for the whole of a word, asked without opening a sealed encoder.

    Where neither a sealed encoder nor the multilingual model is there, no word is known.
    """
    if model == multilingual.MULTILINGUAL_MODEL:
        with suppress(ModelError):
            return multilingual.MultilingualEmbedder().is_word
        return _no_word

    from kzsearch.embedder.sealed import is_piece, read_seal, read_tokenizer

    folder = encoders / fingerprint
    return partial(is_piece, read_tokenizer(folder)) if read_seal(folder) else _no_word


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
    if source.name == multilingual.MULTILINGUAL_MODEL:
        return OpenedEmbedder(multilingual.checked(), None)  # there is nothing to seal

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


def _no_word(_word: str) -> bool:
    return False


def _another_model(model: str) -> ModelError:
    return ModelError(
        f"The model {model!r} is not the one that the index was built with.",
        "Run `kzsearch index` to build the index anew.",
    )
