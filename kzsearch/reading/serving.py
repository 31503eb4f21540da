"""The other end of `bounded`: the process that reads one file after another."""

from __future__ import annotations

import json
import os
import signal
import sys
from typing import TYPE_CHECKING, Any, BinaryIO

from kzsearch.errors import KzsearchError
from kzsearch.reading import wire
from kzsearch.reading.bounded import LENGTH_BYTES, MEMORY, SAVE_AS_TEXT, Known, fault
from kzsearch.reading.one_file import reports_in
from kzsearch.reading.parsing import parse
from kzsearch.reading.table import Row
from kzsearch.types import Country

if TYPE_CHECKING:
    from collections.abc import Callable

_SECONDS_TO_ANSWER = 5


def serve() -> None:
    """Read requests from standard input and answer each on standard output, until there are no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for kzsearch itself, which then ends this too
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no answer
    _bound_memory()
    while True:
        length = sys.stdin.buffer.read(LENGTH_BYTES)
        if len(length) < LENGTH_BYTES:
            return
        request = json.loads(sys.stdin.buffer.read(int.from_bytes(length, "big")))
        data = sys.stdin.buffer.read(request["size"])
        _bound_time(request["seconds"])
        _write(answers, answer(request, data))


def answer(request: dict[str, Any], data: bytes) -> dict[str, Any]:
    """Return what is read from a file's bytes, or the error that they give, as plain values."""
    name = request["name"]
    try:
        if request["known"] is None:
            return wire.from_sources([parse(data, name)])
        reports, problems = reports_in(data, name, _known(request["known"]))
        return {**wire.from_reports(reports), "problems": [_told(problem) for problem in problems]}
    except KzsearchError as error:
        return {"error": _told(error)}
    except MemoryError:
        return {
            "error": [
                "ReportError",
                f"{name} takes more than {MEMORY / 1e9:.0f} GB of memory to read.",
                SAVE_AS_TEXT,
            ]
        }
    except Exception as error:  # noqa: BLE001  one file's fault must not keep the others from being read
        return {"error": _told(fault(name, error))}


def _told(error: KzsearchError) -> list[str]:
    return [type(error).__name__, error.message, error.hint]


def _known(fields: dict[str, Any]) -> Known:
    row = fields["row"]
    if row is not None:
        row = Row(**{**row, "country": row["country"] and Country(**row["country"])})
    return Known(row, fields["stated"], fields["table"])


def _write(answers: BinaryIO, answer: dict[str, Any]) -> None:
    content = json.dumps(answer).encode("ascii")
    answers.write(len(content).to_bytes(LENGTH_BYTES, "big") + content)
    answers.flush()


def _limits() -> Callable[[str, int], None] | None:
    """Return what lowers a limit of this process; None where the system has none, as Windows."""
    try:
        import resource
    except ImportError:
        return None

    def lower(name: str, limit: int) -> None:
        which = getattr(resource, name)
        hard = resource.getrlimit(which)[1]
        resource.setrlimit(which, (limit if hard == resource.RLIM_INFINITY else min(limit, hard), hard))

    return lower


def _bound_memory() -> None:
    if lower := _limits():
        lower("RLIMIT_AS", MEMORY)


def _bound_time(seconds: float) -> None:
    """Have the system end this process if kzsearch, which would, has been ended itself."""
    if lower := _limits():
        import time

        lower("RLIMIT_CPU", int(time.process_time() + seconds) + _SECONDS_TO_ANSWER)
