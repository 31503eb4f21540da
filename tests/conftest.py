"""Fixtures that several tests share: the real index, built once by the real command, and fast fake ones."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pytest
from filelock import FileLock
from hypothesis import settings

from tests import forked
from tests.indexes import build_fake, open_fake

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from kzsearch.index import OpenIndex

# The same few examples at every run, so that a failure is of the change at hand; `--hypothesis-profile=explore`,
# which `make check-slow` gives, draws many new ones.
settings.register_profile("repeatable", derandomize=True, deadline=None, max_examples=25)
settings.register_profile("explore", deadline=None, max_examples=200)
settings.load_profile("repeatable")

ROOT = Path(__file__).parent.parent
COMMAND = Path(sys.executable).parent / "kzsearch"

# The user's own configuration file is not read; of the user's data nothing is read, and nothing can be written there.
os.environ["XDG_CONFIG_HOME"] = os.environ["XDG_DATA_HOME"] = str(ROOT / "pyproject.toml" / "no such folder")


class Run(Protocol):
    """Runs the installed command in a process of its own."""

    def __call__(
        self, *arguments: str | Path, stdin: str | bytes = "", cwd: Path | None = None, **environment: str
    ) -> subprocess.CompletedProcess[str]:
        """Return the outcome."""
        ...


class Kz(Protocol):
    """Runs the command line in this process, which is faster."""

    def __call__(self, *arguments: str | Path) -> Outcome:
        """Return the outcome."""
        ...


class Outcome:
    """What a command printed, and its exit code."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code = code
        self.out = out
        self.err = err


# Without bytecode, each process of a test would compile every module again.
_OF_THE_USER = ("COLUMNS", "NO_COLOR", "FORCE_COLOR", "PYTHONDONTWRITEBYTECODE")


def environment(**changes: str) -> Mapping[str, str]:
    """Return an environment in which a test is not led astray by the user's own settings."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("KZSEARCH") and name not in _OF_THE_USER
    }
    return {
        **kept,
        "PYTHONIOENCODING": "",
        **changes,
    }


def run_installed_command(
    *arguments: str | Path, stdin: str | bytes = "", cwd: Path | None = None, **changes: str
) -> subprocess.CompletedProcess[str]:
    """Run the installed command as a subprocess, from the start of Python on."""
    done = subprocess.run(
        [COMMAND, *map(str, arguments)],
        input=stdin.encode() if isinstance(stdin, str) else stdin,
        capture_output=True,
        check=False,
        cwd=cwd or ROOT,
        env=environment(**changes),
        timeout=600,
    )
    return _decoded(done)


def run_command(
    *arguments: str | Path, stdin: str | bytes = "", cwd: Path | None = None, **changes: str
) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own, which has its imports behind it where a process can be forked."""
    if not forked.AVAILABLE:
        return run_installed_command(*arguments, stdin=stdin, cwd=cwd, **changes)
    done = forked.run(
        [*map(str, arguments)],
        stdin.encode() if isinstance(stdin, str) else stdin,
        cwd=str(cwd or ROOT),
        environment=environment(**changes),
        timeout=600,
    )
    return _decoded(done)


def _decoded(done: subprocess.CompletedProcess[bytes]) -> subprocess.CompletedProcess[str]:
    return subprocess.CompletedProcess(
        done.args, done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8")
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the tests that import torch come first: they are given to one process, and are not given away."""
    items.sort(key=lambda item: item.get_closest_marker("torch") is None)


@pytest.fixture(scope="session")
def run_installed() -> Run:
    """Run the installed command as a subprocess, for tests of the start and of the streams."""
    return run_installed_command


@pytest.fixture(scope="session")
def run() -> Run:
    """Run the command in a process of its own."""
    return run_command


@pytest.fixture(scope="session")
def indexes(tmp_path_factory: pytest.TempPathFactory, run_installed: Run) -> Path:
    """Give a folder with the real index in `default`, and beside it the sealed encoder for others.

    It is built once for all processes of a run; each has a copy of its own, because tests build beside it.
    """
    folder = tmp_path_factory.mktemp("indexes")
    if "PYTEST_XDIST_WORKER" not in os.environ:
        _build_real_index(folder, run_installed)
        return folder
    # As deep as the copies: an index names its corpus by a path from itself.
    shared = tmp_path_factory.getbasetemp().parent / "of-all-processes" / "indexes"
    shared.parent.mkdir(exist_ok=True)
    with FileLock(f"{shared}.lock"):
        if not shared.exists():
            building = shared.with_name(f"{shared.name}-building")
            shutil.rmtree(building, ignore_errors=True)
            _build_real_index(building, run_installed)
            building.rename(shared)
    shutil.copytree(shared, folder, dirs_exist_ok=True)
    return folder


def _build_real_index(folder: Path, run: Run) -> None:
    done = run("index", "--index", folder / "default")
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    assert not any(mark in done.stderr for mark in ("━", "\r", "\x1b")), "a progress bar in a pipe"


@pytest.fixture(scope="session")
def real_index(indexes: Path) -> Path:
    """Give the real index; it is for reading only."""
    return indexes / "default"


@pytest.fixture
def copied_index(real_index: Path, request: pytest.FixtureRequest) -> Iterator[Path]:
    """Give a copy of the real index that a test may damage, beside the same sealed encoder."""
    copy = real_index.parent / f"copy-{abs(hash(request.node.nodeid))}"
    shutil.copytree(real_index, copy)
    yield copy
    shutil.rmtree(copy, ignore_errors=True)


@pytest.fixture
def copied_corpus(tmp_path: Path) -> Path:
    """Give a copy of the two reports and their table that a test may change."""
    copy = tmp_path / "corpus"
    copy.mkdir()
    for file in (ROOT / "corpus").iterdir():
        (copy / file.name).write_bytes(file.read_bytes())
    return copy


@pytest.fixture
def kz(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], indexes: Path
) -> Callable[..., Outcome]:
    """Run the command line in this process, on the real index unless `--index` names another."""
    from kzsearch.cli import main

    def run_here(*arguments: str | Path) -> Outcome:
        words = [str(argument) for argument in arguments]
        monkeypatch.setenv("KZSEARCH_INDEX", str(indexes / "default"))
        monkeypatch.delenv("COLUMNS", raising=False)
        monkeypatch.setattr(sys, "argv", ["kzsearch", *words])
        capfd.readouterr()
        code = main()
        out, err = capfd.readouterr()
        return Outcome(code, out, err)

    return run_here


@pytest.fixture
def fake_index(tmp_path: Path) -> Iterator[Callable[..., OpenIndex]]:
    """Build an index of given files with the fake embedder, and open it; closed when the test ends."""
    opened: list[OpenIndex] = []

    def build_and_open(files: Mapping[str, str | bytes], **settings: int) -> OpenIndex:
        corpus = tmp_path / "corpus"
        build_fake(corpus, tmp_path / "indexes" / "default", files, **settings)
        opened.append(open_fake(tmp_path / "indexes" / "default", **settings))
        return opened[-1]

    yield build_and_open
    for index in opened:
        index.close()
