"""Where the program meets the shell: streams, errors, exit codes.

Exit codes are those of grep: 0 something found, 1 nothing found, 2 an error.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from kzsearch.errors import KzsearchError

FOUND = 0
NOT_FOUND = 1
ERROR = 2
_INTERRUPTED = 130  # 128 + SIGINT, as shells have it
_OBJECTS_UNTIL_COLLECTION = 50_000


class _ReaderGoneError(Exception):
    """Whoever read standard output has closed it. Typer turns a BrokenPipeError into exit code 1."""


def main() -> int:
    """Run the command line.

    Returns:
        The exit code.
    """
    # Imports make many objects and no garbage; to look for some after every 700 takes a tenth of a cold query.
    gc.set_threshold(_OBJECTS_UNTIL_COLLECTION)
    try:
        return _main()
    finally:
        gc.freeze()  # nor is there a point in looking through everything once more as the process ends


def _main() -> int:
    try:
        _prepare_streams()
        code = _run()
        if sys.stdout is not None:
            sys.stdout.flush()
    except (BrokenPipeError, _ReaderGoneError):
        _drop_output()
        return FOUND
    except OSError as error:
        # A stream's error names no file.
        _drop_output()
        reason = error.strerror or str(error)
        if error.filename is not None:
            return fail(f"{error.filename}: {reason}", "see that it is there and that you may use it")
        return fail(f"cannot write the answer: {reason}", "see that standard output is open and has room")
    return code


def _run() -> int:
    import typer

    from kzsearch.cli.app import app

    try:
        result = app(prog_name="kzsearch", standalone_mode=False)
    except KzsearchError as error:
        return fail(error.message, error.hint)
    except (typer.Abort, KeyboardInterrupt):
        return _INTERRUPTED
    except MemoryError:
        return fail("there is not enough memory", "search fewer reports, or on a larger machine")
    except (OSError, _ReaderGoneError):
        raise
    except Exception as error:
        # What Typer raises of wrong usage is told by what it can do: its class has moved between releases.
        usage = getattr(error, "format_message", None)
        if usage is not None:
            context = getattr(error, "ctx", None)
            return fail(usage(), f"see {context.command_path if context else 'kzsearch'} --help")
        if os.environ.get("KZSEARCH_DEBUG"):
            raise
        what = f"{type(error).__name__}: {error}"
        return fail(
            f"a fault in kzsearch: {what}", "please report it; KZSEARCH_DEBUG=1 shows where it happened"
        )
    return result if isinstance(result, int) else FOUND


def _prepare_streams() -> None:
    if sys.stdout is None:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123  stays open to the end
        raise OSError("standard output is closed")
    # A pipe carries UTF-8 whatever the locale is; a terminal shows what it can.
    if sys.stdout.isatty():
        sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]
    else:
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    if sys.stderr is not None:
        sys.stderr.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]


def fail(message: str, hint: str) -> int:
    """Tell an error on standard error.

    Returns:
        The exit code for it.
    """
    tell(f"kzsearch: error: {one_line(message)}")
    tell(f"hint: {one_line(hint)}")
    return ERROR


def tell(line: str) -> None:
    """Print a line on standard error."""
    if sys.stderr is not None:
        print(line, file=sys.stderr)  # noqa: T201


def note(line: str) -> None:
    """Print a note on standard error."""
    tell(f"note: {one_line(line)}")


def one_line(text: str) -> str:
    """Return text with control characters made visible, so that it takes one line and moves no cursor."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)


def write(pieces: Iterable[str]) -> None:
    """Print pieces on standard output, each as soon as it is there."""
    for piece in pieces:
        with _to_reader():
            sys.stdout.write(piece)
            sys.stdout.flush()


def write_before(pieces: Iterable[str]) -> None:
    """Print pieces of which something is done next, which is done whether they are read to the end or not."""
    try:
        write(pieces)
    except _ReaderGoneError:
        _drop_output()


def write_bytes(data: bytes) -> None:
    """Put bytes on standard output as they are."""
    with _to_reader():
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()


def _drop_output() -> None:
    """Let what is still printed go nowhere: Python flushes standard output once more as it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


@contextmanager
def _to_reader() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise _ReaderGoneError from None
