"""The clock of `--profile`: phases of the main thread add up to the total, others stand beside it."""

from __future__ import annotations

import os
import re
from threading import Barrier, Thread
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

from kzsearch.cli.profile import Clock
from tests.fake_embedder import FakeEmbedder

if TYPE_CHECKING:
    import pytest

    from kzsearch.index import OpenIndex


def test_a_phase_of_another_thread_is_no_part_of_the_sum() -> None:
    clock, together = Clock(), Barrier(2)

    def words() -> None:
        with clock.phase("words"):
            together.wait()
            together.wait()

    thread = Thread(target=words)
    thread.start()
    with clock.phase("vectors"), clock.phase("reading"):
        together.wait()
    together.wait()
    thread.join()
    told = {name: float(ms) for ms, name in re.findall(r"profile: +(\S+) ms  (.+)", "\n".join(clock.lines()))}
    assert told.pop("words, beside the others") >= 0
    assert "words" not in told
    total = told.pop("total")
    assert abs(sum(told.values()) - total) <= 0.1 * len(told)
    assert min(told.values()) >= 0


def test_onnxruntime_is_imported_with_its_telemetry_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ORT_DISABLE_TELEMETRY", "")
    monkeypatch.delenv("ORT_DISABLE_TELEMETRY")
    opened = cast("OpenIndex", SimpleNamespace(store=object(), embedder=FakeEmbedder))
    Clock().watch(opened)
    assert opened.embedder()
    assert os.environ["ORT_DISABLE_TELEMETRY"] == "1"
