"""A finished generation's signals sent to a keeper: its rows, its vectors, and its postings passage by passage."""

from __future__ import annotations

import json
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from kzsearch import digests
from kzsearch.errors import IndexFolderError, KzsearchError
from kzsearch.index.format import generations, manifest
from kzsearch.index.read import rows, vectors
from kzsearch.index.write.previous import VECTOR_FILES
from kzsearch.types.keeping import Contents, FilterFields, Keeper, Kept, Portion

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray

    from kzsearch.index.write.generation import Progress
    from kzsearch.types import Kind

    Stems = NDArray[np.int64]
    Weights = NDArray[np.float32]

_FIELDS = (
    "SELECT reports.year, reports.alpha3, coalesce(reports.tier, ''), reports.series, passages.section, "
    "passages.label FROM {} JOIN reports USING (report_id) WHERE {}.key >= ? AND {}.key < ? ORDER BY {}.key"
)
_TABLES = {"passages": "passages", "sentences": "sentences JOIN passages ON passages.key = sentences.passage"}
_NAME = "kzsearch"


def publish(
    keeper: Keeper,
    folder: Path,
    written: manifest.Manifest,
    before: manifest.Manifest | None,
    index: Path,
    progress: Progress,
) -> manifest.Manifest:
    """Send a generation's signals to a keeper, and remove their files.

    Args:
        keeper: Where they go.
        folder: The generation's folder, complete.
        written: Its manifest.
        before: The manifest of the generation before, whose name is kept where it is of the same folder.
        index: The index folder.
        progress: Told how far the work is.

    Returns:
        The generation's manifest, which is written too.

    Raises:
        StoreError: The keeper cannot take them; it has none of them then.
    """
    kept = _place(keeper, before, index)
    database = folder / manifest.PASSAGES_DB
    _number_stems(database)
    with closing(rows.connect(database)) as connection:
        kinds = keeper.publish(kept, GenerationContents(folder, written, connection), progress)
    for name in manifest.FILES_OF_SIGNALS:
        (folder / name).unlink()
    left = [name for name in manifest.FILES if name not in manifest.FILES_OF_SIGNALS]
    files = {name: digests.of_file(folder / name) for name in left}
    written = replace(written, vector_index=kinds, files=files, kept=kept)
    manifest.write(written, folder)
    return written


def _place(keeper: Keeper, before: manifest.Manifest | None, index: Path) -> Kept:
    owner = digests.of_value(str(index.resolve()))
    same = before.kept if before else None
    if same is not None and (same.uri, same.owner) == (keeper.uri, owner):
        name = same.name
    else:
        name = f"{_NAME}_{secrets.token_hex(4)}"
    return Kept(keeper.uri, name, secrets.token_hex(4), owner)


def kept_by_generations(index: Path) -> list[Kept]:
    """Return where the signals of an index's generations are: of the live one, and of those that are still read."""
    found = []
    for path in index.glob(f"g*/{manifest.NAME}"):
        with suppress(OSError, ValueError, KeyError, TypeError):
            stored = json.loads(path.read_text(encoding="utf-8")).get("kept")
            if stored:
                found.append(Kept(**stored))
    return found


def settle(keeper: Keeper, index: Path) -> tuple[str, ...]:
    """Point the keeper's lasting names at the live generation and remove what no generation names any more.

    The generation is live whether or not this succeeds.

    Returns:
        What the user should know.
    """
    try:
        live = manifest.read(generations.live(index)).kept
        if live is not None:
            keeper.go_live(live, kept_by_generations(index))
    except KzsearchError as error:
        return (f"the index is complete, but old parts of it may be left in the store: {error.message}",)
    return ()


class GenerationContents(Contents):
    """What a generation's folder holds for a keeper.

    Args:
        folder: The folder.
        written: Its manifest.
        connection: To its database, in which the stems are numbered.
    """

    def __init__(self, folder: Path, written: manifest.Manifest, connection: sqlite3.Connection) -> None:
        self._folder = folder
        self._connection = connection
        self._counts: dict[Kind, int] = {
            "passages": written.counts.passages,
            "sentences": written.counts.sentences,
        }
        self._dimension = written.model.dimension

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return self._dimension

    def count(self, kind: Kind) -> int:
        """Return how many passages or sentences there are."""
        return self._counts[kind]

    def portions(self, kind: Kind, size: int) -> Iterator[Portion]:
        """Yield all of a kind, in order, so many at once."""
        count = self._counts[kind]
        matrix = vectors.read_flat(self._folder / VECTOR_FILES[kind], count, self._dimension)
        postings = _Turned(self._connection, self._folder / manifest.POSTINGS) if kind == "passages" else None
        table = _FIELDS.format(_TABLES[kind], kind, kind, kind)
        for first in range(0, count, size):
            end = min(first + size, count)
            fields = [FilterFields(*row) for row in self._connection.execute(table, [first, end])]
            words = postings.of_passages(first, end) if postings else None
            yield Portion(first, fields, matrix[first:end], words)


class _Turned:
    """The postings, which lie stem by stem, given out passage by passage; a stem is known by its number.

    A passage without any stem gets a number that no stem has, as a server may want at least one.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        import numpy as np

        counts = [count for (count,) in connection.execute("SELECT count FROM postings ORDER BY first")]
        self._ends = np.cumsum([0, *counts])
        total = int(self._ends[-1])
        if path.stat().st_size != total * 8:
            raise IndexFolderError(f"{path.name} of the index is damaged", manifest.REBUILD)
        self._keys = np.memmap(path, dtype="<i4", mode="r", shape=(total,)) if total else np.empty(0, "<i4")
        self._weights = (
            np.memmap(path, dtype="<f4", mode="r", offset=total * 4, shape=(total,))
            if total
            else np.empty(0, "<f4")
        )
        self._at = self._ends[:-1].copy()

    def of_passages(self, first: int, end: int) -> list[Mapping[int, float]]:
        """Return the words of consecutive passages; each call goes on where the last one ended."""
        found: list[dict[int, float]] = [{} for _ in range(first, end)]
        for stem in (self._at < self._ends[1:]).nonzero()[0].tolist():
            start, last = int(self._at[stem]), int(self._ends[stem + 1])
            # A passage has a stem once, so that there are at most so many postings of these passages.
            part = self._keys[start : min(last, start + end - first)]
            held = int(part.searchsorted(end))
            if held:
                weights = self._weights[start : start + held].tolist()
                for key, weight in zip(part[:held].tolist(), weights, strict=True):
                    found[key - first][stem] = weight
                self._at[stem] = start + held
        nothing = {len(self._at): 1.0}
        return [words or nothing for words in found]


def _number_stems(database: Path) -> None:
    """Let each stem's entry say its number instead of a place in the file that is not kept."""
    with closing(sqlite3.connect(database.absolute().as_uri(), uri=True)) as connection:
        # The order of the numbers is that of the places, which `_Turned` reads by.
        numbered = connection.execute("SELECT stem FROM postings ORDER BY first").fetchall()
        connection.executemany(
            "UPDATE postings SET first = ? WHERE stem = ?",
            [(number, stem) for number, (stem,) in enumerate(numbered)],
        )
        connection.commit()
