"""Building an index from Python."""

from __future__ import annotations

import os
from collections.abc import Mapping

from kzsearch.adding import calibrated_build
from kzsearch.adding.folders import folders_to_change
from kzsearch.errors import QueryError
from kzsearch.index.write.build import BuildResult, Progress, silent
from kzsearch.library.own_errors import folder, own_errors


def build_index(
    corpus: str | os.PathLike[str] | None = None,
    index: str | os.PathLike[str] | None = None,
    *,
    model: str | None = None,
    stated: Mapping[str, Mapping[str, str]] | None = None,
    progress: Progress = silent,
    full: bool = False,
    store: str | None = None,
) -> BuildResult:
    """Read a corpus and write an index, which replaces the one before it.

    Args:
        corpus: The corpus folder; None for the one that a named index was built from, else for the one that the
            command line finds.
        index: The index folder, made if need be; None for the one that the command line finds.
        model: `multilingual`, or a sentence-transformers model by name or path; None for the bundled one.
        stated: Facts that the user states, by file name (`*` for every file) and fact.
        progress: Called with what is being done, how much of it is done, and of how much.
        full: Whether to read and encode everything anew, even what has not changed.
        store: Where vectors and words go: "milvus+http://HOST:19530", a file of Milvus Lite ("reports.db"), or "local"
            for the index folder. None for where the index has them; a new one has them in its folder.

    Returns:
        What was made. Files that could not be read are among its `problems`.

    Raises:
        KzsearchError: Nothing could be indexed; the index is as it was.
    """
    with own_errors():
        if model is not None and not isinstance(model, str):
            raise QueryError(f"model is a {type(model).__name__}", "model takes a model's name or path")
        if store is not None and not isinstance(store, str):
            raise QueryError(f"store is a {type(store).__name__}", "store takes an address")
        folders = folders_to_change(
            None if index is None else folder(index, "index"),
            None if corpus is None else folder(corpus, "corpus"),
        )
        return calibrated_build.build_index(
            folders.corpus_folder,
            folders.index_folder,
            model=model,
            stated=_facts(stated),
            progress=progress,
            full=full,
            store=store,
        )


def _facts(stated: object) -> Mapping[str, Mapping[str, str]] | None:
    """Return facts by file name, if that is what they are."""
    if stated is None:
        return None
    if isinstance(stated, Mapping) and all(
        isinstance(facts, Mapping) and all(isinstance(text, str) for item in facts.items() for text in item)
        for facts in stated.values()
    ):
        return stated
    raise QueryError(
        "stated is no mapping of facts", "stated takes facts by file name: {'report.txt': {'year': '2023'}}"
    )
