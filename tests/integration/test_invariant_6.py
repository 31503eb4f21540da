"""Invariant 6: a killed build leaves the old index or the new one; a reader is served throughout."""

from __future__ import annotations

import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import threading
import time
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kzsearch.errors import IndexFolderError
from kzsearch.index.check.integrity import check
from kzsearch.index.format import generations
from kzsearch.index.format.generations import live
from kzsearch.search import Settings, search
from kzsearch.types import Mode
from tests.conftest import COMMAND, ROOT, environment
from tests.indexes import build_fake, open_fake
from tests.renderings import Shape, known_sections, render

if TYPE_CHECKING:
    from tests.conftest import Run


def _short(year: int) -> str:
    """Return a short report, so that a build spends little time on encoding, which is not tested here."""
    return render(Shape(year=year), {name: texts[:1] for name, texts in known_sections(year).items()})


OLD = {"kazakhstan-2023.txt": _short(2023)}
NEW = {"kazakhstan-2017.txt": _short(2017)}
_EVERY = 4  # one in so many dead builds is followed by another build, which takes most of the time
LEXICAL = Settings(mode=Mode.LEXICAL, top_k=100)


def _found(index: Path) -> list[str]:
    with open_fake(index) as opened:
        return [hit.passage.passage_id for hit in search(opened, "shelter victims", LEXICAL).hits]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder with an index of OLD, and a corpus that also holds NEW."""
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
        with open_fake(copy) as opened:
            check(opened)
    for copy in copies[::_EVERY]:
        # Whatever was left lying, the next build succeeds and sweeps it up.
        build_fake(folder / "corpus", copy, {})
        assert _found(copy) == new
        assert {path.name for path in copy.iterdir()} == {"current", "lock", live(copy).name}


def _kill_builds(indexes: Path, folder: Path, run: Run, times: int) -> None:
    """Kill real builds at random moments; the index that is left must answer as before or as after."""
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
    _kill_builds(indexes, tmp_path, run, times=1)


@pytest.mark.slow
def test_invariant_6_two_hundred_real_builds_are_killed(indexes: Path, tmp_path: Path, run: Run) -> None:
    _kill_builds(indexes, tmp_path, run, times=200)


@pytest.mark.slow
def test_invariant_6_a_hundred_readers_are_served_through_twenty_rebuilds(tmp_path: Path) -> None:
    corpora = [tmp_path / "corpus", tmp_path / "other"]
    index = tmp_path / "index"
    answers = []
    for corpus, files in zip(corpora, (OLD, NEW), strict=True):
        build_fake(corpus, index, files)
        answers.append(_found(index))
    gate = tmp_path / "stop"
    program = (
        "import json, sys; from pathlib import Path; from tests.integration.test_invariant_6 import _found\n"
        "seen = []\n"
        "while not Path(sys.argv[2]).exists() or not seen:\n"
        "    found = _found(Path(sys.argv[1]))\n"
        "    seen += [] if found in seen else [found]\n"
        "sys.stdout.write(json.dumps(seen) + '\\n')\n"  # in one piece, as five threads write
    )
    # Twenty processes of five readers each: as many open files, at a fifth of the memory.
    threaded = (
        "import sys, threading\n"
        f"program = {program!r}\n"
        "failed = []\n"
        "def read():\n"
        "    try: exec(program, {})\n"
        "    except BaseException as error: failed.append(repr(error))\n"
        "readers = [threading.Thread(target=read) for _ in range(5)]\n"
        "[reader.start() for reader in readers]; [reader.join() for reader in readers]\n"
        "sys.exit(', '.join(failed) or 0)\n"
    )
    command = [sys.executable, "-c", threaded, str(index), str(gate)]
    with ExitStack() as stack:
        readers = [
            stack.enter_context(
                subprocess.Popen(
                    command,
                    cwd=ROOT,
                    env=environment(),
                    stdout=subprocess.PIPE,
                    stderr=subprocess.PIPE,
                    text=True,
                )
            )
            for _ in range(20)
        ]
        time.sleep(5)
        for turn in range(20):
            build_fake(corpora[turn % 2], index, {})
        gate.touch()
        for reader in readers:
            out, err = reader.communicate(timeout=120)
            assert (reader.returncode, err) == (0, "")
            lines = out.splitlines()
            assert len(lines) == 5
            assert all(answer in answers for line in lines for answer in json.loads(line))
    build_fake(corpora[0], index, {})
    assert len(list(index.glob("g*"))) == 1


def test_invariant_6_a_disk_that_fills_up_at_any_point_leaves_the_old_index(folder: Path) -> None:
    old = _found(folder / "index")
    files = sorted(path.stat().st_size for path in live(folder / "index").iterdir())
    limits = sorted({100, *(size + more for size in files for more in (-1, 1))})
    codes = []
    for limit in limits:
        child = os.fork()
        if child == 0:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
            try:
                build_fake(folder / "corpus", folder / "index", {})
            except IndexFolderError as error:
                os._exit(0 if "cannot write the index" in error.message and error.hint else 1)
            except BaseException:  # noqa: BLE001
                os._exit(2)
            os._exit(3)
        codes.append(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
        assert codes[-1] in (0, 3), (limit, codes)
        if codes[-1] == 0:
            assert _found(folder / "index") == old
    assert codes[0] == 0


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
