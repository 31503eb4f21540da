"""The tools, resources and the prompt as a server of the Model Context Protocol, whatever carries its messages.

The SDK's `Server` is used rather than `MCPServer`, which would check arguments by itself: it passes over those that a
tool does not have, says what is wrong in words of its library, and configures the logging of the whole process.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import anyio
import anyio.to_thread
from mcp.server import Server
from mcp.shared.exceptions import MCPError
from mcp_types import (
    INVALID_PARAMS,
    CallToolRequestParams,
    CallToolResult,
    GetPromptRequestParams,
    GetPromptResult,
    ListPromptsResult,
    ListResourcesResult,
    ListResourceTemplatesResult,
    ListToolsResult,
    PaginatedRequestParams,
    Prompt,
    PromptArgument,
    PromptMessage,
    ReadResourceRequestParams,
    ReadResourceResult,
    Resource,
    ResourceTemplate,
    TextContent,
    TextResourceContents,
    Tool,
    ToolAnnotations,
)

from kzsearch import __version__
from kzsearch.assistants import prompts, resources
from kzsearch.assistants.addresses import PASSAGES, REPORTS, Addresses, report_resource
from kzsearch.assistants.errors_told import told
from kzsearch.assistants.passages import Asked
from kzsearch.assistants.quoting import named
from kzsearch.assistants.toolbox import INSTRUCTIONS, TOOLS, ToolRecord
from kzsearch.errors import KzsearchError, QueryError
from kzsearch.references import of_report
from kzsearch.suggestion import did_you_mean

if TYPE_CHECKING:
    from mcp.server.context import ServerRequestContext

    from kzsearch.serving.live import LiveIndex

_AT_ONCE = 8
"""Calls that are answered at the same time; others wait."""
_READ_ONLY = ToolAnnotations(
    read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
)

_Answer = TypeVar("_Answer")
type Context = "ServerRequestContext[Any, Any]"


class Assistants:
    """Answers an assistant from a live index.

    Args:
        live: The index.
        addresses: Makes the addresses of an answer, of what is known of its request.
        nearby: Whether assistants run on this machine, so that they may be told of its files.
        report: Is given each error that an assistant is not told of.
    """

    def __init__(
        self,
        live: LiveIndex,
        addresses: Callable[[Context], Addresses],
        *,
        nearby: bool,
        report: Callable[[KzsearchError], None],
    ) -> None:
        self._live = live
        self._addresses = addresses
        self._nearby = nearby
        self._report = report
        self._limiter = anyio.CapacityLimiter(_AT_ONCE)
