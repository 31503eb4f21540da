"""Connections that are not waited for without end."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable

import pytest
import uvicorn
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from uvicorn.server import ServerState

from kzsearch.web import protocol
from kzsearch.web.protocol import PatientProtocol

LARGE = 30_000_000
ASKED = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"


class Impatient(PatientProtocol):
    seconds_to_ask = 0.2
    seconds_to_take = 0.2


async def _app(scope: Scope, receive: Receive, send: Send) -> None:
    request = Request(scope, receive)
    if request.url.path == "/taken":
        with contextlib.suppress(ClientDisconnect):
            await request.body()
    size = LARGE if request.url.path == "/large" else 1
    await Response(b"a" * size)(scope, receive, send)


def _with_server(
    talk: Callable[[asyncio.StreamReader, asyncio.StreamWriter, ServerState], Awaitable[None]],
) -> None:
    async def serve() -> None:
        config = uvicorn.Config(_app, http=Impatient, ws="none", lifespan="off", log_config=None)
        config.load()
        state = ServerState()
        loop = asyncio.get_running_loop()
        server = await loop.create_server(lambda: Impatient(config, state, {}), "127.0.0.1", 0)
        async with server:
            reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
            await asyncio.wait_for(talk(reader, writer, state), 30)
            writer.close()
            await _left(state)

    asyncio.run(serve())


async def _left(state: ServerState) -> None:
    """Wait until no connection is left."""
    for _ in range(600):
        if not state.connections:
            return
        await asyncio.sleep(0.05)
    raise AssertionError("a connection is left")


async def _begun(state: ServerState) -> Impatient:
    """Wait until the beginning of a request is there, and return its connection."""
    for _ in range(600):
        for connection in state.connections:
            assert isinstance(connection, Impatient)
            if connection.conn.trailing_data[0]:
                return connection
        await asyncio.sleep(0.05)
    raise AssertionError("nothing has arrived")


async def _taken(reader: asyncio.StreamReader) -> int:
    """Return how many bytes arrive before the connection ends, by an end or by a reset."""
    taken = 0
    with contextlib.suppress(ConnectionResetError):
        while chunk := await reader.read(1_000_000):
            taken += len(chunk)
    return taken


def test_half_a_request_is_told_that_it_came_too_late() -> None:
    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, _: ServerState) -> None:
        writer.write(ASKED[:-2])
        assert (await reader.read()).startswith(b"HTTP/1.1 408 ")

    _with_server(talk)


def test_a_connection_that_says_nothing_is_closed() -> None:
    async def talk(reader: asyncio.StreamReader, _: asyncio.StreamWriter, __: ServerState) -> None:
        assert await _taken(reader) == 0

    _with_server(talk)


def test_a_client_that_takes_nothing_of_an_answer_is_left() -> None:
    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, state: ServerState) -> None:
        writer.write(ASKED.replace(b"/ ", b"/large ", 1))
        await _left(state)
        assert await _taken(reader) < LARGE

    _with_server(talk)


@pytest.mark.parametrize(("path", "answer"), [("/taken", b""), ("/refused", b"HTTP/1.1 200 ")])
def test_a_client_that_ends_in_the_middle_gets_only_an_answer_that_needs_no_more(
    monkeypatch: pytest.MonkeyPatch, path: str, answer: bytes
) -> None:
    monkeypatch.setattr(Impatient, "seconds_to_ask", 600.0)

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, state: ServerState) -> None:
        writer.write(f"POST {path} HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nhalf".encode())
        writer.write_eof()
        given = b""
        with contextlib.suppress(ConnectionResetError):
            given = await reader.read()
        assert given[: len(answer) or 1] == answer
        await _left(state)

    _with_server(talk)


def test_requests_that_follow_one_another_are_waited_for_each_by_itself(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Impatient, "seconds_to_ask", 600.0)

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, state: ServerState) -> None:
        for _ in range(3):
            writer.write(ASKED[:10])
            connection = await _begun(state)
            assert connection._asking is not None
            writer.write(ASKED[10:])
            assert (await reader.readuntil(b"\r\n\r\na")).startswith(b"HTTP/1.1 200 ")
            assert connection._asking is None

    _with_server(talk)


def test_more_connections_than_there_is_room_for_are_turned_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(protocol, "MOST_CONNECTIONS", 0)

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, _: ServerState) -> None:
        writer.write(ASKED)
        answer = await reader.read()
        assert answer.startswith(b"HTTP/1.1 503 ")
        assert b"retry-after" in answer.lower()

    _with_server(talk)
