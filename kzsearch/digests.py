"""Digests, each defined once: of a value, of a file, and of a record that holds its own digest."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class FileRecord:
    """The length and the sha256 of a file."""

    bytes: int
    sha256: str


def of_value(value: object) -> str:
    """Return the sha256 of a value as JSON with sorted keys."""
    return _sha256(json.dumps(value, sort_keys=True))


def of_file(path: Path) -> FileRecord:
    """Return the length and the sha256 of a file.

    Raises:
        OSError: It cannot be read.
    """
    import hashlib  # loads OpenSSL, which a query does not need

    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return FileRecord(path.stat().st_size, digest)


def of_bytes(content: bytes) -> str:
    """Return the sha256 of a file's content."""
    import hashlib  # loads OpenSSL, which a query does not need

    return hashlib.sha256(content).hexdigest()


def sealed(record: Mapping[str, object]) -> str:
    """Return a record as JSON, with the sha256 of its other keys as the last key."""
    rest = {key: value for key, value in record.items() if key != "sha256"}
    return json.dumps({**rest, "sha256": _sha256(json.dumps(rest))}, indent=2) + "\n"


def is_sealed(text: bytes) -> bool:
    """Whether a record is, to the byte, as `sealed` wrote it."""
    try:
        record = json.loads(text)
        return isinstance(record, dict) and text == sealed(record).encode()
    except ValueError:
        return False


def _sha256(text: str) -> str:
    return of_bytes(text.encode("ascii"))
