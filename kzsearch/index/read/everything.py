"""All passages of a generation, a block at a time: for whoever compares every passage with many queries at once.

Rows are read rather than kept, so that memory does not grow with the index.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kzsearch.index.read import rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kzsearch.index.read.connections import Connections
    from kzsearch.index.read.in_folder import SignalsInFolder
    from kzsearch.index.read.maxscore import Share
    from kzsearch.index.read.sentence_starts import SentenceStarts
    from kzsearch.types import Keys, Matrix

# Passages. What some four hundred queries need for each is some 30 kB; eight times as many cost as much time.
_AT_ONCE = 512


class Block(NamedTuple):
    """Passages that follow one another.

    Attributes:
        keys: Their keys.
        passages: Their vectors.
        sentences: The vectors of their sentences.
        starts: For each passage, which row of `sentences` is its first.
    """

    keys: range
    passages: Matrix
    sentences: Matrix
    starts: Keys


class AllPassages:
    """All passages of a generation whose signals lie in its folder.

    Args:
        connections: To its database.
        starts: Which sentences are whose.
        signals: Its vectors and postings.
    """

    def __init__(self, connections: Connections, starts: SentenceStarts, signals: SignalsInFolder) -> None:
        self._connections = connections
        self._starts = starts
        self._signals = signals

    def blocks(self) -> Iterator[Block]:
        """Yield all passages in order."""
        import numpy as np

        for start in range(0, self._starts.passages, _AT_ONCE):
            keys = range(start, min(start + _AT_ONCE, self._starts.passages))
            wanted = np.arange(keys.start, keys.stop)
            sizes = self._starts.sizes(wanted)
            yield Block(
                keys,
                self._signals.vectors("passages", wanted),
                self._signals.vectors("sentences", self._starts.of_passages(wanted)),
                sizes.cumsum() - sizes,
            )

    def lists(self) -> list[int]:
        """Return the keys of the passages that are lists beside the text, in order."""
        with self._connections.one() as connection:
            return rows.lists(connection)

    def shares(self, terms: Sequence[str]) -> list[Share]:
        """Return what each of some terms adds to BM25."""
        return self._signals.shares(terms)
