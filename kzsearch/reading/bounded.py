"""Parsing in a process of its own, so that no file can take the machine's time or memory.

The process lives as long as kzsearch does and reads one file after another. A file that takes too long, or more
than `MEMORY`, or that brings the parser down, ends it: the file is refused, and the next one gets
a new process.
"""

from __future__ import annotations

import atexit
import contextlib
import functools
import json
import os
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from kzsearch.errors import ReportError
from kzsearch.types import Block, BlockKind, Source, Span

if TYPE_CHECKING:
    import subprocess

    from kzsearch.reading.content import Format

SECONDS: Final = 60
SECONDS_PER_MB: Final = 10
MOST_SECONDS: Final = 300
"""Longest that a file may take: more where it is large, as a whole annual report takes a minute."""

MEMORY: Final = 2 * 1024**3
"""Address space of the process in bytes, where the system can bound it."""

LENGTH_BYTES: Final = 8
_START: Final = "from kzsearch.reading.parsing import serve; serve()"
_SAVE_AS_TEXT: Final = "Save the file again, or put the report's text into a .txt file."


def read(form: Format, data: bytes, name: str) -> Source:
    """Return a file as a source, parsed in bounded time and memory.

    Args:
        form: Its format.
        data: Its bytes.
        name: What messages and citations call it.

    Raises:
        ReportError: It cannot be read within the bounds, or at all.
    """
    answer = _parser().ask(form, data, name)
    if answer is None:
        raise ReportError(
            f"{name} cannot be read: it brings the parser of {form.plural} down.", _SAVE_AS_TEXT
        )
    if "error" in answer:
        raise ReportError(answer["error"], answer["hint"])
    return _source(answer)


def _source(fields: dict[str, Any]) -> Source:
    """Return the source that the parsing process wrote down."""
    return Source(
        path=fields["path"],
        sha256=fields["sha256"],
        encoding=fields["encoding"],
        bom_bytes=fields["bom_bytes"],
        text=fields["text"],
        body=Span(*fields["body"]),
        header=fields["header"],
        blocks=tuple(Block(BlockKind(kind), Span(*span)) for kind, span in fields["blocks"]),
        page_starts=tuple(fields["page_starts"]),
        extracted=fields["extracted"],
        notes=tuple(fields["notes"]),
    )


@functools.cache
def _parser() -> _Parser:
    return _Parser()


class _Parser:
    """The process, started when it is first needed and again when it has died."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        atexit.register(self.stop)

    def ask(self, form: Format, data: bytes, name: str) -> dict[str, Any] | None:
        """Return what the process says of a file; None where it died over it."""
        with self._lock:
            process = self._running()
            late = threading.Event()

            def end() -> None:
                late.set()
                process.kill()

            allowed = min(MOST_SECONDS, SECONDS + SECONDS_PER_MB * len(data) / 1e6)
            timer = threading.Timer(allowed, end)
            timer.daemon = True
            timer.start()
            try:
                answer = _exchange(process, json.dumps([form.value, name, len(data)]).encode(), data)
            except OSError:
                answer = None
            finally:
                timer.cancel()
            if answer is None:
                self.stop()
                if late.is_set():
                    return {
                        "error": f"{name} takes more than {allowed:.0f} s to read.",
                        "hint": _SAVE_AS_TEXT,
                    }
            return answer

    def _running(self) -> subprocess.Popen[bytes]:
        import subprocess

        if self._process is None or self._process.poll() is not None:
            self.stop()
            package = Path(__file__).parent.parent.parent
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-c", _START],
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


def _exchange(process: subprocess.Popen[bytes], request: bytes, data: bytes) -> dict[str, Any] | None:
    if process.stdin is None or process.stdout is None:
        return None
    process.stdin.write(len(request).to_bytes(LENGTH_BYTES, "big") + request)
    process.stdin.write(data)
    process.stdin.flush()
    length = process.stdout.read(LENGTH_BYTES)
    content = process.stdout.read(int.from_bytes(length, "big")) if len(length) == LENGTH_BYTES else b""
    if not content:
        return None
    answer: dict[str, Any] = json.loads(content)
    return answer
