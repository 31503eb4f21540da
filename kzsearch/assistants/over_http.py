"""The tools over HTTP (streamable HTTP), as a part of the server.

Each question is a request of its own: there are no sessions to keep, to fill up or to lose in a restart. The SDK takes
a second to import, so that the first question starts it; a server that no assistant asks does not pay for it.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Final

import anyio
import anyio.to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse

from kzsearch.assistants.addresses import Addresses

if TYPE_CHECKING:
    from anyio.abc import TaskGroup, TaskStatus
    from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
    from starlette.types import Receive, Scope, Send

    from kzsearch.assistants.server import Work

PATH: Final = "/mcp"
LARGEST_BODY: Final = 256 * 1024
"""Bytes of a question: the longest quote and the longest query are a fraction of it."""
_NO_POST: Final = {
    "jsonrpc": "2.0",
    "id": None,
    "error": {
        "code": -32600,
        "message": "error: assistants ask at this address, by POST\nhint: docs/assistants.md says how to set one up",
    },
}


class OverHttp:
    """Answers assistants at one address. The server around it checks who may ask.

    Args:
        work: Answers from the index.
        tell: Is given each error that assistants are not told of.
    """

    def __init__(self, work: Work, tell: Callable[[Exception], None]) -> None:
        self._work = work
        self._tell = tell
        self._lock = asyncio.Lock()
        self._group: TaskGroup | None = None
        self._started: StreamableHTTPSessionManager | None = None

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Answer within this block: the life of the server."""
        async with anyio.create_task_group() as group:
            self._group = group
            try:
                yield
            finally:
                self._group = None
                group.cancel_scope.cancel()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["method"] != "POST":
            # The server never speaks first, and ends no sessions: both would be asked for by other methods.
            await JSONResponse(_NO_POST, status_code=405, headers={"Allow": "POST"})(scope, receive, send)
            return
        manager = await self._manager()
        await manager.handle_request(scope, receive, send)

    async def _manager(self) -> StreamableHTTPSessionManager:
        async with self._lock:
            if self._started is None:
                if self._group is None:
                    raise RuntimeError("the server has not started, or has ended")
                manager = await anyio.to_thread.run_sync(self._made)
                await self._group.start(_run, manager)
                self._started = manager
            return self._started

    def _made(self) -> StreamableHTTPSessionManager:
        from mcp.server.streamable_http_manager import StreamableHTTPSessionManager

        from kzsearch.assistants.server import Assistants

        assistants = Assistants(
            self._work, lambda context: addresses_of(context.request), nearby=False, tell=self._tell
        )
        return StreamableHTTPSessionManager(
            assistants.server(), json_response=True, stateless=True, max_request_body_size=LARGEST_BODY
        )


def addresses_of(request: object) -> Addresses:
    """Return what makes addresses of the server that a request was sent to, by the name that it was called."""
    if not isinstance(request, Request):
        return Addresses()
    url = request.url
    host = f"[{url.hostname}]" if url.hostname and ":" in url.hostname else url.hostname
    return Addresses(f"{url.scheme}://{host}{f':{url.port}' if url.port else ''}" if host else "")


async def _run(manager: StreamableHTTPSessionManager, *, task_status: TaskStatus[None]) -> None:
    async with manager.run():
        task_status.started()
        await anyio.sleep_forever()
