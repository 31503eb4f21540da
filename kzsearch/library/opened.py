"""An open index, as a program uses it."""

from __future__ import annotations

import os
import weakref
from pathlib import Path
from types import TracebackType
from typing import Self

from kzsearch import index as index_folder
from kzsearch.errors import IndexFolderError, QueryError
from kzsearch.index import OpenIndex
from kzsearch.library.analysing import Analysing
from kzsearch.library.country import OnCountries
from kzsearch.library.own_errors import folder as checked_folder
from kzsearch.library.own_errors import own_errors
from kzsearch.library.searching import Searching, search_opened
from kzsearch.places import find_places
from kzsearch.search import Answer, Settings

_DEFAULT = Settings()


class Index(Searching, Analysing, OnCountries):
    """An open index, for reading; `kzsearch.open_index` gives one.

    It closes at the end of a `with` block, by `close`, or when nothing refers to it any more. Several threads may
    search it at once. Every method raises `KzsearchError`, and no other error.
    """

    def __init__(self, opened: OpenIndex) -> None:
        self._index = opened
        # Closes at most once, and also where a notebook binds the name to another index.
        self._close = weakref.finalize(self, opened.close)

    @property
    def notes(self) -> tuple[str, ...]:
        """What the user should know, such as that a query needs a slower model."""
        return tuple(self._index.notes)

    @property
    def path(self) -> Path:
        """The index folder."""
        return self._index.path

    @property
    def corpus(self) -> Path:
        """The corpus folder that it was built from."""
        return self._index.corpus

    @property
    def generation(self) -> str:
        """What tells this state of the index from every other, also from one that was built anew in its place."""
        return self._index.generation

    @property
    def is_there(self) -> bool:
        """Whether it is open and its files are still there; what is not open yet could not be read otherwise."""
        return self._close.alive and self._index.is_there

    def prepare(self, before: Self | None = None) -> None:
        """Load the model that encodes queries, which the first of them loads otherwise.

        Args:
            before: The index in its state before; its model is used on where it is the same.

        Raises:
            KzsearchError: The model cannot be had.
        """
        with own_errors():
            if before is None or not self._opened().use_model_of(before._index):  # noqa: SLF001  of this very class
                self._opened().embedder()

    def close(self) -> None:
        """Close its files; closing twice does no harm."""
        with own_errors():
            self._close()

    def _opened(self) -> OpenIndex:
        if not self._close.alive:
            raise IndexFolderError("the index is closed", "open it again with open_index")
        return self._index

    def __enter__(self) -> Self:
        with own_errors():
            self._opened()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        counts = self._index.manifest.counts
        state = f"{counts.reports} reports, {counts.passages} passages" if self._close.alive else "closed"
        return f"<Index {self.path}: {state}>"


def open_index(
    folder: str | os.PathLike[str] | None = None,
    corpus: str | os.PathLike[str] | None = None,
    *,
    by_name: bool = False,
) -> Index:
    """Open an index, for a `with` block or without one.

    Args:
        folder: The index folder; None for the one that the command line finds.
        corpus: The corpus folder, where it is not the one that the index was built from.
        by_name: Whether citations name the corpus folder by its name alone, for readers on other machines; else they
            give a path that is valid from the working directory.

    Raises:
        KzsearchError: There is no index, it is damaged, or it is of another format version.
    """
    with own_errors():
        read_from = None if corpus is None else checked_folder(corpus, "corpus")
        named = None if folder is None else checked_folder(folder, "folder")
        folder_found = find_places(named).index_folder
        return Index(index_folder.open_index(folder_found, read_from, by_name=by_name))


def search_index(index: Index | OpenIndex, query: str, settings: Settings = _DEFAULT) -> Answer:
    """Answer a query with settings that were made beforehand; `Index.search` takes them one by one.

    Args:
        index: An open index.
        query: What to look for.
        settings: How.

    Raises:
        KzsearchError: The query or a setting makes no sense, or the index cannot be read.
    """
    with own_errors():
        if not isinstance(index, (Index, OpenIndex)):
            raise QueryError(f"{type(index).__name__} is no open index", "open one with open_index")
        opened = index._opened() if isinstance(index, Index) else index  # noqa: SLF001  of this very module
        return search_opened(opened, query, settings)
