"""The application as a client sees it, on an index of a test: in this process, or as `kzsearch serve` runs it."""

from __future__ import annotations

import re
import signal
import subprocess
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.testclient import TestClient

from kzsearch.serving.live import LiveIndex
from kzsearch.web.app import application
from kzsearch.web.settings import ServerSettings
from tests.conftest import COMMAND, ROOT, environment

if TYPE_CHECKING:
    from collections.abc import Iterator

ADDRESS = "http://127.0.0.1:8377"


@contextmanager
def client(index: Path, settings: ServerSettings | None = None) -> Iterator[TestClient]:
    """Give a client of the application."""
    app = application(LiveIndex(index), settings or ServerSettings())
    with TestClient(app, base_url=ADDRESS, raise_server_exceptions=True) as made:
        yield made


class Running:
    """A server in a process of its own.

    Attributes:
        process: The process.
        host: Where it listens.
        port: The port.
    """

    def __init__(self, process: subprocess.Popen[str], host: str, port: int, told: Path) -> None:
        self.process = process
        self.host = host
        self.port = port
        self._told = told

    @property
    def address(self) -> str:
        """Its address, without a slash at its end."""
        return f"http://{self.host}:{self.port}"

    @property
    def told(self) -> str:
        """What it has printed on standard error."""
        return self._told.read_text(encoding="utf-8")

    @property
    def connections(self) -> int:
        """How many sockets it has open."""
        found = 0
        for file in Path(f"/proc/{self.process.pid}/fd").iterdir():
            with suppress(FileNotFoundError):  # closed meanwhile
                found += str(file.readlink()).startswith("socket")
        return found

    @property
    def open_files(self) -> int:
        """How many files and connections it has open."""
        return len(list(Path(f"/proc/{self.process.pid}/fd").iterdir()))


@contextmanager
def running(index: Path, told: Path, *options: str) -> Iterator[Running]:
    """Give a server that listens, and end it as a user would; it must end well, and have told of no fault.

    Args:
        index: The index folder.
        told: The file that standard error is written into.
        options: Further options of `kzsearch serve`.
    """
    with told.open("w", encoding="utf-8") as stream:
        process = subprocess.Popen(
            [COMMAND, "serve", "--port", "0", "--index", index, *options],
            stdout=subprocess.PIPE,
            stderr=stream,
            text=True,
            cwd=ROOT,
            env=environment(),
        )
    try:
        yield Running(process, *_listening(process, told), told)
        process.send_signal(signal.SIGTERM)
        out, _ = process.communicate(timeout=60)
        assert (process.returncode, out) == (0, ""), told.read_text(encoding="utf-8")
        assert "Traceback" not in told.read_text(encoding="utf-8")
    finally:
        process.kill()
        process.communicate()


def _listening(process: subprocess.Popen[str], told: Path) -> tuple[str, int]:
    """Wait until a server says where it listens."""
    import time

    for _ in range(1_200):
        text = told.read_text(encoding="utf-8")
        if found := re.search(r"http://(\S+):(\d+)/", text):
            return found[1], int(found[2])
        assert process.poll() is None, text
        time.sleep(0.05)
    raise AssertionError(told.read_text(encoding="utf-8"))
