"""An application that is served by a real server in a thread, for tests and for the pictures of the pages."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.applications import Starlette

_SECONDS_TO_START = 60


@contextmanager
def served(app: Starlette) -> Iterator[str]:
    """Serve an application at a free port of this machine, and give its address."""
    import uvicorn

    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", ws="none"))
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            waited = time.monotonic() + _SECONDS_TO_START
            while not server.started and thread.is_alive() and time.monotonic() < waited:
                time.sleep(0.02)
            assert server.started, "the server did not start"
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()
