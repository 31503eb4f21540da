"""The vectors that a build has made, in a file that outlives it: the next build takes them over if this one is killed.

The file is a row of records of one length, appended one by one: the digest of a text, its vector, and a digest of both
with the encoder. A record that was cut short, or is damaged, or was made by another encoder, does not agree with its
own digest, and is not used.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kzsearch import digests

if TYPE_CHECKING:
    from io import FileIO

    from kzsearch.types import Matrix, Vector

_TEXT, _CHECK = 32, 16  # bytes of a text's digest, and of a record's
_TOGETHER = 1_024  # records in memory at once
_FORCED = 1_024  # after so many records the file is forced to disk


class Portion(NamedTuple):
    """Vectors of the file.

    Attributes:
        digests: Of the texts.
        vectors: Shape (len(digests), dimension).
    """

    digests: Sequence[bytes]
    vectors: Matrix


class MadeVectors:
    """The file of the vectors that a build makes. Where it cannot be written, the build goes on without it.

    Args:
        path: The file.
        encoder: What decides the bits of a vector.
        dimension: Length of a vector.
    """

    def __init__(self, path: Path, encoder: Sequence[object], dimension: int) -> None:
        self.taken_over = 0
        self._path = path
        self._key = bytes.fromhex(digests.of_value([*encoder, dimension]))
        self._dimension = dimension
        self._size = _TEXT + 4 * dimension + _CHECK
        self._added = 0
        self._stream: FileIO | None = None
        with suppress(OSError):
            self._stream = path.open("a+b", buffering=0)
            whole = path.stat().st_size // self._size
            self._stream.truncate(whole * self._size)

    def portions(self) -> Iterator[Portion]:
        """Yield the vectors of the file that can be trusted, a portion at once."""
        import numpy as np

        try:
            with self._path.open("rb") as stream:
                while content := stream.read(_TOGETHER * self._size):
                    records = [
                        content[start : start + self._size] for start in range(0, len(content), self._size)
                    ]
                    good = [record for record in records if self._check(record[:-_CHECK]) == record[-_CHECK:]]
                    if good:
                        numbers = b"".join(record[_TEXT:-_CHECK] for record in good)
                        matrix = np.frombuffer(numbers, dtype="<f4").reshape(len(good), self._dimension)
                        yield Portion([record[:_TEXT] for record in good], matrix)
        except OSError:
            return

    def add(self, digest: bytes, vector: Vector) -> None:
        """Append the vector of a text."""
        if self._stream is None:
            return
        record = digest + vector.astype("<f4", copy=False).tobytes()
        record += self._check(record)
        try:
            written = self._stream.write(record)
            self._added += 1
            if self._added % _FORCED == 0:
                os.fsync(self._stream.fileno())
        except OSError:
            written = None
        if written != len(record):
            self._give_up()

    def forget(self) -> None:
        """Remove every vector from the file."""
        if self._stream is not None:
            try:
                self._stream.truncate(0)
            except OSError:
                self._give_up()

    def close(self) -> None:
        """Close the file, which stays if it holds anything."""
        if self._stream is None:
            return
        size = os.fstat(self._stream.fileno()).st_size
        self._stream.close()
        self._stream = None
        if not size:
            self._remove()

    def _give_up(self) -> None:
        """Leave the room on the disk to the index itself."""
        self.close()
        self._remove()

    def _remove(self) -> None:
        with suppress(OSError):
            self._path.unlink()

    def _check(self, record: bytes) -> bytes:
        return hashlib.blake2b(record, digest_size=_CHECK, key=self._key).digest()
