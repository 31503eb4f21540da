"""The folders that a command works on; an index that kzsearch finds by itself is built when it is first needed."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from kzsearch.places import Places, find_places, from_here, is_unbuilt, provide_corpus

if TYPE_CHECKING:
    from kzsearch.index import OpenIndex


def open_chosen(index: Path | None, corpus: Path | None = None) -> OpenIndex:
    """Open the index that the user named, or the one that is found; the latter is built if nobody has built it.

    Args:
        index: The index folder that the user named.
        corpus: The corpus folder, if the user named another one than that which was indexed.

    Raises:
        KzsearchError: It cannot be opened or built.
    """
    from kzsearch.index import open_index

    places = find_places(index)
    if is_unbuilt(places):
        _build(places)
    return open_index(places.index_folder, corpus)


def folders_to_change(index: Path | None, corpus: Path | None) -> tuple[Path, Path]:
    """Return the corpus and index folders that a command may change.

    The corpus of an index that the user named is the one that it was built from, unless the user names that too.

    Raises:
        KzsearchError: They cannot be found.
    """
    places = find_places(index, corpus)
    _provide(places)
    if corpus is None and places.is_stated and (built_from := _built_from(places.index_folder)) is not None:
        return built_from, places.index_folder
    return places.corpus_folder, places.index_folder


def _built_from(index: Path) -> Path | None:
    from kzsearch.errors import IndexFolderError
    from kzsearch.index.format import generations, manifest

    try:
        return Path(os.path.normpath(index / manifest.read(generations.live(index)).corpus))
    except IndexFolderError:
        return None


def _build(places: Places) -> None:
    from kzsearch.adding.calibrated_build import build_index
    from kzsearch.cli.progress import progress
    from kzsearch.cli.streams import fail, note

    _provide(places)
    note(f"building the index of {from_here(places.corpus_folder)}; this is done once and takes some seconds")
    with progress() as tell_progress:
        result = build_index(places.corpus_folder, places.index_folder, progress=tell_progress)
    for problem in result.problems:
        fail(problem.message, problem.hint)


def _provide(places: Places) -> None:
    from kzsearch.cli.streams import note

    if provide_corpus(places):
        note(f"the reports that come with kzsearch are now in {from_here(places.corpus_folder)}")
