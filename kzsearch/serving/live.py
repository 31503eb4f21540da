"""An index that is kept open, and opened again where a rebuild has put a new generation in place."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

from kzsearch.library import Index, open_index
from kzsearch.places import CURRENT


class _Generation:
    """One open generation, and how many requests are answered from it.

    Attributes:
        index: The open index.
        name: What tells it from others: what `current` said when it was opened.
        users: How many requests use it.
        retired: Whether a newer one has taken its place, so that its last user closes it.
    """

    def __init__(self, index: Index, name: str) -> None:
        self.index = index
        self.name = name
        self.users = 0
        self.retired = False


class LiveIndex:
    """The live generation of an index folder, for many threads.

    A request borrows the index and has one generation to its end, whatever is built meanwhile. A generation that
    nobody uses any more is closed.
    """

    def __init__(self, folder: Path, corpus: Path | None = None) -> None:
        """Open the index.

        Args:
            folder: The index folder.
            corpus: The corpus folder, where it is not the one that the index was built from.

        Raises:
            IndexFolderError: There is none, or it cannot be read.
        """
        self.folder = folder
        self._corpus = corpus
        self._lock = Lock()
        self._now = self._opened()

    @contextmanager
    def borrowed(self) -> Iterator[tuple[Index, str]]:
        """Give the open index and the name of its generation.

        Raises:
            IndexFolderError: A new generation is in place and cannot be opened.
        """
        generation = self._borrow()
        try:
            yield generation.index, generation.name
        finally:
            self._give_back(generation)

    def close(self) -> None:
        """Close the index; requests that still use it keep it to their end."""
        with self._lock:
            self._retire(self._now)

    def _borrow(self) -> _Generation:
        with self._lock:
            if self._current() not in (self._now.name, None):
                old, self._now = self._now, self._opened()
                self._retire(old)
            self._now.users += 1
            return self._now

    def _give_back(self, generation: _Generation) -> None:
        with self._lock:
            generation.users -= 1
            if generation.retired and not generation.users:
                generation.index.close()

    def _opened(self) -> _Generation:
        name = self._current() or ""
        return _Generation(open_index(self.folder, self._corpus), name)

    def _current(self) -> str | None:
        """Return the name of the generation in place; None while the folder cannot be read."""
        try:
            return (self.folder / CURRENT).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError):
            return None

    @staticmethod
    def _retire(generation: _Generation) -> None:
        generation.retired = True
        if not generation.users:
            generation.index.close()
