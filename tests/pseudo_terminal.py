"""A terminal of a test's own: what the command prints on it, and what it is told by it."""

from __future__ import annotations

import os
import pty
import struct
import subprocess
import termios
import time
from fcntl import ioctl
from typing import TYPE_CHECKING, NamedTuple

from tests import forked
from tests.conftest import COMMAND, ROOT, environment

if TYPE_CHECKING:
    from collections.abc import Callable

# What would change colour, width or pager; a test sets those that it is about.
_OWN = (
    "COLUMNS LINES PAGER LESS LV NO_COLOR FORCE_COLOR FORCE_HYPERLINK TERM_PROGRAM VTE_VERSION WT_SESSION "
    "KITTY_WINDOW_ID WEZTERM_PANE DOMTERM VISUAL EDITOR"
).split()


class Shown(NamedTuple):
    """What a command printed on its terminal, and its exit code."""

    code: int
    text: str


def own_environment(**changes: str) -> dict[str, str]:
    """Return an environment without the user's wishes on colour, width, pager and editor."""
    kept = {name: value for name, value in environment().items() if name not in _OWN}
    return {**kept, "TERM": "xterm-256color", **changes}


def on_terminal(
    *arguments: str | os.PathLike[str], columns: int = 100, rows: int = 40, keys: str = "", **changes: str
) -> Shown:
    """Run the command on a terminal of its own.

    Args:
        arguments: Of the command.
        columns: Cells of a line.
        rows: Lines.
        keys: What is typed as soon as something is shown.
        changes: Variables of the environment.
    """
    ours, theirs = pty.openpty()
    ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    wait = _started([*map(str, arguments)], theirs, own_environment(**changes))
    os.close(theirs)
    pieces: list[bytes] = []
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        try:
            piece = os.read(ours, 65536)
        except OSError:  # the other end is closed: the command has ended
            break
        if not piece:
            break
        if keys and not pieces:
            os.write(ours, keys.encode())
        pieces.append(piece)
    os.close(ours)
    text = b"".join(pieces).decode("utf-8").replace("\r\n", "\n")
    return Shown(wait(120), text)


def _started(arguments: list[str], terminal: int, variables: dict[str, str]) -> Callable[[float], int]:
    """Start the command, and return what waits for its exit code."""
    if forked.AVAILABLE:
        streams = (terminal, terminal, terminal)
        return forked.start(arguments, streams, cwd=str(ROOT), environment=variables, session=True).wait
    process = subprocess.Popen(
        [COMMAND, *arguments],
        stdin=terminal,
        stdout=terminal,
        stderr=terminal,
        env=variables,
        cwd=ROOT,
        start_new_session=True,
    )
    return process.wait
