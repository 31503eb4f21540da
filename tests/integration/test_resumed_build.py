"""The installed command, killed while it encodes: the next build uses its vectors."""

from __future__ import annotations

import signal
import subprocess
import time
from typing import TYPE_CHECKING

import pytest

from kzsearch.index.format.generations import live
from tests.conftest import COMMAND, ROOT, environment

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run

ENOUGH = 16_000  # bytes; ten vectors


@pytest.mark.slow
def test_a_killed_build_is_resumed_by_the_next(indexes: Path, run: Run) -> None:
    index = indexes / "resumed"
    command = [str(COMMAND), "index", "--corpus", "corpus", "--index", str(index)]
    with subprocess.Popen(
        command, cwd=ROOT, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as builder:
        while builder.poll() is None:
            if sum(path.stat().st_size for path in index.glob(".encoded-*")) > ENOUGH:
                builder.send_signal(signal.SIGKILL)
                break
            time.sleep(0.002)
    assert builder.returncode == -signal.SIGKILL
    done = run("index", "--corpus", "corpus", "--index", index)
    assert done.returncode == 0, done.stderr
    assert " vectors of an interrupted build are used" in done.stderr
    assert not list(index.glob(".encoded-*"))
    for name in ("passages.faiss", "sentences.faiss", "passages.sqlite"):
        assert (live(index) / name).read_bytes() == (live(indexes / "default") / name).read_bytes()
