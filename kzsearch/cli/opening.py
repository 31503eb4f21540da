"""The folders that a command works on; an index that kzsearch finds by itself is built when it is first needed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kzsearch.cli.config import stated_at_start
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

    return open_index(chosen_folder(index), corpus)


def chosen_folder(index: Path | None) -> Path:
    """Return the index folder that the user named, or the one that is found; the latter is built if nobody has.

    Raises:
        KzsearchError: It cannot be found or built.
    """
    places = find_places(index, stated=stated_at_start())
    if is_unbuilt(places):
        _build(places)
    return places.index_folder


def folders_to_change(index: Path | None, corpus: Path | None) -> tuple[Path, Path]:
    """Return the corpus and index folders that a command may change.

    Raises:
        KzsearchError: They cannot be found.
    """
    from kzsearch.adding import folders

    found = folders.folders_to_change(index, corpus, stated_at_start())
    if found.is_provided:
        _say_provided(found.corpus_folder)
    return found.corpus_folder, found.index_folder


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
    if provide_corpus(places):
        _say_provided(places.corpus_folder)


def _say_provided(corpus: Path) -> None:
    from kzsearch.cli.streams import note

    note(f"the reports that come with kzsearch are now in {from_here(corpus)}")
