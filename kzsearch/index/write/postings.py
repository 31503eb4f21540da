"""The postings of a filled database: which passages hold a stem and what it adds to their BM25, written to a file."""

from __future__ import annotations

import tempfile
from typing import TYPE_CHECKING, NamedTuple

from kzsearch.index.read.bm25 import K1, B, inverse_frequency
from kzsearch.index.read.lexical import in_text_alone
from kzsearch.index.read.postings import TEXT_ALONE

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from pathlib import Path
    from typing import IO

    import numpy as np
    from numpy.typing import NDArray

    from kzsearch.types import Keys

    Numbers = NDArray[np.float64]

_VOCABULARIES = (
    "CREATE VIRTUAL TABLE temp.stem_counts USING fts5vocab(main, stems, row)",
    "CREATE VIRTUAL TABLE temp.stem_instances USING fts5vocab(main, stems, instance)",
)
# FTS5 tells its instances by stem, as it tells the stems, then by passage. To get them as one text and read the numbers
# out of it takes two thirds of the time that a row of Python for each takes.
_INSTANCES = "SELECT group_concat(doc) FROM temp.stem_instances WHERE term BETWEEN ? AND ?"
_IN_TEXT = "SELECT group_concat(doc) FROM temp.stem_instances WHERE term = ? AND col = 'text'"
# Occurrences, or postings, in memory at once; of a stem that has more, all of its own.
_AT_ONCE = 250_000
_NUMBER = 4  # bytes of a key, a count, a weight


class _Entries(NamedTuple):
    """The postings of several stems: of each its size, then stem by stem the passages and how often each holds it."""

    stems: list[str]
    sizes: list[int]
    keys: Keys
    times: Keys


def write(connection: sqlite3.Connection, path: Path, passages: int) -> None:
    """Write the postings of a filled database, and into it where each stem's begin.

    The file holds the passages' keys of all postings (32-bit, little-endian), then their weights (32-bit floats).

    Args:
        connection: The database.
        path: The file.
        passages: How many passages there are.
    """
    import numpy as np

    directory: list[tuple[str, int, int]] = []
    lengths = np.zeros(passages)
    first = 0
    with path.open("w+b") as stream, tempfile.TemporaryFile(dir=path.parent) as times:
        for found in _counted(connection, lengths):
            for stem, size in zip(found.stems, found.sizes, strict=True):
                directory.append((stem, first, size))
                first += size
            stream.write(found.keys.astype("<i4").tobytes())
            times.write(found.times.astype("<i4").tobytes())
        connection.executemany("INSERT INTO postings VALUES (?, ?, ?)", directory)
        norms = K1 * (1 - B + B * lengths / max(lengths.mean() if passages else 0.0, 1.0))
        for file in (stream, times):
            file.flush()
        times.seek(0)
        with path.open("rb") as keys:
            for sizes in _portions([size for *_, size in directory]):
                holding, often = _read(keys, sum(sizes)), _read(times, sum(sizes)).astype(np.float64)
                rarity = np.repeat([inverse_frequency(passages, size) for size in sizes], sizes)
                weights = rarity * (often * (K1 + 1)) / (often + norms[holding])
                stream.write(weights.astype("<f4").tobytes())


def _read(stream: IO[bytes], count: int) -> Keys:
    import numpy as np

    return np.frombuffer(stream.read(count * _NUMBER), dtype="<i4")


def _portions(sizes: list[int]) -> Iterator[list[int]]:
    """Yield sizes in portions that memory has room for."""
    portion: list[int] = []
    held = 0
    for size in sizes:
        if portion and held + size > _AT_ONCE:
            yield portion
            portion, held = [], 0
        portion.append(size)
        held += size
    if portion:
        yield portion


def _counted(connection: sqlite3.Connection, lengths: Numbers) -> Iterator[_Entries]:
    """Yield the postings of all stems, and add up the passages' lengths.

    A stem that is looked for in the text alone comes twice, the second time under a name of its own.
    """
    import numpy as np

    def instances(query: str, *stems: str) -> Keys:
        (written,) = connection.execute(query, stems).fetchone()
        return np.fromstring(written, dtype=np.int64, sep=",") if written else np.empty(0, dtype=np.int64)

    for vocabulary in _VOCABULARIES:
        connection.execute(vocabulary)
    counts = connection.execute("SELECT term, cnt FROM temp.stem_counts").fetchall()
    place = 0
    for portion in _portions([count for _, count in counts]):
        those = counts[place : place + len(portion)]
        keys = instances(_INSTANCES, those[0][0], those[-1][0])
        lengths += np.bincount(keys, minlength=len(lengths))
        place += len(portion)
        begun = start = end = 0
        for number, (stem, count) in enumerate(those, start=1):
            end += count
            if in_text_alone(stem):
                yield _entries(those[begun:number], keys[start:end])
                in_text = instances(_IN_TEXT, stem)
                yield _entries([(f"{TEXT_ALONE}{stem}", len(in_text))] if len(in_text) else [], in_text)
                begun, start = number, end
        yield _entries(those[begun:], keys[start:])


def _entries(counts: list[tuple[str, int]], keys: Keys) -> _Entries:
    """Return the postings of stems, given how many occurrences each has and the passage of each of these."""
    import numpy as np

    stems = np.repeat(np.arange(len(counts)), [count for _, count in counts])
    first = np.flatnonzero((np.diff(keys, prepend=-1) != 0) | (np.diff(stems, prepend=-1) != 0))
    sizes = np.bincount(stems[first], minlength=len(counts)).tolist()
    return _Entries([stem for stem, _ in counts], sizes, keys[first], np.diff(first, append=len(keys)))
