"""The server: a socket, the application, and an end that leaves no request unanswered."""

from __future__ import annotations

import asyncio
import errno
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import uvicorn
from uvicorn.server import HANDLED_SIGNALS

from kzsearch.errors import QueryError
from kzsearch.web.app import application
from kzsearch.web.protocol import PatientProtocol
from kzsearch.web.security import LARGEST_HEADERS

if TYPE_CHECKING:
    from kzsearch.serving.live import LiveIndex
    from kzsearch.web.settings import ServerSettings

_WAITING_CONNECTIONS = 512
_SECONDS_BETWEEN = 0.1
_SECONDS_TO_END = 30  # for the requests that are being answered


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens at an address.

    Args:
        host: A name or an address.
        port: The port; 0 for any that is free.

    Raises:
        QueryError: The port is in use, or the address is none of this machine's.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
    except (socket.gaierror, UnicodeError) as error:
        reason = error.strerror if isinstance(error, socket.gaierror) else "it is no name"
        raise QueryError(
            f"there is no host {host!r}: {reason}", "--host takes an address of this machine"
        ) from None
    bound = socket.socket(family, kind, protocol)
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind(address)
        bound.listen(_WAITING_CONNECTIONS)
    except OSError as error:
        bound.close()
        raise _cannot_listen(host, port, error) from None
    return bound


def address_of(bound: socket.socket) -> str:
    """Return the address that a browser opens."""
    host, port = bound.getsockname()[:2]
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)  # noqa: S104
    return f"http://{shown}:{port}/"


def run(
    live: LiveIndex, settings: ServerSettings, bound: socket.socket, listening: Callable[[], None]
) -> None:
    """Serve until the process is told to end; requests that are being answered then are answered.

    Args:
        live: The index.
        settings: How the server is set up.
        bound: A socket that listens.
        listening: Called once requests are answered.
    """
    config = uvicorn.Config(
        application(live, settings),
        http=PatientProtocol,
        ws="none",
        loop="asyncio",
        lifespan="on",
        log_config=None,
        log_level="critical",
        access_log=False,
        proxy_headers=False,
        server_header=False,
        backlog=_WAITING_CONNECTIONS,
        timeout_graceful_shutdown=_SECONDS_TO_END,
        h11_max_incomplete_event_size=LARGEST_HEADERS,
    )
    _Server(config, listening).run([bound])


class _Server(uvicorn.Server):
    """Uvicorn's server, which ends by itself where it is told to: Uvicorn would raise the signal again."""

    def __init__(self, config: uvicorn.Config, listening: Callable[[], None]) -> None:
        super().__init__(config)
        self._listening = listening

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._listening()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        dismissing = asyncio.create_task(self._dismiss())
        try:
            await super().shutdown(sockets)
        finally:
            dismissing.cancel()

    async def _dismiss(self) -> None:
        """Close connections without a request, also those that were on their way when the end came."""
        while True:
            for connection in list(self.server_state.connections):
                if isinstance(connection, PatientProtocol):
                    connection.dismiss()
            await asyncio.sleep(_SECONDS_BETWEEN)

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = {number: signal.signal(number, self.handle_exit) for number in HANDLED_SIGNALS}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


def _cannot_listen(host: str, port: int, error: OSError) -> QueryError:
    if error.errno == errno.EADDRINUSE:
        return QueryError(
            f"port {port} is in use", "name another: kzsearch serve --port 8378; 0 is any that is free"
        )
    if error.errno == errno.EACCES:
        return QueryError(
            f"port {port} needs the rights of root", "name one above 1023: kzsearch serve --port 8377"
        )
    return QueryError(f"cannot listen at {host}: {error.strerror}", "--host takes an address of this machine")
