"""The other end of `sandbox`: the process that reads one file after another."""

from __future__ import annotations

import os
import re
import signal
import sys
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from kzsearch.errors import KzsearchError, ReportError
from kzsearch.reading import sandbox
from kzsearch.reading.files.parsing import parse
from kzsearch.reading.one_file import reports_in
from kzsearch.reading.sandbox import LENGTH_BYTES, SAVE_AS_TEXT, fault
from kzsearch.reading.wire import Answer, Request, Told, decode, encode

try:
    import resource
except ImportError:  # pragma: no cover  Windows, which has no such bounds
    resource = None  # type: ignore[assignment]

_LARGE_SHARE = 0.4


def serve() -> None:
    """Read requests from standard input and answer each on standard output, until there are no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for kzsearch itself, which then ends this too
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no answer
    _bound_memory()
    _end_with(int(sys.argv[1]))
    while True:
        length = sys.stdin.buffer.read(LENGTH_BYTES)
        if len(length) < LENGTH_BYTES:
            return
        request = decode(sys.stdin.buffer.read(int.from_bytes(length, "big")), Request)
        data = sys.stdin.buffer.read(request.size)
        _bound_time(request.seconds)
        said = answer(request, data)
        # The next file must have all the memory that it may take: after a large file this process ends.
        last = _is_large()
        _write(answers, replace(said, last=last))
        if last:
            return


def answer(request: Request, data: bytes) -> Answer:
    """Return what is read from a file's bytes, or the error that they give."""
    name = request.name
    try:
        if request.known is None:
            return Answer.of_source(parse(data, name))
        return Answer.of_reports(*reports_in(data, name, request.known))
    except MemoryError:
        return Answer(error=Told.of(_too_much_memory(name)))
    except KzsearchError as error:
        # Libraries written in C report a lack of memory as any other error.
        starved = error.__cause__ is not None and _is_large()
        return Answer(error=Told.of(_too_much_memory(name) if starved else error))
    except Exception as error:  # noqa: BLE001  one file's fault must not keep the others from being read
        return Answer(error=Told.of(fault(name, error)))


def _too_much_memory(name: str) -> KzsearchError:
    return ReportError(
        f"{name} takes more than {sandbox.MEMORY / 1e9:.1f} GB of memory to read.", SAVE_AS_TEXT
    )


def _write(answers: BinaryIO, answer: Answer) -> None:
    content = encode(answer)
    answers.write(len(content).to_bytes(LENGTH_BYTES, "big") + content)
    answers.flush()


def _bound_memory() -> None:
    if resource is not None:
        _lower(resource.RLIMIT_AS, sandbox.MEMORY)


def _bound_time(seconds: float) -> None:
    """Have the system end this process once it has worked so long."""
    if sandbox.counts_work():
        signal.setitimer(signal.ITIMER_PROF, seconds)


def _end_with(parent: int) -> None:
    """End this process, in the middle of a file too, within some seconds after kzsearch has been killed."""

    def look(*_: object) -> None:
        if os.getppid() != parent:
            os._exit(1)

    if sandbox.counts_work():
        signal.signal(signal.SIGALRM, look)
        signal.setitimer(signal.ITIMER_REAL, 1, 1)


def _lower(which: int, limit: int) -> None:
    hard = resource.getrlimit(which)[1]
    resource.setrlimit(which, (limit if hard == resource.RLIM_INFINITY else min(limit, hard), hard))


def _is_large() -> bool:
    """Whether this process has ever had a large part of the memory that it may have, as far as Linux tells.

    Not `getrusage`, whose peak begins with that of the process which started this one.
    """
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
    except OSError:
        return False
    peak = re.search(r"VmHWM:\s+(\d+) kB", status)
    return peak is not None and int(peak[1]) * 1024 > sandbox.MEMORY * _LARGE_SHARE
