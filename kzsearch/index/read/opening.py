"""Opening an index for reading."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import IO, Self

from kzsearch.digests import of_file
from kzsearch.embedder import open_embedder, word_tester
from kzsearch.errors import IndexFolderError
from kzsearch.index.format import generations
from kzsearch.index.format.manifest import (
    COMPRESSED,
    NAME,
    PASSAGE_CODES,
    PASSAGE_VECTORS,
    PASSAGES_DB,
    REBUILD,
    SENTENCE_STARTS,
    SENTENCE_VECTORS,
    Manifest,
    read,
)
from kzsearch.index.read import rows
from kzsearch.index.read.allowed import AllowedKeys
from kzsearch.index.read.connections import Connections
from kzsearch.index.read.described import Described
from kzsearch.index.read.elsewhere import keeper_of
from kzsearch.index.read.everything import AllPassages
from kzsearch.index.read.in_folder import SignalsInFolder
from kzsearch.index.read.postings import Postings, look_up
from kzsearch.index.read.sentence_starts import SentenceStarts
from kzsearch.index.read.store import SqliteStore
from kzsearch.index.read.vectors import Vectors
from kzsearch.places import from_here
from kzsearch.types import Embedder, Kind, Signals, Store

_ENCODERS = "encoders"
_SHOWN_OF_A_DIGEST = 12


def encoders_of(index: Path) -> Path:
    """Return the folder of sealed encoders, which lies beside an index and serves its siblings too."""
    return index.absolute().parent / _ENCODERS


class OpenIndex:
    """An index that is open for reading; a context manager. Several threads may search it at once.

    Attributes:
        path: The index folder.
        corpus: The corpus folder that it was built from.
        manifest: What it says of itself.
        store: Its passages.
        signals: What the store compares them with a query by.
        everything: All of its passages, to compare with many queries at once; None where a server keeps the signals.
        notes: What the user should be told, such as a slow fallback; grows as parts are opened.
    """

    def __init__(
        self,
        path: Path,
        corpus: Path,
        manifest: Manifest,
        store: Store,
        signals: Signals,
        held: IO[bytes],
        embedder: Embedder | None = None,
        corpus_label: str | None = None,
        everything: AllPassages | None = None,
    ) -> None:
        self.path = path
        self.corpus = corpus
        self.manifest = manifest
        self.store = store
        self.signals = signals
        self.everything = everything
        self.notes: list[str] = []
        self._held = held
        self._embedder = embedder
        self._corpus_label = corpus_label
        self._knows_word: Callable[[str], bool] | None = None
        self._opening = Lock()

    def embedder(self) -> Embedder:
        """Return the model's encoder, loaded on first use.

        Raises:
            ModelError: The model that the index was built with cannot be had.
        """
        with self._opening:
            if self._embedder is None:
                self._embedder = self._opened_embedder()
        return self._embedder

    def use_model_of(self, other: OpenIndex) -> bool:
        """Use the model that another index has loaded, if it is this one's, and say whether it is."""
        if other._embedder is None or other.manifest.model != self.manifest.model:
            return False
        self._embedder = other._embedder
        self.notes.extend(note for note in other.notes if note not in self.notes)
        return True

    def _opened_embedder(self) -> Embedder:
        model = self.manifest.model
        # Whoever wants the embedder encodes next, and asks the vectors after that.
        self.signals.open_ahead()
        opened = open_embedder(encoders_of(self.path), model.fingerprint, model.name)
        if opened.embedder.dimension != model.dimension:
            raise IndexFolderError(
                f"the index has vectors of {model.dimension} numbers, its model {model.name} makes "
                f"{opened.embedder.dimension}",
                REBUILD,
            )
        if opened.note:
            self.notes.append(opened.note)
        return opened.embedder

    @property
    def corpus_label(self) -> str:
        """The corpus folder as a citation names it: by its name, or a path that is valid from where the user is."""
        return from_here(self.corpus) if self._corpus_label is None else self._corpus_label

    @property
    def folder(self) -> Path:
        """The generation's folder."""
        return Path(self._held.name).parent

    @property
    def generation(self) -> str:
        """The generation's name, with the beginning of its manifest's digest: an index made anew counts from 1."""
        return f"{self.folder.name}-{of_file(self.folder / NAME).sha256[:_SHOWN_OF_A_DIGEST]}"

    @property
    def is_there(self) -> bool:
        """Whether its files are still there, not only those that are open."""
        return os.fstat(self._held.fileno()).st_nlink > 0

    def is_word(self, word: str) -> bool:
        """Whether the model has one piece for the whole of a word, as it has for a language's usual words.

        Without a sealed encoder, or the multilingual model's package, no word is known.
        """
        if self._knows_word is None:
            known = getattr(self._embedder, "is_word", None)
            model = self.manifest.model
            self._knows_word = known or word_tester(encoders_of(self.path), model.fingerprint, model.name)
        return self._knows_word(word)

    def close(self) -> None:
        """Close the files, and let go of the generation."""
        self.store.close()
        self._held.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_index(path: Path, corpus: Path | None = None, *, by_name: bool = False) -> OpenIndex:
    """Open an index.

    Args:
        path: The index folder.
        corpus: The corpus folder, where it is not the one that the index was built from.
        by_name: Whether citations name the corpus folder by its name alone, not by a path of this machine.

    Raises:
        IndexFolderError: There is none, it is damaged, or it is of another format version.
    """
    folder, held = generations.hold(path)
    return _open(path, folder, held, corpus, by_name=by_name)


def open_generation(path: Path, folder: Path, embedder: Embedder) -> OpenIndex:
    """Open a generation that is not live yet.

    Args:
        path: The index folder.
        folder: The generation's folder.
        embedder: The model that it was built with.
    """
    return _open(path, folder, (folder / NAME).open("rb"), None, embedder)


def _open(
    path: Path,
    folder: Path,
    held: IO[bytes],
    corpus: Path | None,
    embedder: Embedder | None = None,
    *,
    by_name: bool = False,
) -> OpenIndex:
    connections = Connections(folder / PASSAGES_DB)
    with ExitStack() as opened:
        opened.callback(held.close)
        opened.callback(connections.close)
        manifest = read(folder)
        with connections.one() as connection:
            counted = rows.totals(connection, manifest.counts)
        if counted != manifest.counts:
            raise IndexFolderError(f"the index holds {counted}, its manifest says {manifest.counts}", REBUILD)
        starts = SentenceStarts(folder / SENTENCE_STARTS, counted.passages, counted.sentences)
        described = Described(connections, folder / PASSAGE_CODES, counted.passages)
        allowed = AllowedKeys(connections, described, starts)
        signals = signals_of(path, folder, manifest, connections, allowed)
        opened.pop_all()
    store = SqliteStore(connections, described, starts, signals, allowed)
    read_from = corpus or Path(os.path.normpath(path / manifest.corpus))
    label = read_from.absolute().name if by_name else None
    everything = None
    if isinstance(signals, SignalsInFolder):
        everything = AllPassages(connections, starts, signals)
    return OpenIndex(path, read_from, manifest, store, signals, held, embedder, label, everything)


def signals_of(
    path: Path, folder: Path, manifest: Manifest, connections: Connections, allowed: AllowedKeys
) -> Signals:
    """Return the signals of a generation, from wherever they lie; nothing is opened yet.

    Args:
        path: The index folder.
        folder: The generation's folder.
        manifest: The generation's manifest.
        connections: To the generation's database.
        allowed: Knows what filters allow.
    """
    counts = manifest.counts
    if manifest.kept is not None:
        rows_kept: dict[Kind, int] = {"passages": counts.passages, "sentences": counts.sentences}
        return keeper_of(manifest.kept.uri, path).signals(
            manifest.kept,
            rows_kept,
            manifest.model.dimension,
            manifest.vector_index,
            partial(look_up, connections, counts.passages),
            allowed.of_kind,
        )
    kinds: dict[Kind, tuple[str, int]] = {
        "passages": (PASSAGE_VECTORS, counts.passages),
        "sentences": (SENTENCE_VECTORS, counts.sentences),
    }
    vectors: dict[Kind, Vectors] = {
        kind: Vectors(
            folder / name,
            count,
            manifest.model.dimension,
            [folder / half for half in COMPRESSED[name] if half in manifest.files],
        )
        for kind, (name, count) in kinds.items()
    }
    return SignalsInFolder(allowed, vectors, Postings(connections, folder, counts.passages))
