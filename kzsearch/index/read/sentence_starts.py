"""Which sentences are a passage's, and which passage is a sentence's: one number a passage, mapped from its file."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from kzsearch.errors import IndexFolderError
from kzsearch.index.format.manifest import REBUILD

if TYPE_CHECKING:
    from kzsearch.types import Keys


def following(first: Keys, sizes: Keys) -> Keys:
    """Return the keys of runs, one after the other, given the first key and the length of each."""
    import numpy as np

    ends = sizes.cumsum()
    total = int(ends[-1]) if len(ends) else 0
    keys: Keys = np.arange(total, dtype=np.int64) + np.repeat(first - (ends - sizes), sizes)
    return keys


class SentenceStarts:
    """The key of each passage's first sentence; a passage's sentences have consecutive keys.

    Args:
        path: The file.
        passages: How many passages there must be.
        sentences: How many sentences.

    Attributes:
        passages: How many passages there are.
    """

    def __init__(self, path: Path, passages: int, sentences: int) -> None:
        self._path = path
        self.passages = passages
        self._expected = passages, sentences

    @cached_property
    def _starts(self) -> Keys:
        import numpy as np

        try:
            starts: Keys = np.load(self._path, mmap_mode="r")
            whole = (len(starts) - 1, int(starts[-1])) == self._expected
        except (OSError, ValueError, IndexError, TypeError):
            whole = False
        if not whole:
            raise IndexFolderError(f"{self._path.name} of the index is damaged", REBUILD)
        return starts

    def sizes(self, keys: Keys) -> Keys:
        """Return how many sentences each passage has."""
        return self._starts[keys + 1] - self._starts[keys]

    def of_passages(self, keys: Keys) -> Keys:
        """Return the keys of the sentences of passages, both in order."""
        return following(self._starts[keys], self.sizes(keys))

    def owners(self, sentences: Keys) -> Keys:
        """Return the passage of each sentence."""
        import numpy as np

        return np.searchsorted(self._starts, sentences, side="right") - 1
