"""Corpus folder to index folder, with the threshold of each mode and series: what `kzsearch index` runs.

`kzsearch.index.write.build` reads, divides and encodes; `kzsearch.index.write.generation` writes the files of a
generation; `kzsearch.search.calibration` measures the thresholds. This module puts them together.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from kzsearch.index.write.build import BuildResult, Progress, build, silent
from kzsearch.search.calibration import thresholds


def build_index(
    corpus: Path,
    index: Path,
    *,
    model: str | None = None,
    stated: Mapping[str, Mapping[str, str]] | None = None,
    progress: Progress = silent,
    full: bool = False,
    store: str | None = None,
) -> BuildResult:
    """Read a corpus and write a new generation of an index, which replaces the one before it.

    Args:
        corpus: The corpus folder.
        index: The index folder; made if need be.
        model: `multilingual`, or a sentence-transformers model by name or path; None for the bundled one.
        stated: Facts that the user states, by file name (`*` for every file) and fact.
        progress: Told how far the work is.
        full: Whether to read and encode everything anew, even what has not changed.
        store: Where vectors and words go: an address of a Milvus server, a file of Milvus Lite, `local` for the index
            folder; None for where the index has them.

    Returns:
        What was made. Files that could not be read are among its problems.

    Raises:
        KzsearchError: Nothing could be indexed; the index is as it was.
    """
    return build(
        corpus,
        index,
        model=model,
        stated=stated,
        progress=progress,
        calibrate=thresholds,
        full=full,
        store=store,
    )
