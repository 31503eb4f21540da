"""Where the corpus and the index lie when nobody says so, and how a path reads from where the user stands."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from kzsearch.configuration import FILE_NAME, Setting, stated_settings, upwards
from kzsearch.errors import KzsearchError

CORPUS = Path("corpus")
INDEX = Path("indexes/default")
TABLE = "reports.toml"
"""The corpus table, beside the reports."""
CURRENT = "current"
"""The file of an index that names its live generation."""
_MARKS = (Path(FILE_NAME), CORPUS / TABLE, INDEX / CURRENT)
_HERE = "found in the working directory"
_ABOVE = "found above the working directory"
_OF_THE_USER = "the user's data folder"


class Places(NamedTuple):
    """The folders that a command works on.

    Attributes:
        index_folder: The index folder.
        corpus_folder: The corpus folder.
        index_origin: Where the first comes from.
        corpus_origin: Where the second comes from.
        is_stated: Whether somebody named the index; else kzsearch found it, and may build it.
    """

    index_folder: Path
    corpus_folder: Path
    index_origin: str
    corpus_origin: str
    is_stated: bool


def find_places(
    index: Path | None = None, corpus: Path | None = None, stated: Mapping[str, Setting] | None = None
) -> Places:
    """Return the folders to work on.

    What an argument names comes first, then what the environment or a configuration file names. Else they are those
    of the nearest project from the working directory upwards: a folder with `kzsearch.toml`, a corpus table or an
    index; in the working directory itself a corpus folder without a table counts too. Else they lie in the user's
    data folder.

    Args:
        index: The index folder that the user named.
        corpus: The corpus folder that the user named.
        stated: What environment and configuration files state, if it was read already.

    Raises:
        ConfigurationError: A configuration file or an environment variable makes no sense.
    """
    stated = stated_settings() if stated is None else stated
    named_index = _named(index, stated.get("index"))
    named_corpus = _named(corpus, stated.get("corpus"))
    folder, origin = (
        (Path(), "") if named_index and named_corpus else _project() or (user_data(), _OF_THE_USER)
    )
    index_folder, index_origin = named_index or (folder / INDEX, origin)
    corpus_folder, corpus_origin = named_corpus or (folder / CORPUS, origin)
    return Places(index_folder, corpus_folder, index_origin, corpus_origin, named_index is not None)


def is_unbuilt(places: Places) -> bool:
    """Whether the index is one that kzsearch finds by itself, that nobody has built, and whose corpus is marked as one.

    A folder `corpus` without a table may be anything, and is indexed only by `kzsearch index`.
    """
    if places.is_stated or (places.index_folder / CURRENT).exists() or any(places.index_folder.glob("g*")):
        return False
    return places.corpus_origin == _OF_THE_USER or (places.corpus_folder / TABLE).is_file()


def provide_corpus(places: Places) -> bool:
    """Fill the user's corpus folder with the reports that come with the package, if there is no such folder yet.

    Returns:
        Whether the folder was made.

    Raises:
        KzsearchError: The package lacks its reports.
    """
    if places.corpus_origin != _OF_THE_USER or places.corpus_folder.exists():
        return False
    packaged = packaged_corpus()
    fresh = places.corpus_folder.parent / f".{places.corpus_folder.name}-{os.getpid()}"
    shutil.copytree(packaged, fresh)
    try:
        fresh.rename(places.corpus_folder)
    except OSError:
        shutil.rmtree(fresh, ignore_errors=True)
        if not places.corpus_folder.is_dir():  # else another process was faster
            raise
    return True


def packaged_corpus() -> Path:
    """Return the folder of the reports that come with the package: in the package, or beside it in a checkout.

    Raises:
        KzsearchError: There is none.
    """
    package = Path(__file__).parent
    checkout = package.parent
    if (package / CORPUS / TABLE).is_file():
        return package / CORPUS
    if (checkout / "pyproject.toml").is_file() and (checkout / CORPUS / TABLE).is_file():
        return checkout / CORPUS
    raise KzsearchError(
        f"this installation of kzsearch lacks its reports: there is no {package / CORPUS}",
        "install kzsearch again, or name a corpus of your own with kzsearch index --corpus DIR",
    )


def from_here(path: Path) -> str:
    """Return a path as it is valid from the working directory: relative, or absolute where that is shorter."""
    try:
        absolute = os.path.abspath(path)  # noqa: PTH100  resolve() would follow links, which the user knows by their names
        relative = os.path.relpath(absolute)
    except (OSError, ValueError):  # the working directory is gone, or on another drive
        return path.as_posix()
    return Path(min(relative, absolute, key=len)).as_posix()


def _named(option: Path | None, setting: Setting | None) -> tuple[Path, str] | None:
    if option is not None:
        return option, "option"
    return None if setting is None else (Path(setting.value), setting.origin)  # type: ignore[arg-type]


def _project() -> tuple[Path, str] | None:
    """Return the nearest project folder, as a path from the working directory."""
    for levels, folder in enumerate(upwards()):
        if any((folder / mark).exists() for mark in _MARKS) or (not levels and (folder / CORPUS).is_dir()):
            # A short way up reads best as `..`; paths below the working directory as they always have.
            return Path(*[".."] * levels), _ABOVE if levels else _HERE
    return None


def user_data() -> Path:
    """Return the folder of the user's data, whether or not there is one."""
    from platformdirs import user_data_path

    return user_data_path("kzsearch", appauthor=False)
