"""A pager for an answer that is longer than the screen, as git has it.

The pager is PAGER, else less; none where PAGER is empty or `cat`. Where LESS is not set it is `FRX`: quit if all fits,
show colours, leave the text on the screen.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from kzsearch.cli.streams import note, write

_DEFAULT = "less"
_DEFAULTS = {"LESS": "FRX", "LV": "-c"}
_NOT_FOUND = (126, 127)  # a shell's exit codes for a command that it cannot run
_INTERRUPTED = (-signal.SIGINT, 128 + signal.SIGINT)
_ESCAPES = re.compile(r"\x1b\[[0-9;]*m|\x1b\]8;[^\x1b]*\x1b\\")
_LINKS = re.compile(r"\x1b\]8;[^\x1b]*\x1b\\")
_SHELL = re.compile(r"[|&;<>()$`\\\"'\t*?\[#~=%]")  # what git, too, leaves to a shell


def write_paged(pieces: Iterable[str], *, allowed: bool = True) -> None:
    """Print pieces on standard output, through a pager where they are longer than the screen.

    Args:
        pieces: What to print.
        allowed: Whether there may be a pager.
    """
    command = _pager() if allowed and sys.stdout.isatty() else None
    if command is None:
        write(pieces)
        return
    text = "".join(pieces)
    if not _is_long(text) or not _shown(command, text):
        write([text])


@contextmanager
def interrupts_left_to_child() -> Iterator[None]:
    """Let Ctrl-C reach only the program that is on the terminal."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _pager() -> str | None:
    """Return the command of the pager, or None for none."""
    pager = os.environ.get("PAGER")
    if pager is None:
        usable = shutil.which(_DEFAULT) and os.environ.get("TERM") != "dumb"
        return _DEFAULT if usable else None
    return pager if pager.strip() not in ("", "cat") else None


def _is_long(text: str) -> bool:
    """Whether a text and the prompt after it take more lines than the terminal has."""
    from kzsearch.render.cells import cells

    width, height = shutil.get_terminal_size()
    lines = (_ESCAPES.sub("", line) for line in text.splitlines())
    return sum(max(1, -(-cells(line) // width)) for line in lines) >= height


def _shown(command: str, text: str) -> bool:
    """Show a text in a pager, and return whether the pager did so; a note tells where it did not."""
    import shlex

    # Not every version of less shows links.
    shown = text if os.environ.get("FORCE_HYPERLINK") else _LINKS.sub("", text)
    words = ["sh", "-c", command] if _SHELL.search(command) else shlex.split(command)
    sys.stdout.flush()
    try:
        process = subprocess.Popen(words, stdin=subprocess.PIPE, env=_DEFAULTS | os.environ)
    except OSError as error:
        note(f"the pager {command} cannot be run ({error.strerror}); PAGER names another, --no-pager none")
        return False
    with interrupts_left_to_child():
        process.communicate(shown.encode(sys.stdout.encoding, "replace"))
    if process.returncode in _NOT_FOUND:
        note(f"the pager {command} cannot be run; PAGER names another, --no-pager none")
    elif process.returncode in _INTERRUPTED:
        raise KeyboardInterrupt
    elif process.returncode:
        note(f"the pager {command} ended with exit code {process.returncode}; --no-pager does without")
    return process.returncode == 0
