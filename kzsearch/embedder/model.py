"""A model run by sentence-transformers: an encoder is sealed from it, and it serves where sealing fails."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kzsearch.embedder.quiet import quiet, said_by
from kzsearch.embedder.sealed import encodable
from kzsearch.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kzsearch.embedder.source import ModelSource
    from kzsearch.types import Vector

_QUERY_PROMPTS = ("query",)
_PASSAGE_PROMPTS = ("document", "passage", "corpus")  # the order in which sentence-transformers looks
# Passages of a model that reads text of any length: long enough to be understood, short enough to be cited.
_TOKENS_WITHOUT_LIMIT = 512
_HIGHEST_CREDIBLE_LIMIT = 1_000_000  # tokenizers without a limit state infinity or 10**30


def import_torch() -> tuple[Any, Any]:
    """Return the modules torch and sentence_transformers; the only place that imports them.

    Raises:
        ModelError: They are not installed: only models other than the bundled one need them.
    """
    with quiet():
        try:
            import sentence_transformers
            import torch
            from transformers.utils import logging
        except ModuleNotFoundError as error:
            raise ModelError(
                f"This model needs the package {error.name}, which is not installed.",
                "Run: pip install 'kzsearch[models]'",
            ) from error

        logging.disable_progress_bar()
    return torch, sentence_transformers


def load_model(source: ModelSource) -> Any:  # noqa: ANN401 - the library is not typed
    """Return the SentenceTransformer of a source, on the CPU in float32, ready to encode.

    Raises:
        ModelError: sentence-transformers cannot load it.
    """
    _, sentence_transformers = import_torch()
    try:
        with quiet():
            # The source is a folder with everything in it, so nothing is looked up on the network.
            model = sentence_transformers.SentenceTransformer(
                str(source.folder), device="cpu", local_files_only=True
            )
            return model.float().eval()
    except Exception as error:
        raise ModelError(
            f"The model {source.name!r} cannot be loaded: {said_by(error)}",
            "Name another --model, or save this one again with sentence-transformers.",
        ) from error


def prompts_of(model: Any) -> tuple[str, str]:  # noqa: ANN401
    """Return the prompts that the model puts before a query and before a passage; empty where none."""

    def prompt(names: Sequence[str]) -> str:
        named = next((name for name in names if name in model.prompts), model.default_prompt_name)
        return (model.prompts.get(named) if named is not None else "") or ""

    return prompt(_QUERY_PROMPTS), prompt(_PASSAGE_PROMPTS)


def max_tokens_of(model: Any) -> int:  # noqa: ANN401
    """Return how many tokens the model reads, special tokens included."""
    stated = getattr(model, "max_seq_length", None)
    if stated is not None and 0 < stated <= _HIGHEST_CREDIBLE_LIMIT:
        return int(stated)
    positions = getattr(getattr(model[0], "config", None), "max_position_embeddings", None)
    return positions if isinstance(positions, int) and positions > 0 else _TOKENS_WITHOUT_LIMIT


class TorchEmbedder:
    """An `Embedder` that runs sentence-transformers itself. Opening it imports torch, which takes seconds.

    Args:
        source: The model.

    Attributes:
        model: The SentenceTransformer.
    """

    def __init__(self, source: ModelSource) -> None:
        self.name = source.name
        self.fingerprint = source.fingerprint
        self.model: Any = load_model(source)
        self.query_prompt, self.passage_prompt = prompts_of(self.model)
        self.max_tokens = max_tokens_of(self.model)
        self.dimension = len(self.encode_query("dimension"))

    def count_tokens(self, text: str) -> int:
        """Return the tokens of a passage as encoded: prompt and special tokens included."""
        tokenizer = getattr(self.model, "tokenizer", None)
        encode = getattr(tokenizer, "encode", None)
        if encode is None:
            raise ModelError(
                f"The model {self.name!r} has no tokenizer to count with.", "Name another --model."
            )
        with quiet():
            encoding = encode(self.passage_prompt + encodable(text))
        return len(encoding if isinstance(encoding, list) else encoding.ids)

    def encode_query(self, text: str) -> Vector:
        """Return the unit vector of a query."""
        return self._encode(self.model.encode_query, text)

    def encode_queries(self, texts: Sequence[str]) -> Iterator[Vector]:
        """Yield the unit vector of each query in order."""
        for text in texts:
            yield self.encode_query(text)

    def encode_passages(self, texts: Sequence[str]) -> Iterator[Vector]:
        """Yield the unit vector of each text in order, one at a time so that none depends on another."""
        for text in texts:
            yield self._encode(self.model.encode_document, text)

    def _encode(self, encode: Any, text: str) -> Vector:  # noqa: ANN401
        import numpy as np

        with quiet():
            vectors = encode(
                [encodable(text)], batch_size=1, normalize_embeddings=True, show_progress_bar=False
            )
        return np.ascontiguousarray(vectors[0], dtype=np.float32)
