"""Invariant 6: a killed build leaves the old index or the new one; a reader is served throughout."""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kzsearch.errors import IndexFolderError
from kzsearch.index import generations
from kzsearch.index.generations import live
from kzsearch.search import Settings, search
from kzsearch.types import Mode
from tests.conftest import COMMAND, ROOT, environment
from tests.indexes import build_fake, open_fake
from tests.renderings import Shape, known_sections, render

if TYPE_CHECKING:
    from tests.conftest import Run


def _short(year: int) -> str:
    """Return a short report: the moments of a build that matter are not those of encoding."""
    return render(Shape(year=year), {name: texts[:1] for name, texts in known_sections(year).items()})


OLD = {"kazakhstan-2023.txt": _short(2023)}
NEW = {"kazakhstan-2017.txt": _short(2017)}
LEXICAL = Settings(mode=Mode.LEXICAL, top_k=100)


def _found(index: Path) -> list[str]:
    with open_fake(index) as opened:
        return [hit.passage.passage_id for hit in search(opened, "shelter victims", LEXICAL).hits]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder with an index of OLD, and a corpus to which NEW was added since."""
    build_fake(tmp_path / "corpus", tmp_path / "index", OLD)
    (tmp_path / "corpus" / "kazakhstan-2017.txt").write_text(NEW["kazakhstan-2017.txt"], encoding="utf-8")
    return tmp_path


def test_invariant_6_a_build_that_dies_at_any_step_leaves_old_or_new(folder: Path) -> None:
    old = _found(folder / "index")
    build_fake(folder / "corpus", folder / "new", {})
    new = _found(folder / "new")
    assert old != new
    command: list[str | Path] = [
        sys.executable,
        "-m",
        "tests.interrupted",
        folder / "corpus",
        folder / "index",
        folder / "dead",
    ]
    done = subprocess.run(command, cwd=ROOT, env=environment(), check=True, timeout=300, capture_output=True)
    # A copy of the index for each step at which its build died; the last one lived.
    copies = sorted((folder / "dead").iterdir())
    assert len(copies) == int(done.stdout)
    assert len(copies) > 10
    found = [_found(copy) for copy in copies]
    assert all(answer in (old, new) for answer in found)
    assert (found[0], found[-1]) == (old, new)
    switched = found.index(new)
    assert found[switched:] == [new] * (len(found) - switched)  # once the switch is made it stays made
    for copy in copies:
        # Whatever was left lying, the next build succeeds and sweeps it up.
        build_fake(folder / "corpus", copy, {})
        assert _found(copy) == new
        assert {path.name for path in copy.iterdir()} == {"current", "lock", live(copy).name}


def _kill_builds(indexes: Path, folder: Path, run: Run, times: int) -> None:
    """Kill real builds at random moments; what they leave must answer as before or as after."""
    corpus, index = folder / "small", indexes / f"killed-{times}"
    corpus.mkdir()
    (corpus / "kazakhstan-2017.txt").write_text(_short(2017), encoding="utf-8")
    question = ("search", "victims", "--mode", "lexical", "--format", "jsonl", "--index", index)
    build = ("index", "--corpus", corpus, "--index", index)
    started = time.monotonic()
    assert run(*build).returncode == 0
    whole = time.monotonic() - started
    new = run(*question).stdout
    shutil.rmtree(index)
    shutil.copytree(indexes / "default", index)
    old = run(*question).stdout
    assert old
    assert new
    assert old != new
    moments = random.Random(times)  # noqa: S311  a test that can be repeated
    for _ in range(times):
        with subprocess.Popen(
            [COMMAND, *map(str, build)],
            env=environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ) as builder:
            time.sleep(moments.uniform(0, whole * 1.05))
            builder.send_signal(signal.SIGKILL)
        found = run(*question)
        assert found.returncode == 0, found.stderr
        assert found.stdout in (old, new)


def test_invariant_6_real_builds_are_killed(indexes: Path, tmp_path: Path, run: Run) -> None:
    _kill_builds(indexes, tmp_path, run, times=2)


@pytest.mark.slow
def test_invariant_6_a_hundred_real_builds_are_killed(indexes: Path, tmp_path: Path, run: Run) -> None:
    _kill_builds(indexes, tmp_path, run, times=100)


def test_invariant_6_a_reader_is_served_while_the_index_is_rebuilt(tmp_path: Path) -> None:
    corpus, index = tmp_path / "corpus", tmp_path / "index"
    build_fake(corpus, index, OLD)
    old = _found(index)
    build_fake(tmp_path / "other", tmp_path / "other-index", NEW)
    new = _found(tmp_path / "other-index")
    patient = open_fake(index)
    stop = threading.Event()
    answers: list[list[str]] = []
    failures: list[BaseException] = []

    def read() -> None:
        while not stop.is_set():
            try:
                answers.append(_found(index))
            except BaseException as error:  # noqa: BLE001
                failures.append(error)

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    for turn in range(8):
        build_fake(*((tmp_path / "other", index, NEW) if turn % 2 == 0 else (corpus, index, OLD)))
    stop.set()
    for reader in readers:
        reader.join()
    assert failures == []
    assert len(answers) > 8
    assert all(answer in (old, new) for answer in answers)
    # One that opened before the first rebuild still reads what it opened, vectors and all.
    assert [hit.passage.passage_id for hit in search(patient, "shelter victims", LEXICAL).hits] == old
    assert search(patient, "shelter", Settings(mode=Mode.DENSE)).hits
    patient.close()
    build_fake(corpus, index, OLD)
    assert len(list(index.glob("g*"))) == 1


def test_a_second_builder_is_told_to_wait(tmp_path: Path) -> None:
    build_fake(tmp_path / "corpus", tmp_path / "index", OLD)
    old = _found(tmp_path / "index")
    with pytest.raises(RuntimeError, match="stop"), generations.building(tmp_path / "index"):  # noqa: PT012
        with pytest.raises(IndexFolderError, match="another build is at work"):
            build_fake(tmp_path / "corpus", tmp_path / "index", NEW)
        raise RuntimeError("stop")
    assert _found(tmp_path / "index") == old
