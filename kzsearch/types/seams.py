"""The protocols that another model or another store fills; CONTRIBUTING.md says how."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import TYPE_CHECKING, Literal, Protocol, TypeAlias

from kzsearch.types.filters import Filters
from kzsearch.types.index import Coverage, Passage, PassageMetadata, ReportRecord
from kzsearch.types.signals import Candidate, Candidates
from kzsearch.types.words import Span

if TYPE_CHECKING:
    from kzsearch.types.words import Keys, Matrix, Vector

Kind = Literal["passages", "sentences"]
"""What a vector is of."""

EncodeQueries: TypeAlias = "Callable[[Sequence[str]], Iterator[Vector]]"
"""Yields the unit vector of each query in order, the same bits as one at a time."""


class Embedder(Protocol):
    """Turns text into unit vectors. One instance serves one model."""

    @property
    def name(self) -> str:
        """The model's name as the user would say it."""
        ...

    @property
    def fingerprint(self) -> str:
        """Hexadecimal digest of everything that decides a vector: weights, tokenizer, prompts, pooling."""
        ...

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        ...

    @property
    def max_tokens(self) -> int:
        """Longest input that the model reads, special tokens included."""
        ...

    def count_tokens(self, text: str) -> int:
        """Return the tokens of a passage as encoded: prompt and special tokens included."""
        ...

    @property
    def query_prompt(self) -> str:
        """The text that the model wants before a query."""
        ...

    @property
    def passage_prompt(self) -> str:
        """The text that the model wants before a passage."""
        ...

    def encode_query(self, text: str) -> Vector:
        """Return the unit vector of a query, shape (dimension,)."""
        ...

    def encode_queries(self, texts: Sequence[str]) -> Iterator[Vector]:
        """Yield the unit vector of each query in order, the same bits as one at a time."""
        ...

    def encode_passages(self, texts: Sequence[str]) -> Iterator[Vector]:
        """Yield the unit vector of each text in order, each independent of its neighbours."""
        ...


class Store(Protocol):
    """The methods of an index that search uses.

    A key is the store's own number of a passage. Keys grow in the order of passage ids as built, and those of one
    report follow one another. Filters are applied before anything is scored.
    """

    def coverage(self) -> Coverage:
        """Return the values of the index's reports that a query may name."""
        ...

    def labels(self) -> list[str]:
        """Return the headings of sections of another outline, each once, in alphabetical order."""
        ...

    def reports(self, report_ids: Collection[str] | None = None) -> list[ReportRecord]:
        """Return every report, or those named, by report id."""
        ...

    def report_passages(self, report_id: str) -> list[Passage]:
        """Return a report's passages in order."""
        ...

    def keys(self, filters: Filters, limit: int | None = None) -> list[int]:
        """Return the keys of the passages that the filters allow, in order: all of them, or the first."""
        ...

    def passages(self, keys: Sequence[int]) -> dict[int, Passage]:
        """Return the passages with these keys, in order; a key that no passage has is left out."""
        ...

    def metadata(self, keys: Sequence[int]) -> dict[int, PassageMetadata]:
        """Return the metadata of these passages, which costs less than the passages themselves."""
        ...

    def frequencies(self, terms: Sequence[str]) -> dict[str, int]:
        """Return in how many passages each term occurs, compared by stem."""
        ...

    def vocabulary(self) -> list[str]:
        """Return every word of the corpus in lower case, the most frequent first."""
        ...

    def candidates(
        self, terms: Sequence[str] | None, vector: Vector | None, filters: Filters, limit: int
    ) -> Candidates:
        """Return the passages that some signal proposes, with every signal of each.

        Args:
            terms: Words and phrases for BM25; None leaves BM25 out.
            vector: A query's unit vector for the cosines; None leaves them out.
            filters: What may be found.
            limit: How many passages each signal proposes at most.
        """
        ...

    def exact(self, phrase: str, filters: Filters, limit: int) -> list[Candidate]:
        """Return passages that hold the phrase word for word, scored by how often, best first, ties by key."""
        ...

    def sentence_cosines(self, vector: Vector, keys: Sequence[int]) -> dict[int, list[float]]:
        """Return the cosine of each passage's sentences with the vector, in order."""
        ...

    def passage_vectors(self, keys: Sequence[int]) -> Matrix:
        """Return the vectors of passages, in order; shape (passages, dimension)."""
        ...

    def sentence_vectors(self, keys: Sequence[int]) -> dict[int, Matrix]:
        """Return the vectors of each passage's sentences, in order; shape (sentences, dimension)."""
        ...

    def matched(self, terms: Sequence[str], keys: Sequence[int]) -> dict[int, dict[str, tuple[Span, ...]]]:
        """Return where in each passage's text each term occurs, compared by stem."""
        ...

    def close(self) -> None:
        """Close the files."""
        ...


class Signals(Protocol):
    """What compares passages and sentences with a query: the part of a store that may lie outside the index folder.

    Keys of passages are those of `Store`; a sentence has a key of its own. Filters are applied before anything is
    scored. Several threads may ask at once.
    """

    @property
    def sentences_a_passage(self) -> int:
        """How many sentences to ask for with each wanted passage: several of one passage can crowd out another."""
        ...

    def open_ahead(self) -> None:
        """Begin to open, in a thread; what is wrong is told when the signals are asked."""
        ...

    def heaviest(self, terms: Sequence[str], filters: Filters, limit: int) -> list[Candidate]:
        """Return the passages with the highest BM25 for words and phrases, best first, ties by key."""
        ...

    def weights(self, terms: Sequence[str], keys: Sequence[int]) -> dict[int, float]:
        """Return BM25 of these passages; those without a term are left out."""
        ...

    def nearest(self, kind: Kind, vector: Vector, filters: Filters, limit: int) -> tuple[Keys, Vector]:
        """Return the keys of the nearest vectors and their cosines, best first, ties by key."""
        ...

    def cosines(self, kind: Kind, vector: Vector, keys: Sequence[int] | Keys) -> Vector:
        """Return the cosine of each of these vectors, in the order given."""
        ...

    def vectors(self, kind: Kind, keys: Sequence[int] | Keys) -> Matrix:
        """Return these vectors, in the order given; shape (len(keys), dimension)."""
        ...

    def close(self) -> None:
        """Let go of files and connections."""
        ...
