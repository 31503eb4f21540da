"""The command line in processes that are forked from one that has imported it already.

Most of what a short command takes is the start of Python and its imports. A process that is forked is one of its own
all the same: its arguments, streams, folder, variables and exit code are those of the installed command, and it
calls the same function. What the start itself does - imports, encodings of the streams, signals - is not seen here;
tests of that run the installed command.
"""

from __future__ import annotations

import atexit
import contextlib
import gc
import importlib
import json
import os
import selectors
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import threading
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TextIO

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from io import TextIOWrapper

AVAILABLE: Final = sys.platform == "linux"
"""Elsewhere a process that has loaded numpy cannot safely be forked."""

# What reads the environment as it is imported (typer.rich_utils) is left out, and onnxruntime, which begins a thread.
_IMPORTED = (
    "kzsearch.cli.app kzsearch.cli.reports kzsearch.cli.search kzsearch.cli.show kzsearch.adding.calibrated_build "
    "kzsearch.search.inferred typer numpy faiss tokenizers msgspec importlib.metadata zipfile"
).split()
_NUMBER = struct.Struct("i")


class Started(NamedTuple):
    """A process that was started.

    Attributes:
        process: Its number.
        told: Tells the exit code when it has ended.
    """

    process: int
    told: socket.socket

    def wait(self, timeout: float) -> int:
        """Wait for its end, and return its exit code, below zero for a signal."""
        with self.told:
            self.told.settimeout(timeout)
            return _number(self.told)


def start(
    arguments: Sequence[str],
    streams: tuple[int, int, int],
    *,
    cwd: str,
    environment: Mapping[str, str],
    session: bool = False,
) -> Started:
    """Start a command.

    Args:
        arguments: Of the command.
        streams: Standard input, output and error.
        cwd: The folder that it runs in.
        environment: All of its variables.
        session: Whether it leads a session.
    """
    told, theirs = socket.socketpair()
    request = json.dumps([list(arguments), cwd, dict(environment), session]).encode()
    with theirs, _ASKING:
        asking = _forking()
        socket.send_fds(asking, [struct.pack("Q", len(request))], [*streams, theirs.fileno()])
        asking.sendall(request)
    return Started(_number(told), told)


_ASKING = threading.Lock()


@cache
def on_the_path() -> Path:
    """Return a folder with a program `kzsearch` for shells, which has its command forked."""
    _forking()
    return _folder()


@cache
def _folder() -> Path:
    """Return a folder with the program, and the socket by which it asks."""
    folder = tempfile.TemporaryDirectory(prefix="kz")
    atexit.register(folder.cleanup)
    program = Path(folder.name, "kzsearch")
    program.write_text(f"#!{sys.executable} -IS\n{_PROGRAM}", encoding="utf-8")
    program.chmod(0o700)
    return Path(folder.name)


_SOCKET = "socket"
_PROGRAM = f"""
import json, os, socket, struct, sys
request = json.dumps([sys.argv[1:], os.getcwd(), dict(os.environ), False]).encode()
asking = socket.socket(socket.AF_UNIX)
asking.connect(os.path.join(os.path.dirname(sys.argv[0]), {_SOCKET!r}))
socket.send_fds(asking, [struct.pack("Q", len(request))], [0, 1, 2])
asking.sendall(request)
for descriptor in (0, 1, 2):
    os.close(descriptor)
code = asking.recv(8, socket.MSG_WAITALL)
os._exit(struct.unpack("ii", code)[1] % 256)
"""


@cache
def _forking() -> socket.socket:
    """Start the process that forks others, one for each process of tests; return what it is asked through."""
    asking, theirs = socket.socketpair()
    with theirs, socket.socket(socket.AF_UNIX) as shells:
        shells.bind(str(_folder() / _SOCKET))
        shells.listen()
        given = [theirs.fileno(), shells.fileno()]
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.forked", *map(str, given)],
            pass_fds=given,
            cwd=Path(__file__).parent.parent,
            env={name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
            stdin=subprocess.DEVNULL,
        )

    def close() -> None:
        asking.close()
        process.wait(timeout=60)

    atexit.register(close)
    return asking


def run(
    arguments: Sequence[str],
    data: bytes,
    *,
    cwd: str,
    environment: Mapping[str, str],
    timeout: float,
) -> subprocess.CompletedProcess[bytes]:
    """Run a command, as `subprocess.run` does; its output is a pipe. It is ended when its time is up."""
    with tempfile.TemporaryFile() as typed:
        typed.write(data)
        typed.seek(0)
        (out, their_out), (err, their_err) = os.pipe(), os.pipe()
        with open(their_out, "wb"), open(their_err, "wb"):  # noqa: PTH123  open files
            streams = (typed.fileno(), their_out, their_err)
            started = start(arguments, streams, cwd=cwd, environment=environment)
    watching = threading.Timer(timeout, os.kill, (started.process, signal.SIGKILL))
    watching.start()
    pieces: list[bytes] = []
    with open(err, "rb") as errors, open(out, "rb") as answer:  # noqa: PTH123  open files
        reading = threading.Thread(target=lambda: pieces.append(errors.read()))
        reading.start()
        stdout = answer.read()
        reading.join()
    code = started.wait(timeout)
    watching.cancel()
    return subprocess.CompletedProcess(list(arguments), code, stdout, pieces[0])


def _number(stream: socket.socket) -> int:
    return int(_NUMBER.unpack(_exactly(stream, _NUMBER.size))[0])


def _exactly(stream: socket.socket, size: int) -> bytes:
    found = b""
    while len(found) < size:
        piece = stream.recv(size - len(found))
        if not piece:
            raise EOFError
        found += piece
    return found


class _Request(NamedTuple):
    arguments: list[str]
    folder: str
    variables: dict[str, str]
    session: bool
    descriptors: list[int]


def _serve(asked: socket.socket, shells: socket.socket) -> _Request | None:
    """Fork a process for each request, and tell when it has ended; return, in each of them, what it shall be."""
    for name in _IMPORTED:
        importlib.import_module(name)
    gc.freeze()  # no process looks through what all of them share
    woken, waking = socket.socketpair()
    waking.setblocking(False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(waking.fileno())
    running: dict[int, int] = {}
    # A forked process leaves this block too, and with it all that is open here and not its own.
    with asked, woken, waking, shells, selectors.DefaultSelector() as selector:
        selector.register(asked, selectors.EVENT_READ)
        selector.register(woken, selectors.EVENT_READ)
        selector.register(shells, selectors.EVENT_READ)
        while True:
            for key, _ in selector.select():
                if key.fileobj is woken:
                    woken.recv(4096)
                    _tell_the_ended(running)
                    continue
                request = _next_of_a_shell(shells) if key.fileobj is shells else _next(asked)
                if request is None:
                    return None
                pid = os.fork()
                if pid == 0:
                    signal.set_wakeup_fd(-1)
                    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                    for told in running.values():
                        os.close(told)
                    return request
                *streams, told = request.descriptors
                os.write(told, _NUMBER.pack(pid))
                running[pid] = told
                for descriptor in streams:
                    os.close(descriptor)


def _next(asked: socket.socket) -> _Request | None:
    """Return the next request, if there will be one."""
    size, descriptors, _, _ = socket.recv_fds(asked, 8, 4)
    if not size:
        return None
    arguments, folder, variables, session = json.loads(_exactly(asked, struct.unpack("Q", size)[0]))
    return _Request(arguments, folder, variables, session, descriptors)


def _next_of_a_shell(shells: socket.socket) -> _Request | None:
    """Return the request of a program that has connected; it is told on the same connection."""
    asking, _ = shells.accept()
    request = _next(asking)
    return request and request._replace(descriptors=[*request.descriptors, asking.detach()])


def _tell_the_ended(running: dict[int, int]) -> None:
    while running:
        pid, status = os.waitpid(-1, os.WNOHANG)
        if not pid:
            return
        told = running.pop(pid)
        with contextlib.suppress(BrokenPipeError):  # nobody waits for it any more
            os.write(told, _NUMBER.pack(os.waitstatus_to_exitcode(status)))
        os.close(told)


def _become(request: _Request) -> int:
    """Be the command, and return its exit code."""
    if request.session:
        os.setsid()
    for number, descriptor in enumerate(request.descriptors[:3]):
        os.dup2(descriptor, number)
    for descriptor in request.descriptors:
        os.close(descriptor)
    os.chdir(request.folder)
    os.environ.clear()
    os.environ.update(request.variables)
    sys.argv = ["kzsearch", *request.arguments]
    sys.stdin = sys.__stdin__ = _stream(0, "r", sys.stdin)  # type: ignore[misc]
    sys.stdout = sys.__stdout__ = _stream(1, "w", sys.stdout)  # type: ignore[misc]
    sys.stderr = sys.__stderr__ = _stream(2, "w", sys.stderr)  # type: ignore[misc]
    from kzsearch.cli import main

    return main()


def _stream(number: int, mode: Literal["r", "w"], like: TextIO) -> TextIOWrapper:
    """Return a standard stream as Python makes it at a start."""
    made = open(  # noqa: SIM115  open to the end
        number, mode, encoding=like.encoding, errors=like.errors, newline="\n", closefd=False
    )
    if number == 2:  # standard error
        made.reconfigure(line_buffering=True)
    return made


def _main() -> int:
    request = _serve(*(socket.socket(fileno=int(number)) for number in sys.argv[1:]))
    return 0 if request is None else _become(request)


if __name__ == "__main__":
    sys.exit(_main())
