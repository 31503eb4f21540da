"""Builds that die: run as a program, this module rebuilds an index and ends without warning at each step in turn.

    python -m tests.interrupted CORPUS INDEX FOLDER

A step is any call that changes what is on disk. FOLDER gets a copy of the index for each step, as the death
at that step left it, and one at last that lived. Their number is printed.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from kzsearch.reading import read_corpus
from tests.indexes import write_fake

if TYPE_CHECKING:
    from collections.abc import Callable

DIED = 9


def die_at(step: int) -> None:
    """Make this process end at the given one of its calls that change the disk."""
    taken = 0

    def watched(call: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*arguments: Any, **named: Any) -> Any:  # noqa: ANN401
            nonlocal taken
            taken += 1
            if taken == step:
                os._exit(DIED)
            return call(*arguments, **named)

        return counted

    for place, name in (
        (os, "fsync"),
        (os, "posix_fallocate"),
        (os, "mkdir"),
        (os, "rename"),
        (os, "replace"),
        (os, "unlink"),
        (Path, "open"),
        (Path, "write_text"),
        (sqlite3, "connect"),
        (np.memmap, "flush"),
        (shutil, "rmtree"),
    ):
        setattr(place, name, watched(getattr(place, name)))


def main() -> None:
    """Rebuild copies of the index."""
    corpus, index, folder = map(Path, sys.argv[1:])
    reports = read_corpus(corpus, {}).reports
    write_fake(
        reports, corpus, folder / "whole"
    )  # what is made once a process is made before the others part
    shutil.rmtree(folder / "whole")
    for step in range(1, 100):
        copy = folder / f"{step:02d}"
        shutil.copytree(index, copy)
        child = os.fork()
        if child == 0:
            die_at(step)
            write_fake(reports, corpus, copy)
            os._exit(0)
        if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != DIED:
            print(step)  # noqa: T201
            return


if __name__ == "__main__":
    main()
