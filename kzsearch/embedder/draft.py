"""What sealing needs to know of a model whose files it has just written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kzsearch.types import Embedder, Vector

_LONGEST_QUERY = 200
AWKWARD_TEXTS = (
    "",
    " ",
    ".",
    "word",
    "\u00e9 \u0416 \u4e2d",
    "a\x00b\ud800c",
    "  two\n\nlines ",
    "many words " * 3000,
)
"""Empty, very short, in other scripts, and longer than any model reads: tried besides texts of the corpus."""


class Unsealable(Exception):  # noqa: N818 - it never leaves the package
    """The model cannot be sealed; the message gives the reason."""


@dataclass(frozen=True, slots=True)
class ModelFacts:
    """What a model's configuration decides about its vectors.

    Attributes:
        dimension: Length of a vector.
        max_tokens: Tokens that the model reads, special tokens included.
        query_prompt: What it puts before a query.
        passage_prompt: What it puts before a passage.
        modules: Types of its modules, in order.
    """

    dimension: int
    max_tokens: int
    query_prompt: str
    passage_prompt: str
    modules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """A sealed folder's content before it has been compared with the model.

    Attributes:
        facts: Of the model.
        texts: Texts to compare with.
        expected: What `vectors` must return for them.
    """

    facts: ModelFacts
    texts: Sequence[str]
    expected: Sequence[Vector]


def vectors(embedder: Embedder, texts: Sequence[str]) -> list[Vector]:
    """Return the vectors of the short texts as queries, then those of all texts as passages."""
    queries = [text for text in texts if len(text) <= _LONGEST_QUERY]
    return [*map(embedder.encode_query, queries), *embedder.encode_passages(texts)]
