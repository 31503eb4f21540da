"""An index that follows its corpus folder, also past bad files."""

from __future__ import annotations

import queue
import threading
from typing import TYPE_CHECKING

import pytest

from kzsearch.adding.watching import watch
from kzsearch.index.format import generations
from kzsearch.index.write.build import BuildResult
from tests.fake_embedder import FakeEmbedder
from tests.indexes import build_with
from tests.renderings import Shape, known_sections, render

if TYPE_CHECKING:
    from pathlib import Path

    from kzsearch.errors import KzsearchError

TEXT = render(Shape(), {name: texts[:1] for name, texts in known_sections(2023).items()})
PATIENCE = 60


def test_a_watch_follows_the_corpus_and_lives_through_what_is_wrong_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build_with(FakeEmbedder(max_tokens=64), monkeypatch)
    monkeypatch.setattr("kzsearch.adding.calibrated_build.thresholds", lambda *_: {})
    for wait in ("_QUIET_MS", "_IDLE_MS"):
        monkeypatch.setattr(f"kzsearch.adding.watching.{wait}", 200)
    corpus, index = tmp_path / "corpus", tmp_path / "index"
    corpus.mkdir()
    (corpus / "kazakhstan-2023.txt").write_text(TEXT, encoding="utf-8")
    told: queue.Queue[BuildResult | KzsearchError] = queue.Queue()
    stop = threading.Event()
    watcher = threading.Thread(target=watch, args=(corpus, index, told.put), kwargs={"stop": stop})
    watcher.start()

    def reports_until(wanted: int, problems: int = 0) -> None:
        while True:
            result = told.get(timeout=PATIENCE)
            assert isinstance(result, BuildResult), result
            if (result.counts.reports, len(result.problems)) == (wanted, problems):
                return

    try:
        reports_until(1)
        (corpus / "empty-2020.txt").write_bytes(b"")
        reports_until(1, problems=1)
        (corpus / "laos-2019.txt").write_text(TEXT.replace("KAZAKHSTAN", "LAOS"), encoding="utf-8")
        reports_until(2, problems=1)
        (corpus / "empty-2020.txt").unlink()
        reports_until(2)
        # Another builder is at work, and then is not.
        with pytest.raises(RuntimeError, match="done"), generations.building(index):  # noqa: PT012
            (corpus / "laos-2019.txt").unlink()
            failed = told.get(timeout=PATIENCE)
            assert "another build is at work" in str(failed)
            raise RuntimeError("done")
        reports_until(1)
        (corpus / "kazakhstan-2023.txt").unlink()
        assert not isinstance(told.get(timeout=PATIENCE), BuildResult)
        (corpus / "kazakhstan-2023.txt").write_text(TEXT, encoding="utf-8")
        reports_until(1)
    finally:
        stop.set()
        watcher.join(timeout=PATIENCE)
    assert not watcher.is_alive()
