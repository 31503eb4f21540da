"""What an assistant is told where the index or the program fails, over a client in this process."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import anyio
import pytest
from mcp import Client
from mcp.shared.exceptions import MCPError
from mcp_types import INTERNAL_ERROR, CallToolResult

from kzsearch.assistants.addresses import Addresses
from kzsearch.assistants.server import Assistants
from kzsearch.errors import IndexFolderError, KzsearchError
from kzsearch.library import Index
from tests.assistant_sessions import text_of

_Answer = TypeVar("_Answer")


class _Failing:
    """Work that fails."""

    def __init__(self, error: Exception) -> None:
        self._error = error

    async def run(self, ask: Callable[[Index, str], _Answer]) -> _Answer:  # noqa: ARG002  as Work has it
        raise self._error


def _asked(error: Exception, *, nearby: bool) -> tuple[CallToolResult, MCPError, list[Exception]]:
    """Return what a tool and a resource answer where the work fails, and what is told to whoever runs the server."""
    told: list[Exception] = []
    assistants = Assistants(_Failing(error), lambda _: Addresses(), nearby=nearby, tell=told.append)

    async def ask() -> tuple[Any, MCPError]:
        async with Client(assistants.server()) as client:
            answer = await client.call_tool("list_reports", {})
            with pytest.raises(MCPError) as refused:
                await client.read_resource("kzsearch://reports/kaz-2023")
            return answer, refused.value

    answer, refused = anyio.run(ask)
    return answer, refused, told


@pytest.mark.parametrize(
    "error", [IndexFolderError("no index at /srv/alice", "build it"), ValueError("/srv/alice")], ids=str
)
def test_an_assistant_elsewhere_is_told_of_no_file(error: Exception) -> None:
    answer, refused, told = _asked(error, nearby=False)
    assert answer.is_error
    for text in (text_of(answer), refused.error.message):
        assert text.startswith("error: the server cannot answer just now\nhint: ask again")
    assert refused.error.code == INTERNAL_ERROR
    assert ["/srv/alice" in str(one) for one in told] == [True, True]
    assert all(isinstance(one, KzsearchError) for one in told)


def test_an_assistant_on_this_machine_is_told_what_is_wrong() -> None:
    answer, _, _ = _asked(IndexFolderError("no index at /srv/alice", "build it"), nearby=True)
    assert text_of(answer) == "error: no index at /srv/alice\nhint: build it"
    answer, _, _ = _asked(ZeroDivisionError("division by zero"), nearby=True)
    assert text_of(answer).startswith(
        "error: a fault in kzsearch: ZeroDivisionError: division by zero\nhint:"
    )
