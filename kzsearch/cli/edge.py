"""Where the program meets the shell: streams, errors, exit codes.

Exit codes are those of grep: 0 something found, 1 nothing found, 2 an error.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable

from kzsearch.errors import KzsearchError

FOUND = 0
NOT_FOUND = 1
ERROR = 2
_INTERRUPTED = 130  # 128 + SIGINT, as shells have it


def main() -> int:
    """Run the command line.

    Returns:
        The exit code.
    """
    try:
        _prepare_streams()
        code = _run()
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read our output has had enough. Python flushes standard output once more as it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return FOUND
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return fail(f"cannot write the answer: {error.strerror or error}", "see that its disk or device has room")
    return code


def _run() -> int:
    import typer

    from kzsearch.cli.app import app

    try:
        result = app(prog_name="kzsearch", standalone_mode=False)
    except KzsearchError as error:
        return fail(error.message, error.hint)
    except typer.BadParameter as error:
        return fail(error.format_message(), "see kzsearch --help")
    except typer.TyperException as error:
        message = error.format_message() if hasattr(error, "format_message") else str(error)
        return fail(message, "see kzsearch --help")
    except (typer.Abort, KeyboardInterrupt):
        return _INTERRUPTED
    except MemoryError:
        return fail("there is not enough memory", "search fewer reports, or on a larger machine")
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
        sys.stdout.write(piece)
        sys.stdout.flush()
