"""Sessions of the SDK's own client with the installed command, as an assistant has them; asked from threads."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, Literal

from anyio.from_thread import BlockingPortal, start_blocking_portal
from mcp import Client
from mcp.client.stdio import StdioServerParameters, stdio_client
from mcp_types import CallToolResult, TextContent

from tests.conftest import COMMAND, environment

Mode = Literal["auto", "legacy"]


class Session:
    """A client that is connected, for tests that know nothing of tasks."""

    def __init__(self, portal: BlockingPortal, client: Client) -> None:
        self._portal = portal
        self._client = client

    def call(self, name: str, **given: object) -> CallToolResult:
        """Call a tool; the client checks the answer against the tool's schema."""
        return self.ask("call_tool", name, given)  # type: ignore[no-any-return]

    def ask(self, method: str, *given: object) -> Any:  # noqa: ANN401  whatever the client's method returns
        """Call a method of the client."""
        return self._portal.call(partial(getattr(self._client, method), *given))


def text_of(result: CallToolResult) -> str:
    """Return the text of an answer, which is a single block."""
    (block,) = result.content
    assert isinstance(block, TextContent)
    return block.text


@contextmanager
def over_stdio(*arguments: str | Path, cwd: Path, mode: Mode = "auto") -> Iterator[Session]:
    """Start `kzsearch mcp` and connect to it."""
    parameters = StdioServerParameters(
        command=str(COMMAND), args=["mcp", *map(str, arguments)], env=dict(environment()), cwd=cwd
    )
    with (cwd / "stderr.txt").open("w", encoding="utf-8") as errors, start_blocking_portal() as portal:
        client = Client(stdio_client(parameters, errors), mode=mode)
        with portal.wrap_async_context_manager(client):
            yield Session(portal, client)


@contextmanager
def over_http(address: str, mode: Mode = "auto") -> Iterator[Session]:
    """Connect to a server."""
    with start_blocking_portal() as portal:
        client = Client(f"{address}/mcp", mode=mode)
        with portal.wrap_async_context_manager(client):
            yield Session(portal, client)


def posted(address: str, body: bytes, method: str = "POST", **headers: str) -> tuple[int, str]:
    """Send a request as it is, and return the status and the text of the answer."""
    with begun(address, body, len(body), method, **headers) as connection:
        answer = b"".join(iter(partial(connection.recv, 65536), b"")).decode()
    return int(answer.split(" ", 2)[1]), answer.partition("\r\n\r\n")[2]


def begun(address: str, body: bytes, length: int, method: str = "POST", **headers: str) -> socket.socket:
    """Send a request, or the beginning of one whose body has a length, and return the connection."""
    host, _, port = address.removeprefix("http://").partition(":")
    sent = {
        "Host": f"{host}:{port}",
        "Content-Type": "application/json",
        "Accept": "application/json, text/event-stream",
        "Content-Length": str(length),
        "Connection": "close",
        **headers,
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in sent.items())
    connection = socket.create_connection((host, int(port)), timeout=30)
    connection.sendall(f"{method} /mcp HTTP/1.1\r\n{head}\r\n".encode() + body)
    return connection
