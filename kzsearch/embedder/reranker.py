"""A cross-encoder: a model that reads query and passage together. Slower and often better than two vectors."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from kzsearch.embedder.hub import folder_here
from kzsearch.embedder.model import import_torch
from kzsearch.embedder.quiet import quiet, said_by
from kzsearch.embedder.sealed import encodable
from kzsearch.errors import ModelError


class Reranker:
    """A cross-encoder of sentence-transformers, on the CPU.

    Args:
        model: Path of a folder, or a name on the Hugging Face hub of a model that was fetched before.

    Raises:
        ModelError: It is not on this machine, cannot be loaded, or gives more than one number for a pair.
    """

    def __init__(self, model: str) -> None:
        folder = folder_here(model)  # before torch is imported, which takes seconds
        torch, sentence_transformers = import_torch()
        try:
            with quiet():
                self._model: Any = sentence_transformers.CrossEncoder(str(folder), device="cpu")
        except Exception as error:  # the library raises what it likes
            raise ModelError(
                f"The cross-encoder {model!r} cannot be loaded: {said_by(error)}",
                "Name the folder of a model that sentence-transformers' CrossEncoder saved.",
            ) from error
        if self._model.num_labels != 1:
            raise ModelError(
                f"The cross-encoder {model!r} gives {self._model.num_labels} numbers for a pair, not one.",
                "Name a cross-encoder that was trained to rank.",
            )
        self._scale = torch.nn.Sigmoid()

    def scores(self, query: str, texts: Sequence[str]) -> list[float]:
        """Return how well each text answers the query, 0 to 1.

        One pair at a time, so that a score does not depend on the other texts.
        """
        pairs = [(encodable(query), encodable(text)) for text in texts]
        with quiet():
            found = self._model.predict(
                pairs, batch_size=1, activation_fn=self._scale, show_progress_bar=False, convert_to_numpy=True
            )
        return [float(score) for score in found]


@lru_cache(maxsize=1)
def open_reranker(model: str) -> Reranker:
    """Return a cross-encoder, loaded once for all the queries of a process."""
    return Reranker(model)
