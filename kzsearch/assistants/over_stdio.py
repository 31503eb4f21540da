"""The tools over standard input and output, as an assistant on this machine starts them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from functools import partial
from typing import TYPE_CHECKING, TypeAlias, TypeVar

import anyio
import anyio.to_thread
from mcp.server.stdio import stdio_server
from mcp.shared.message import SessionMessage
from mcp_types import (
    INVALID_REQUEST,
    PARSE_ERROR,
    ErrorData,
    JSONRPCError,
    JSONRPCMessage,
    JSONRPCNotification,
    JSONRPCRequest,
    JSONRPCResponse,
)
from pydantic import ValidationError

from kzsearch.assistants.addresses import Addresses
from kzsearch.assistants.server import Assistants

if TYPE_CHECKING:
    from anyio.streams.memory import MemoryObjectReceiveStream, MemoryObjectSendStream
    from mcp.shared._stream_protocols import ReadStream, WriteStream

    from kzsearch.library import Index
    from kzsearch.serving.live import LiveIndex

_Answer = TypeVar("_Answer")
_Streams: TypeAlias = (
    "tuple[MemoryObjectReceiveStream[SessionMessage | Exception], MemoryObjectSendStream[SessionMessage]]"
)
_AT_ONCE = 8
_LAST_ANSWERS = 60  # seconds; assistants wait no longer for an answer


class Threads:
    """Answers from a live index, so many calls at once; others wait.

    Args:
        live: The index.
    """

    def __init__(self, live: LiveIndex) -> None:
        self._live = live
        self._limiter = anyio.CapacityLimiter(_AT_ONCE)

    async def run(self, ask: Callable[[Index, str], _Answer]) -> _Answer:
        """Return what a function makes of the index and the name of its generation."""
        return await anyio.to_thread.run_sync(partial(self._ask, ask), limiter=self._limiter)

    def _ask(self, ask: Callable[[Index, str], _Answer]) -> _Answer:
        with self._live.borrowed() as (index, generation):
            return ask(index, generation)


def serve(live: LiveIndex, addresses: Addresses, tell: Callable[[Exception], None]) -> None:
    """Answer over standard input and output until the input ends and what was asked is answered.

    Args:
        live: The index.
        addresses: Makes the addresses of answers.
        tell: Is given each error that is no fault of the assistant's.
    """
    try:
        anyio.run(_serve, live, addresses, tell)
    except* (BrokenPipeError, anyio.BrokenResourceError):
        pass  # the assistant is gone


async def _serve(live: LiveIndex, addresses: Addresses, tell: Callable[[Exception], None]) -> None:
    server = Assistants(Threads(live), lambda _: addresses, nearby=True, tell=tell).server()
    async with stdio_server() as (received, sent), _answered(received, sent) as (requests, answers):
        await server.run(requests, answers, server.create_initialization_options())


class _Waiting:
    """The requests that have not been answered."""

    def __init__(self) -> None:
        self._ids: set[str | int] = set()
        self._changed = anyio.Event()

    def came(self, message: JSONRPCMessage) -> None:
        """Count a message of the assistant's: one more request, or a request that it no longer waits for."""
        if isinstance(message, JSONRPCRequest):
            self._ids.add(message.id)
        elif isinstance(message, JSONRPCNotification) and message.method == "notifications/cancelled":
            self._done((message.params or {}).get("requestId"))

    def went(self, message: JSONRPCMessage) -> None:
        """Count an answer."""
        if isinstance(message, (JSONRPCResponse, JSONRPCError)):
            self._done(message.id)

    async def until_none(self) -> None:
        """Wait until every request is answered."""
        while self._ids:
            await self._changed.wait()

    def _done(self, name: object) -> None:
        if isinstance(name, (str, int)):
            self._ids.discard(name)
        self._changed.set()
        self._changed = anyio.Event()


@asynccontextmanager
async def _answered(
    received: ReadStream[SessionMessage | Exception], sent: WriteStream[SessionMessage]
) -> AsyncIterator[_Streams]:
    """Give streams to serve over: they end when the input has ended and all that was asked is answered.

    The SDK's own loop ends with the input and leaves its last questions unanswered, so that a file of questions, or a
    program that closes its end when it has asked, would get no answers.
    """
    waiting = _Waiting()
    to_server, requests = anyio.create_memory_object_stream[SessionMessage | Exception]()
    answers, from_server = anyio.create_memory_object_stream[SessionMessage]()

    async def bring() -> None:
        async with to_server:
            async for item in received:
                if isinstance(item, Exception):
                    for problem in _unreadable(item):
                        await sent.send(problem)
                    continue
                waiting.came(item.message)
                await to_server.send(item)
            with anyio.move_on_after(_LAST_ANSWERS):
                await waiting.until_none()

    async def take() -> None:
        async with sent:
            async for message in from_server:
                await sent.send(message)
                waiting.went(message.message)

    async with anyio.create_task_group() as group:
        group.start_soon(bring)
        group.start_soon(take)
        yield requests, answers


def _unreadable(error: Exception) -> Iterator[SessionMessage]:
    """Yield the answer to a line that is no message; the SDK would pass over it, and a blank line is nothing."""
    problem = error.errors(include_url=False)[0] if isinstance(error, ValidationError) else None
    is_json = problem is None or problem["type"] != "json_invalid"
    if problem is not None and not is_json and not str(problem["input"]).strip():
        return
    said = "this line is no request of JSON-RPC 2.0" if is_json else "this line is no JSON"
    data = ErrorData(
        code=INVALID_REQUEST if is_json else PARSE_ERROR,
        message=f"error: {said}\nhint: one message of the Model Context Protocol a line",
    )
    yield SessionMessage(JSONRPCError(jsonrpc="2.0", id=None, error=data))
