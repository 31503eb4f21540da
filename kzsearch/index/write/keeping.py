"""Where a build puts the signals of a generation: into its folder, or to a server that keeps them."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from kzsearch.errors import KzsearchError, StoreError
from kzsearch.index.format import manifest
from kzsearch.index.read.elsewhere import LOCAL, keeper_of, recorded
from kzsearch.index.write.published import kept_by_generations, publish, settle

if TYPE_CHECKING:
    from kzsearch.index.write.generation import Progress
    from kzsearch.types import Kind
    from kzsearch.types.keeping import Keeper, Kept


class Keeping:
    """The store of one build; a context manager. What an ended build sent and no generation names is removed.

    Args:
        store: As the user named it: an address, or `local`; None for the store that the index has.
        before: The manifest of the live generation, if there is one.
        index: The index folder.

    Raises:
        QueryError: No store has such an address.
    """

    def __init__(self, store: str | None, before: manifest.Manifest | None, index: Path) -> None:
        self._before = before
        self._index = index
        self._sent: Kept | None = None
        uri = before.kept.uri if before and before.kept else LOCAL
        if store is not None:
            uri = recorded(store, index)
        self._keeper: Keeper | None = None if uri == LOCAL else keeper_of(uri, index)

    @property
    def is_local(self) -> bool:
        """Whether the signals stay in the generation's folder."""
        return self._keeper is None

    def check(self) -> None:
        """See that the store can take an index, before anything is encoded for it.

        Raises:
            StoreError: It cannot.
        """
        if self._keeper is not None:
            self._keeper.check()

    def has(self, known: manifest.Manifest) -> bool:
        """Whether the store is the one that a generation's signals are in, and has all of them."""
        if self._keeper is None or known.kept is None:
            return self._keeper is None and known.kept is None
        counts = known.counts
        rows: dict[Kind, int] = {"passages": counts.passages, "sentences": counts.sentences}
        return known.kept.uri == self._keeper.uri and self._keeper.holds(known.kept, rows)

    def publish(self, folder: Path, written: manifest.Manifest, progress: Progress) -> manifest.Manifest:
        """Put a generation's signals where they belong; return its manifest.

        Raises:
            StoreError: The store does not take them.
        """
        if self._keeper is None:
            return written
        published = publish(self._keeper, folder, written, self._before, self._index, progress)
        self._sent = published.kept
        return published

    def settle(self) -> tuple[str, ...]:
        """Let the store follow the switch to a new generation; return what the user should know."""
        notes = settle(self._keeper, self._index) if self._keeper is not None else ()
        left = self._before.kept if self._before else None
        if left is None or (self._keeper is not None and self._keeper.uri == left.uri):
            return notes
        return (*notes, *self._leave(left))

    def _leave(self, left: Kept) -> tuple[str, ...]:
        """Remove a generation's signals from the store that the index was in before."""
        if left in kept_by_generations(self._index):
            return ()
        try:
            keeper = keeper_of(left.uri, self._index)
            try:
                keeper.discard(left)
            finally:
                keeper.close()
        except KzsearchError as error:
            return (f"the index is complete, but {left.name} is left in the store before: {error.message}",)
        return ()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._keeper is None:
            return
        try:
            if kind and self._sent and self._sent not in kept_by_generations(self._index):
                with suppress(StoreError):  # the next build removes it
                    self._keeper.discard(self._sent)
        finally:
            self._keeper.close()
