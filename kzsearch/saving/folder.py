"""The folder of saved searches: one file for each, in the folder of the user's data.

A change is made under a lock and in one step, so that several processes may save and look at once, and a file is whole
at every moment. One file that is damaged spoils no other.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from kzsearch.errors import ConfigurationError, QueryError
from kzsearch.places import user_data
from kzsearch.replacing import put
from kzsearch.saving.searches import SavedSearch, checked_name, from_toml, to_toml
from kzsearch.suggestion import did_you_mean

_SUFFIX = ".toml"
_LOCK = ".lock"
_SECONDS = 10.0


def folder() -> Path:
    """Return the folder of the saved searches, whether or not there is one."""
    return user_data() / "saved"


def names() -> list[str]:
    """Return the names of the saved searches, in order."""
    return sorted(path.name.removesuffix(_SUFFIX) for path in folder().glob(f"[!.]*{_SUFFIX}"))


def read(name: str) -> SavedSearch:
    """Return a saved search.

    Raises:
        QueryError: There is none of this name.
        ConfigurationError: Its file is damaged.
    """
    name = checked_name(name)
    return from_toml(name, _read(name))


def check_free(name: str) -> str:
    """Return a name that no saved search has yet.

    Raises:
        QueryError: One has it, or it is no name.
    """
    name = checked_name(name)
    if _file(name).exists():
        raise QueryError(
            f"there is a saved search {name} already",
            f"choose another name, or remove that one: kzsearch saved --remove {name}",
        )
    return name


def save(search: SavedSearch) -> Path:
    """Keep a search, and return its file.

    Raises:
        QueryError: There is one of its name.
    """
    folder().mkdir(parents=True, exist_ok=True)
    with _locked():
        path = _file(check_free(search.name))
        put(path, to_toml(search).encode())
    return path


def record(search: SavedSearch) -> None:
    """Keep what was there at a look, with what another process may have seen meanwhile; a removed search stays removed.

    Raises:
        ConfigurationError: Its file is damaged.
    """
    path = _file(search.name)
    with _locked():
        if not path.exists():
            return
        text = _read(search.name)
        known = from_toml(search.name, text).sentences
        put(path, to_toml(replace(search, sentences=search.sentences | known), text).encode())


def remove(name: str) -> None:
    """Remove a saved search, also one whose file is damaged.

    Raises:
        QueryError: There is none of this name.
    """
    name = checked_name(name)
    if not _file(name).exists():
        raise _unknown(name)
    with _locked():
        _file(name).unlink(missing_ok=True)


def _file(name: str) -> Path:
    return folder() / f"{name}{_SUFFIX}"


def _read(name: str) -> str:
    try:
        return _file(name).read_text(encoding="utf-8")
    except FileNotFoundError:
        raise _unknown(name) from None
    except UnicodeDecodeError as error:
        raise ConfigurationError(
            f"the saved search {name} is damaged: {error.reason}",
            f"correct {_file(name)}, which stays as it is, or: kzsearch saved --remove {name}",
        ) from None


def _unknown(name: str) -> QueryError:
    return QueryError(
        f"there is no saved search {name}",
        f"{did_you_mean(name, names())}kzsearch saved lists them; search QUERY --save {name} makes it",
    )


@contextmanager
def _locked() -> Iterator[None]:
    from filelock import FileLock, Timeout

    try:
        with FileLock(folder() / _LOCK, timeout=_SECONDS):
            yield
    except Timeout:
        raise ConfigurationError(
            f"another kzsearch is changing the saved searches in {folder()}", "wait until it has ended"
        ) from None
