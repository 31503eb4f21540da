"""Generations of an index: written beside the live one, switched in one rename, removed when unread.

A reader holds a shared lock on the manifest of the generation that it reads; a builder removes a generation
only under an exclusive lock on it. The system drops locks when a process ends, however it ends.
"""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from kzsearch import places
from kzsearch.errors import IndexFolderError
from kzsearch.index.format import manifest
from kzsearch.replacing import sync

try:
    import fcntl
except ImportError:  # pragma: no cover  Windows has no shared lock, but refuses to remove files that are open
    fcntl = None  # type: ignore[assignment]

CURRENT = places.CURRENT
_LOCK = "lock"
_GENERATION = re.compile(r"g(\d{6,})", re.ASCII)
_BUILDING = ".building-"
_ENCODED = ".encoded-"
_TRIES = 20  # each rebuild that ends while a reader opens the index costs the reader one try
_LOCK_TRIES, _LOCK_SECONDS = 10, 0.05  # `is_building` takes the lock for an instant


def live(index: Path) -> Path:
    """Return the folder of the live generation.

    Raises:
        IndexFolderError: There is no index, or its `current` names nothing.
    """
    try:
        name = (index / CURRENT).read_text(encoding="utf-8").strip()
    except (FileNotFoundError, NotADirectoryError):
        raise IndexFolderError(
            f"no index at {index}", f"build it with: kzsearch index --index {index}"
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise IndexFolderError(f"{index / CURRENT} cannot be read: {error}", manifest.REBUILD) from None
    if not _GENERATION.fullmatch(name) or not (index / name).is_dir():
        raise IndexFolderError(f"{index / CURRENT} names no generation: {name[:40]!r}", manifest.REBUILD)
    return index / name


def check_current(index: Path, folder: Path) -> None:
    """Check that `current` names a generation to the byte.

    A builder that was killed before the switch may have left a newer generation beside it.

    Raises:
        IndexFolderError: It does not.
    """
    if (index / CURRENT).read_bytes() != f"{folder.name}\n".encode():
        raise IndexFolderError(f"{index / CURRENT} is damaged", manifest.REBUILD)


def hold(index: Path) -> tuple[Path, IO[bytes]]:
    """Return the live generation and an open file whose lock keeps it from being removed."""
    for attempt in range(_TRIES):
        try:
            folder = live(index)
            stream = (folder / manifest.NAME).open("rb")
        except FileNotFoundError:
            if attempt == _TRIES - 1 or (folder.is_dir() and live(index) == folder):
                raise IndexFolderError(f"the index has lost {manifest.NAME}", manifest.REBUILD) from None
            continue
        except IndexFolderError:
            if attempt == _TRIES - 1 or not (index / CURRENT).exists() or not _all(index):
                raise
            continue
        if fcntl is not None:
            fcntl.flock(stream, fcntl.LOCK_SH)
        if os.fstat(stream.fileno()).st_nlink:
            return folder, stream
        stream.close()  # removed between reading its name and locking it
    raise IndexFolderError(f"the index at {index} changes faster than it can be opened", "try again")


@contextmanager
def building(index: Path) -> Iterator[Path]:
    """Give a builder an empty folder to fill; on leaving without an error it becomes the live generation.

    Raises:
        IndexFolderError: The folder cannot be written, or another builder is at work in it.
    """
    try:
        index.mkdir(parents=True, exist_ok=True)
        lock = (index / _LOCK).open("a+", encoding="utf-8")
    except OSError as error:
        raise _unwritable(index, error) from None
    with lock:
        _lock_builder(index, lock)
        for left in index.glob(f"{_BUILDING}*"):
            shutil.rmtree(left, ignore_errors=True)
        folder = index / f"{_BUILDING}{os.getpid()}"
        try:
            folder.mkdir()
            yield folder
            _switch(index, folder)
            _forget_encoded(index)
        except (OSError, sqlite3.OperationalError) as error:
            raise _unwritable(index, error) from None
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        remove_unread(index)


def encoded(index: Path, encoder: str) -> Path:
    """Return the file in which the builder keeps the vectors that an encoder has made, until a generation is live."""
    return index / f"{_ENCODED}{encoder[:16]}"


def forget_encoded(index: Path) -> None:
    """Remove the vectors that interrupted builds have made, unless a builder is at work."""
    if any(index.glob(f"{_ENCODED}*")) and not is_building(index):
        _forget_encoded(index)


def _forget_encoded(index: Path) -> None:
    for path in index.glob(f"{_ENCODED}*"):
        with suppress(OSError):
            path.unlink()


def is_building(index: Path) -> bool:
    """Whether a builder is at work in an index folder; also True where the lock cannot be read."""
    from filelock import lock_descriptor

    try:
        with (index / _LOCK).open("rb") as lock:
            return not lock_descriptor(lock.fileno(), blocking=False)
    except FileNotFoundError:
        return False
    except OSError:
        return True


def _lock_builder(index: Path, lock: IO[str]) -> None:
    from filelock import lock_descriptor

    for _ in range(_LOCK_TRIES):
        if lock_descriptor(lock.fileno(), blocking=False):
            break
        time.sleep(_LOCK_SECONDS)
    else:
        lock.seek(0)
        holder = lock.read().strip() or "unknown"
        raise IndexFolderError(
            f"another build is at work in {index} (process {holder})", "wait until it has ended"
        )
    lock.truncate(0)
    lock.write(f"{os.getpid()}\n")
    lock.flush()


def _switch(index: Path, folder: Path) -> None:
    """Make a filled folder the live generation: everything on disk first, the name last."""
    for path in sorted(folder.iterdir()):
        sync(path)
    sync(folder)
    name = f"g{max(_all(index), default=0) + 1:06d}"
    folder.rename(index / name)
    sync(index)
    fresh = index / f"{CURRENT}.new"
    fresh.write_text(name + "\n", encoding="utf-8")
    sync(fresh)
    fresh.replace(index / CURRENT)
    sync(index)


def remove_unread(index: Path) -> None:
    """Remove the generations that are neither live nor read."""
    kept = live(index)
    for folder in _all(index).values():
        if folder != kept and _is_unread(folder):
            shutil.rmtree(folder, ignore_errors=True)


def _all(index: Path) -> dict[int, Path]:
    """Return the generations by number; other files and folders of the user are left out."""
    named = ((_GENERATION.fullmatch(path.name), path) for path in index.iterdir())
    return {int(match[1]): path for match, path in named if match and path.is_dir()}


def _is_unread(folder: Path) -> bool:
    from filelock import lock_descriptor

    try:
        if fcntl is None:  # pragma: no cover  Windows refuses this while a reader has the file open
            (folder / manifest.NAME).unlink()
            return True
        with (folder / manifest.NAME).open("rb") as stream:
            if not lock_descriptor(stream.fileno(), blocking=False):
                return False
            # Unlinked under the lock, so that a reader who waits for it sees that the generation is gone.
            (folder / manifest.NAME).unlink()
            return True
    except FileNotFoundError:
        return True
    except OSError:
        return False


def _unwritable(index: Path, error: OSError | sqlite3.OperationalError) -> IndexFolderError:
    reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
    return IndexFolderError(
        f"cannot write the index at {index}: {reason}",
        "see that you may write there and that the disk has room, or name another folder with --index",
    )
