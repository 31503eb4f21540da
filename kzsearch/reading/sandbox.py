"""Reading files in a process of its own, so that no file can take the machine's time or memory.

The process lives as long as kzsearch does and reads one file after another: unpacking, decoding, parsing,
dividing by country and gathering facts all happen there. A file that takes too long, or more than `MEMORY`, or
that brings a parser down, ends it: the file is refused, and the next one gets a new process.
"""

from __future__ import annotations

import atexit
import contextlib
import functools
import os
import signal
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kzsearch.errors import KzsearchError, ReportError
from kzsearch.reading.wire import Answer, Known, Request, Told, decode, encode

if TYPE_CHECKING:
    import subprocess

    from kzsearch.types import Report, Source

SECONDS: Final = 30
"""Longest work on a file: not the clock counts, as the machine's other work must not decide what is in an index."""

PATIENCE: Final = 4
"""How many times as long a file may take by the clock, where the machine is busy with other things."""

PDF_SECONDS_PER_MB: Final = 5
MOST_SECONDS: Final = 180
"""A large PDF may take longer, as a whole annual report takes a minute."""

MEMORY: Final = 10**9
"""Address space of the process in bytes, where the system can bound it."""

LENGTH_BYTES: Final = 8
SAVE_AS_TEXT: Final = "Save the file again, or put the report's text into a .txt file."
_START: Final = "from kzsearch.reading.worker import serve; serve()"


def read_source(data: bytes, name: str) -> Source:
    """Return a file as a source, read in bounded time and memory.

    Args:
        data: The file's bytes.
        name: Its path relative to the corpus folder, which messages and citations use.

    Raises:
        ReportError: It cannot be read within the bounds, or at all.
    """
    (source,) = _ask(data, name, None).whole_sources()
    return source


def read_reports(
    data: bytes, name: str, known: Known
) -> tuple[tuple[Report, ...], tuple[KzsearchError, ...]]:
    """Return the reports in a file and the errors of its other parts, read in bounded time and memory.

    Args:
        data: The file's bytes.
        name: Its path relative to the corpus folder, which messages and citations use.
        known: What is known of it already.

    Raises:
        ReportError: It cannot be read within the bounds, or there is no report in it.
    """
    answer = _ask(data, name, known)
    return answer.whole_reports(), tuple(told.error() for told in answer.problems)


def fault(name: str, error: Exception) -> ReportError:
    """Return what is told of a fault of kzsearch's own that came up over one file."""
    return ReportError(
        f"A fault in kzsearch keeps {name} from being read: {type(error).__name__}: {error}",
        "Please report it, with the file if you can.",
    )


def _ask(data: bytes, name: str, known: Known | None) -> Answer:
    answer = _process().ask(data, name, known)
    if answer is None:
        raise ReportError(f"{name} cannot be read: it brings its parser down.", SAVE_AS_TEXT)
    if answer.error:
        raise answer.error.error()
    return answer


def _seconds(data: bytes) -> float:
    """Return how long a file may take."""
    more = PDF_SECONDS_PER_MB * len(data) / 1e6 if data.startswith(b"%PDF-") else 0
    return min(MOST_SECONDS, SECONDS + more)


@functools.cache
def _process() -> _Process:
    return _Process()


class _Process:
    """The process, started when it is first needed and again when it has died."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        atexit.register(self.stop)

    def ask(self, data: bytes, name: str, known: Known | None) -> Answer | None:
        """Return the answer for a file; None where the process died over it."""
        with self._lock:
            process = self._running()
            late = threading.Event()

            def end() -> None:
                late.set()
                process.kill()

            seconds = _seconds(data)
            request = Request(name, len(data), seconds, known)
            timer = threading.Timer(seconds * (PATIENCE if counts_work() else 1), end)
            timer.daemon = True
            timer.start()
            answer = None
            try:
                answer = _exchange(process, encode(request), data)
                if answer is None and _ended_by_its_clock(process):
                    late.set()
            except OSError:
                pass
            except ValueError as error:
                raise fault(name, error) from error
            finally:
                timer.cancel()
                # Also after an interrupt: an answer that came later would be taken for the next file's.
                if answer is None or answer.last:
                    self.stop()
            if answer is None and late.is_set():
                late_error = ReportError(f"{name} takes more than {seconds:.0f} s to read.", SAVE_AS_TEXT)
                return Answer(error=Told.of(late_error))
            return answer

    def _running(self) -> subprocess.Popen[bytes]:
        import subprocess

        if self._process is None or self._process.poll() is not None:
            self.stop()
            package = Path(__file__).parent.parent.parent
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-c", _START, str(os.getpid())],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": str(package), "PYTHONIOENCODING": "utf-8"},
            )
        return self._process

    def stop(self) -> None:
        """End the process, if there is one."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        for stream in (process.stdin, process.stdout):
            if stream:
                with contextlib.suppress(OSError):
                    stream.close()
        process.wait()


def counts_work() -> bool:
    """Whether the system can end a process by the time that it has worked."""
    return hasattr(signal, "setitimer")


def _ended_by_its_clock(process: subprocess.Popen[bytes]) -> bool:
    return counts_work() and process.wait() == -signal.SIGPROF


def _exchange(process: subprocess.Popen[bytes], request: bytes, data: bytes) -> Answer | None:
    if process.stdin is None or process.stdout is None:
        return None
    process.stdin.write(len(request).to_bytes(LENGTH_BYTES, "big") + request)
    process.stdin.write(data)
    process.stdin.flush()
    length = process.stdout.read(LENGTH_BYTES)
    size = int.from_bytes(length, "big") if len(length) == LENGTH_BYTES else 0
    content = process.stdout.read(size)
    if not size or len(content) < size:
        return None
    return decode(content, Answer)
