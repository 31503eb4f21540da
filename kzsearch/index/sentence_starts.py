"""Which sentences are a passage's, and which passage is a sentence's: one number a passage, mapped from its file."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from kzsearch.errors import IndexFolderError
from kzsearch.index.manifest import REBUILD

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    Keys = NDArray[np.int64]


class SentenceStarts:
    """The key of each passage's first sentence; a passage's sentences have consecutive keys.

    Args:
        path: The file.
        passages: How many passages there must be.
        sentences: How many sentences.
    """

    def __init__(self, path: Path, passages: int, sentences: int) -> None:
        self._path = path
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

    def of_passage(self, key: int) -> range:
        """Return the keys of a passage's sentences."""
        return range(int(self._starts[key]), int(self._starts[key + 1]))

    def of_passages(self, keys: Keys) -> Keys:
        """Return the keys of the sentences of passages, both in order."""
        import numpy as np

        first = self._starts[keys]
        sizes = self._starts[keys + 1] - first
        ends = sizes.cumsum()
        total = int(ends[-1]) if len(ends) else 0
        found: Keys = np.arange(total, dtype=np.int64) + np.repeat(first - (ends - sizes), sizes)
        return found

    def owners(self, sentences: Sequence[int]) -> list[int]:
        """Return the passage of each sentence."""
        import numpy as np

        found = np.searchsorted(self._starts, np.asarray(sentences, dtype=np.int64), side="right") - 1
        return [int(key) for key in found]
