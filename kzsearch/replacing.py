"""Files that are replaced in one step, and forced to disk."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path


def put(path: Path, data: bytes) -> None:
    """Write a file in one step: a reader sees either the old content or all of the new content."""
    fresh = path.parent / f".{path.name}.new"
    try:
        fresh.write_bytes(data)
        sync(fresh)
        if path.exists():
            fresh.chmod(path.stat().st_mode & 0o777)
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)
    sync(path.parent)


def sync(path: Path) -> None:
    """Force a file or folder to disk, as far as the system can."""
    if os.name == "nt" and path.is_dir():  # pragma: no cover  Windows opens no folders
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):  # some file systems cannot sync a folder
            os.fsync(descriptor)
    finally:
        os.close(descriptor)
