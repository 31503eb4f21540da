"""Which passages hold a stem, and how often: what BM25 adds up, in arrays that are mapped from their files.

SQLite's own BM25 reads every posting of every word through a function call each, twice a query; at 10,000
passages that takes half a second. A large index therefore has these arrays, which give the same scores, bit
for bit; a small one leaves it to SQLite, and needs no numpy for a query by words.
"""

from __future__ import annotations

import sqlite3
from array import array
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kzsearch.errors import IndexFolderError
from kzsearch.index.lexical import expression, in_text_alone
from kzsearch.index.manifest import PASSAGE_LENGTHS, POSTINGS, REBUILD
from kzsearch.index.rows import guarded
from kzsearch.index.words import stems
from kzsearch.types import Candidate

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    Keys = NDArray[np.int64]
    Numbers = NDArray[np.float64]

LARGEST_WITHOUT = 300
"""So many passages are left to SQLite, which takes about ten milliseconds over them."""

# BM25 (Robertson & Zaragoza 2009) with the constants, and the floor of a common word's weight, of SQLite's FTS5.
_K1, _B = 1.2, 0.75
_LEAST_WEIGHT = 1e-6
_MOST_TIMES = 65_535

_INSTANCES = "CREATE VIRTUAL TABLE temp.stem_instances USING fts5vocab(main, stems, instance)"


def write(connection: sqlite3.Connection, folder: Path, passages: int) -> None:
    """Write in how many passages each stem of a filled database stands, and the arrays where there are many.

    Args:
        connection: The database.
        folder: The generation's folder.
        passages: How many passages there are.
    """
    import numpy as np

    keys, times, in_text = array("i"), array("i"), array("i")
    directory: list[tuple[str, int, int]] = []
    stem, first, last = None, 0, -1
    connection.execute(_INSTANCES)
    # FTS5 tells its instances by stem, then by passage.
    for term, key, column in connection.execute("SELECT term, doc, col FROM temp.stem_instances"):
        if term != stem:
            if stem is not None:
                directory.append((stem, first, len(keys) - first))
            stem, first, last = term, len(keys), -1
        if key != last:
            keys.append(key)
            times.append(0)
            in_text.append(0)
            last = key
        times[-1] += 1
        in_text[-1] += column == "text"
    if stem is not None:
        directory.append((stem, first, len(keys) - first))
    connection.executemany("INSERT INTO postings VALUES (?, ?, ?)", directory)
    if passages <= LARGEST_WITHOUT:
        return
    found = np.zeros(len(keys), dtype=[("key", "<i4"), ("times", "<u2"), ("in_text", "<u2")])
    found["key"] = keys
    found["times"] = np.minimum(times, _MOST_TIMES)
    found["in_text"] = np.minimum(in_text, _MOST_TIMES)
    lengths = np.bincount(np.asarray(keys, dtype=np.int64), np.asarray(times), passages).astype("<i4")
    for name, content in ((POSTINGS, found), (PASSAGE_LENGTHS, lengths)):
        with (folder / name).open("wb") as stream:
            np.save(stream, content)


class Postings:
    """The postings of one generation.

    Args:
        connection: Its database.
        folder: Its folder.
        passages: How many passages it holds.
    """

    def __init__(self, connection: sqlite3.Connection, folder: Path, passages: int) -> None:
        self._connection = connection
        self._folder = folder
        self._passages = passages
        self._last: tuple[tuple[str, ...], Numbers] | None = None

    def best(self, terms: Sequence[str], allowed: Keys | None, limit: int) -> list[Candidate]:
        """Return the allowed passages with the highest BM25, ties by key."""
        import numpy as np

        scored = self._scored(terms)
        keys = np.flatnonzero(scored) if allowed is None else allowed[scored[allowed] > 0]
        if len(keys) > limit:
            # All that score as high as the last one stay, so that ties are broken by key.
            least = np.partition(scored[keys], len(keys) - limit)[len(keys) - limit]
            keys = keys[scored[keys] >= least]
        ordered = keys[np.lexsort((keys, -scored[keys]))][:limit]
        return [Candidate(int(key), float(scored[key])) for key in ordered]

    def scores_of(self, terms: Sequence[str], keys: Sequence[int]) -> dict[int, float]:
        """Return BM25 of given passages; those without a term are left out."""
        scored = self._scored(terms)
        return {key: float(scored[key]) for key in keys if scored[key] > 0}

    def _scored(self, terms: Sequence[str]) -> Numbers:
        """Return BM25 of every passage, 0 where no term stands; a query asks for it more than once."""
        asked = tuple(terms)
        if self._last is None or self._last[0] != asked:
            self._last = asked, self._added_up(asked)
        return self._last[1]

    def _added_up(self, terms: Sequence[str]) -> Numbers:
        import numpy as np

        total = np.zeros(self._passages)
        for term, found in zip(terms, stems(self._connection, terms), strict=True):
            if len(found) == 1:
                keys, added = self._of_stem(found[0], in_text=in_text_alone(term))
                total[keys] += added
            elif found:  # a phrase, which only FTS5 knows the places of
                with guarded():
                    rows = self._connection.execute(
                        "SELECT rowid, -bm25(stems) FROM stems WHERE stems MATCH ?", [expression([term])]
                    )
                    for key, score in rows:
                        total[key] += score
        return total

    def _of_stem(self, stem: str, *, in_text: bool) -> tuple[Keys, Numbers]:
        """Return the passages that hold a stem, in order, and what it adds to their BM25.

        Args:
            stem: The stem.
            in_text: Whether only the text counts, and not what is put before it.
        """
        import numpy as np

        with guarded():
            place = self._connection.execute(
                "SELECT first, count FROM postings WHERE stem = ?", [stem]
            ).fetchone()
        if place is None:
            return np.empty(0, dtype=np.int64), np.empty(0)
        rows = self._rows[place[0] : place[0] + place[1]]
        times = rows["in_text" if in_text else "times"].astype(np.float64)
        keys = rows["key"].astype(np.int64)
        if in_text:
            keys, times = keys[times > 0], times[times > 0]
        if len(keys) != len(times) or (len(keys) and keys[-1] >= self._passages):
            raise IndexFolderError(f"{POSTINGS} of the index is damaged", REBUILD)
        share = (self._passages - len(keys) + 0.5) / (len(keys) + 0.5)
        weight = float(np.log(share))
        weight = weight if weight > 0 else _LEAST_WEIGHT
        long = _K1 * (1 - _B + _B * self._lengths[keys] / self._average)
        return keys, weight * ((times * (_K1 + 1)) / (times + long))

    @cached_property
    def _rows(self) -> Any:  # noqa: ANN401  a structured array, of which numpy's types say little
        return _load(self._folder / POSTINGS)

    @cached_property
    def _lengths(self) -> Numbers:
        lengths: Numbers = _load(self._folder / PASSAGE_LENGTHS).astype("f8")
        if len(lengths) != self._passages:
            raise IndexFolderError(f"{PASSAGE_LENGTHS} of the index is damaged", REBUILD)
        return lengths

    @cached_property
    def _average(self) -> float:
        return float(self._lengths.sum()) / max(self._passages, 1)


def _load(path: Path) -> Any:  # noqa: ANN401
    import numpy as np

    try:
        return np.load(path, mmap_mode="r")
    except (OSError, ValueError) as error:
        raise IndexFolderError(f"{path.name} of the index is damaged: {error}", REBUILD) from None
