"""A progress bar on a terminal; nothing in a pipe."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@contextmanager
def progress(after: float = 0.0) -> Iterator[Callable[[str, int, int], None]]:
    """Give a callback that is told what is being done, how much of it is done, and how much there is.

    Args:
        after: Seconds until the bar is shown; short work needs no bar.
    """
    if sys.stderr is None or not sys.stderr.isatty():
        yield lambda _what, _done, _all: None
        return
    from threading import Timer

    from rich.console import Console
    from rich.progress import Progress

    bar = Progress(console=Console(stderr=True), transient=True)
    task = bar.add_task("reading", total=None)
    shown = Timer(after, bar.start)
    shown.daemon = True
    shown.start()
    try:
        yield lambda what, done, everything: bar.update(
            task, description=what, completed=done, total=everything or None
        )
    finally:
        shown.cancel()
        shown.join()
        bar.stop()
