"""Which corpus and which index a build or a change works on: one rule for the command line and for Python."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from kzsearch.configuration import Setting
from kzsearch.errors import IndexFolderError
from kzsearch.index.format import generations, manifest
from kzsearch.places import find_places, provide_corpus


class Folders(NamedTuple):
    """The folders of a build or a change.

    Attributes:
        corpus_folder: The corpus folder.
        index_folder: The index folder.
        is_provided: Whether the corpus folder was made just now, with the reports that come with kzsearch.
    """

    corpus_folder: Path
    index_folder: Path
    is_provided: bool


def folders_to_change(
    index: Path | None, corpus: Path | None, stated: Mapping[str, Setting] | None = None
) -> Folders:
    """Return the corpus and index folders that may be changed.

    The corpus of an index that was named is the one that it was built from, unless that is named too.

    Args:
        index: The index folder that was named.
        corpus: The corpus folder that was named.
        stated: What environment and configuration files state, if it was read already.

    Raises:
        KzsearchError: They cannot be found.
    """
    places = find_places(index, corpus, stated)
    if corpus is None and places.is_stated and (built_from := _built_from(places.index_folder)) is not None:
        return Folders(built_from, places.index_folder, is_provided=False)
    return Folders(places.corpus_folder, places.index_folder, provide_corpus(places))


def _built_from(index: Path) -> Path | None:
    try:
        return Path(os.path.normpath(index / manifest.read(generations.live(index)).corpus))
    except IndexFolderError:
        return None
