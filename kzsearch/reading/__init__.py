"""A corpus folder to reports.

`corpus` goes through the folder, and `sandbox` has each file read by `worker`, a process of bounded time and memory.
There `one_file` turns bytes into a source (`files`), divides it by country (`divide`) and gathers the facts (`facts`).
"""

from __future__ import annotations

from pathlib import Path

from kzsearch.errors import ReportError
from kzsearch.reading.corpus import CorpusReading, UnchangedReports, nothing_known, read_corpus
from kzsearch.reading.files.formats import is_report_name, stored_bytes
from kzsearch.reading.sandbox import read_source as _read_source
from kzsearch.types import Source

__all__ = [
    "CorpusReading",
    "UnchangedReports",
    "is_report_name",
    "nothing_known",
    "read_corpus",
    "read_source",
    "stored_bytes",
]


def read_source(corpus: Path, name: str) -> Source:
    """Read one file of a corpus again.

    Args:
        corpus: The corpus folder.
        name: Path of the file, relative to it.

    Raises:
        ReportError: The file is gone or cannot be read.
    """
    if not (corpus / name).exists():
        raise ReportError(f"{name} is no longer in {corpus}", "put it back, or run: kzsearch index")
    return _read_source(stored_bytes(corpus / name, name), name)
