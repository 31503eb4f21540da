"""An index that is kept open, and opened again where a rebuild has put a new generation in place."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock

from kzsearch.errors import IndexFolderError, KzsearchError
from kzsearch.library import Index, open_index
from kzsearch.places import CURRENT

_Mark = tuple[int, int, int] | None


class _Generation:
    """One open generation, and how many requests are answered from it.

    Attributes:
        index: The open index.
        name: What tells it from others.
        mark: What the file `current` was when it was opened.
        users: How many requests use it.
        prepared: Whether its model was asked for.
        retired: Whether a newer one has taken its place, so that its last user closes it.
    """

    def __init__(self, index: Index, mark: _Mark) -> None:
        self.index = index
        self.name = index.generation
        self.mark = mark
        self.users = 0
        self.prepared = False
        self.retired = False


class LiveIndex:
    """The live generation of an index folder, for many threads.

    Citations name the corpus folder by its name: whoever asks may be on another machine.

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
        self.folder = folder.absolute()
        self._corpus = corpus
        self._lock = Lock()
        self._now = self._opened()

    @property
    def folders(self) -> tuple[Path, ...]:
        """The folders of this machine that it reads, the inner ones first."""
        index = self._now.index
        return (self.folder, index.path, index.corpus, self.folder.parent)

    @contextmanager
    def borrowed(self) -> Iterator[tuple[Index, str]]:
        """Give the open index and the name of its generation.

        Raises:
            IndexFolderError: The index is gone, or a new generation is in place and cannot be opened.
        """
        generation = self._borrow()
        try:
            yield generation.index, generation.name
        finally:
            self._give_back(generation)

    def prepare(self) -> None:
        """Load the model that encodes queries, now and of each generation that comes with another.

        Raises:
            ModelError: It cannot be had.
        """
        generation = self._borrow()
        try:
            generation.index.prepare()
            generation.prepared = True
        finally:
            self._give_back(generation)

    def close(self) -> None:
        """Close the index; requests that still use it keep it to their end."""
        with self._lock:
            self._retire(self._now)

    def _borrow(self) -> _Generation:
        with self._lock:
            if self._now.retired:
                raise IndexFolderError("the index is closed", "open it again")
            mark = self._mark()
            if mark is None or mark != self._now.mark or not self._now.index.is_there:
                old, self._now = self._now, self._opened()
                if old.prepared:
                    self._now.prepared = True
                    with suppress(KzsearchError):  # the first query that needs the model says what is wrong
                        self._now.index.prepare(old.index)
                self._retire(old)
            self._now.users += 1
            return self._now

    def _give_back(self, generation: _Generation) -> None:
        with self._lock:
            generation.users -= 1
            if generation.retired and not generation.users:
                generation.index.close()

    def _opened(self) -> _Generation:
        # The mark is read first: of a generation that comes into place meanwhile the next request sees that it is new.
        mark = self._mark()
        return _Generation(open_index(self.folder, self._corpus, by_name=True), mark)

    def _mark(self) -> _Mark:
        """Return what the file `current` is, which each rebuild replaces; None where it is gone."""
        try:
            found = (self.folder / CURRENT).stat()
        except OSError:
            return None
        return found.st_ino, found.st_mtime_ns, found.st_size

    @staticmethod
    def _retire(generation: _Generation) -> None:
        if generation.retired:
            return
        generation.retired = True
        if not generation.users:
            generation.index.close()
