"""Opening an index for reading."""

from __future__ import annotations

import os
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import IO, Any, Self

from kzsearch.embedder import open_embedder
from kzsearch.errors import IndexFolderError
from kzsearch.index.format import generations
from kzsearch.index.format.manifest import (
    COMPRESSED,
    NAME,
    PASSAGE_VECTORS,
    PASSAGES_DB,
    REBUILD,
    SENTENCE_STARTS,
    SENTENCE_VECTORS,
    Manifest,
    read,
)
from kzsearch.index.read import rows
from kzsearch.index.read.connections import Connections
from kzsearch.index.read.elsewhere import keeper_of
from kzsearch.index.read.in_folder import SignalsInFolder
from kzsearch.index.read.postings import Postings, look_up
from kzsearch.index.read.sentence_starts import SentenceStarts
from kzsearch.index.read.store import SqliteStore
from kzsearch.index.read.vectors import Vectors
from kzsearch.places import from_here
from kzsearch.types import Embedder, Kind, Signals, Store

_ENCODERS = "encoders"


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
    ) -> None:
        self.path = path
        self.corpus = corpus
        self.manifest = manifest
        self.store = store
        self.signals = signals
        self.notes: list[str] = []
        self._held = held
        self._embedder = embedder
        self._tokenizer: Any = None
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

    def _opened_embedder(self) -> Embedder:
        model = self.manifest.model
        opened = open_embedder(encoders_of(self.path), model.fingerprint, model.name)
        if opened.embedder.dimension != model.dimension:
            raise IndexFolderError(
                f"the index has vectors of {model.dimension} numbers, its model {model.name} makes "
                f"{opened.embedder.dimension}",
                REBUILD,
            )
        if opened.note:
            self.notes.append(opened.note)
        # Whoever wants the embedder encodes next, and asks the vectors after that.
        self.signals.open_ahead()
        return opened.embedder

    @property
    def corpus_label(self) -> str:
        """The corpus folder as a citation names it: a path that is valid from where the user stands."""
        return from_here(self.corpus)

    @property
    def folder(self) -> Path:
        """The generation's folder."""
        return Path(self._held.name).parent

    def is_word(self, word: str) -> bool:
        """Whether the model has one piece for the whole of a word, as it has for a language's usual words.

        Without a sealed encoder no word is known.
        """
        from kzsearch.embedder.sealed import SealedEmbedder, is_piece, read_seal, read_tokenizer

        if isinstance(self._embedder, SealedEmbedder):
            return self._embedder.is_word(word)
        if self._tokenizer is None:
            folder = encoders_of(self.path) / self.manifest.model.fingerprint
            self._tokenizer = read_tokenizer(folder) if read_seal(folder) else False
        return bool(self._tokenizer) and is_piece(self._tokenizer, word)

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


def open_index(path: Path, corpus: Path | None = None) -> OpenIndex:
    """Open an index.

    Args:
        path: The index folder.
        corpus: The corpus folder, where it is not the one that the index was built from.

    Raises:
        IndexFolderError: There is none, it is damaged, or it is of another format version.
    """
    folder, held = generations.hold(path)
    return _open(path, folder, held, corpus)


def open_generation(path: Path, folder: Path, embedder: Embedder) -> OpenIndex:
    """Open a generation that is not live yet.

    Args:
        path: The index folder.
        folder: The generation's folder.
        embedder: The model that it was built with.
    """
    return _open(path, folder, (folder / NAME).open("rb"), None, embedder)


def _open(
    path: Path, folder: Path, held: IO[bytes], corpus: Path | None, embedder: Embedder | None = None
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
        signals = signals_of(path, folder, manifest, connections, starts)
        opened.pop_all()
    store = SqliteStore(connections, starts, signals)
    built_from = Path(os.path.normpath(path / manifest.corpus))
    return OpenIndex(path, corpus or built_from, manifest, store, signals, held, embedder)


def signals_of(
    path: Path, folder: Path, manifest: Manifest, connections: Connections, starts: SentenceStarts
) -> Signals:
    """Return the signals of a generation, from wherever they lie; nothing is opened yet.

    Args:
        path: The index folder.
        folder: The generation's folder.
        manifest: The generation's manifest.
        connections: To the generation's database.
        starts: Which sentences are whose.
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
            folder / COMPRESSED[name] if COMPRESSED[name] in manifest.files else None,
        )
        for kind, (name, count) in kinds.items()
    }
    return SignalsInFolder(connections, vectors, starts, Postings(connections, folder, counts.passages))
