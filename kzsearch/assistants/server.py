"""The tools, resources and the prompt as a server of the Model Context Protocol, whatever carries its messages.

The SDK's `Server` is used rather than its `MCPServer`, which would check arguments by itself: it passes over those
that a tool does not have, says what is wrong in words of its library, and configures the logging of the process.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any, NoReturn, Protocol, TypeVar

import mcp_types as types
from mcp.server import Server, ServerRequestContext
from mcp.shared.exceptions import MCPError

from kzsearch import __version__
from kzsearch.assistants import prompts, resources
from kzsearch.assistants.addresses import PASSAGES, REPORTS, Addresses, report_resource
from kzsearch.assistants.errors_told import told
from kzsearch.assistants.passages import Asked
from kzsearch.assistants.quoting import named
from kzsearch.assistants.toolbox import INSTRUCTIONS, TOOLS
from kzsearch.errors import KzsearchError, QueryError
from kzsearch.references import of_report
from kzsearch.suggestion import did_you_mean

if TYPE_CHECKING:
    from kzsearch.library import Index

_Answer = TypeVar("_Answer")
Request = ServerRequestContext[Any, Any]
_READ_ONLY = types.ToolAnnotations(
    read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
)


class Work(Protocol):
    """Answers from a live index, in threads."""

    def run(self, ask: Callable[[Index, str], _Answer]) -> Awaitable[_Answer]:
        """Return what a function makes of the index and the name of its generation."""
        ...


class Assistants:
    """Answers assistants.

    Args:
        work: Answers from the index.
        addresses: Makes the addresses of an answer to a request.
        nearby: Whether assistants run on this machine, and may be told of its files.
        tell: Is given each error that assistants are not told of.
    """

    def __init__(
        self,
        work: Work,
        addresses: Callable[[Request], Addresses],
        *,
        nearby: bool,
        tell: Callable[[Exception], None],
    ) -> None:
        self._work = work
        self._addresses = addresses
        self._nearby = nearby
        self._tell = tell

    def server(self) -> Server[Any]:
        """Return the server, which the SDK connects to a transport."""
        if not os.environ.get("KZSEARCH_DEBUG"):
            # The SDK logs each client that goes while it asks or is answered, with a traceback. Faults of the tools
            # are told by `tell`.
            logging.getLogger("mcp").setLevel(logging.CRITICAL)
        return Server(
            "kzsearch",
            version=__version__,
            title="kzsearch",
            description="Reports on human trafficking and human rights, searched and cited.",
            instructions=INSTRUCTIONS,
            on_list_tools=self._list_tools,
            on_call_tool=self._call_tool,
            on_list_resources=self._list_resources,
            on_list_resource_templates=self._list_templates,
            on_read_resource=self._read_resource,
            on_list_prompts=self._list_prompts,
            on_get_prompt=self._get_prompt,
            get_tool_input_schema=lambda name: TOOLS[name].input_schema() if name in TOOLS else None,
        )

    async def _list_tools(self, _: Request, __: types.PaginatedRequestParams | None) -> types.ListToolsResult:
        return types.ListToolsResult(
            tools=[
                types.Tool(
                    name=tool.name,
                    title=tool.title,
                    description=tool.description,
                    input_schema=tool.input_schema(),
                    output_schema=dict(tool.output_schema()),
                    annotations=_READ_ONLY,
                )
                for tool in TOOLS.values()
            ]
        )

    async def _call_tool(self, request: Request, params: types.CallToolRequestParams) -> types.CallToolResult:
        tool = TOOLS.get(params.name)
        if tool is None:
            _refuse(
                f"there is no tool {named(params.name)}",
                f"{did_you_mean(params.name, TOOLS)}the tools are {', '.join(TOOLS)}",
            )
        try:
            answer = await self._asked(request, lambda asked: tool.call(asked, params.arguments or {}))
        except KzsearchError as error:
            text = types.TextContent(type="text", text=self._told(error))
            return types.CallToolResult(content=[text], is_error=True)
        return types.CallToolResult(
            content=[types.TextContent(type="text", text=answer.text)],
            structured_content=dict(answer.fields),
        )

    async def _list_resources(
        self, request: Request, params: types.PaginatedRequestParams | None
    ) -> types.ListResourcesResult:
        try:
            reports = await self._asked(request, lambda asked: asked.index.reports())
            page, following = resources.page_of(reports, None if params is None else params.cursor)
        except KzsearchError as error:
            self._fail(error)
        return types.ListResourcesResult(
            resources=[
                types.Resource(
                    uri=report_resource(report.report_id),
                    name=report.report_id,
                    title=named(of_report(report).title),
                    description=resources.described(report),
                    mime_type=resources.MIME_TYPE,
                )
                for report in page
            ],
            next_cursor=following,
        )

    async def _list_templates(
        self, _: Request, __: types.PaginatedRequestParams | None
    ) -> types.ListResourceTemplatesResult:
        found = {"report": (REPORTS, "A report"), "passage": (PASSAGES, "A passage of a report")}
        return types.ListResourceTemplatesResult(
            resource_templates=[
                types.ResourceTemplate(
                    uri_template=f"{beginning}{{id}}", name=name, title=title, mime_type=resources.MIME_TYPE
                )
                for name, (beginning, title) in found.items()
            ]
        )

    async def _read_resource(
        self, request: Request, params: types.ReadResourceRequestParams
    ) -> types.ReadResourceResult:
        uri = str(params.uri)
        try:
            text = await self._asked(request, lambda asked: resources.read(asked, uri))
        except KzsearchError as error:
            self._fail(error)
        contents = types.TextResourceContents(uri=params.uri, mime_type=resources.MIME_TYPE, text=text)
        return types.ReadResourceResult(contents=[contents])

    async def _list_prompts(
        self, _: Request, __: types.PaginatedRequestParams | None
    ) -> types.ListPromptsResult:
        argument = types.PromptArgument(
            name=prompts.ARGUMENT, description="what you want to know", required=True
        )
        prompt = types.Prompt(
            name=prompts.NAME,
            title=prompts.TITLE,
            description=prompts.DESCRIPTION,
            arguments=[argument],
        )
        return types.ListPromptsResult(prompts=[prompt])

    async def _get_prompt(self, _: Request, params: types.GetPromptRequestParams) -> types.GetPromptResult:
        if params.name != prompts.NAME:
            _refuse(f"there is no prompt {named(params.name)}", f"the prompt is {prompts.NAME}")
        try:
            text = prompts.prompt(params.arguments or {})
        except KzsearchError as error:
            self._fail(error)
        message = types.PromptMessage(role="user", content=types.TextContent(type="text", text=text))
        return types.GetPromptResult(description=prompts.DESCRIPTION, messages=[message])

    async def _asked(self, request: Request, answer: Callable[[Asked], _Answer]) -> _Answer:
        """Return what a function makes of the index, in a thread."""
        addresses = self._addresses(request)
        try:
            return await self._work.run(lambda index, _: answer(Asked(index, addresses)))
        except KzsearchError:
            raise
        except Exception as error:
            what = f"{type(error).__name__}: {error}"
            raise KzsearchError(
                f"a fault in kzsearch: {what}", "please report it, with what was asked"
            ) from error

    def _told(self, error: KzsearchError) -> str:
        """Return an error as an assistant is told it; what it is not told of is printed."""
        if not isinstance(error, QueryError):
            self._tell(error)
        return told(error, nearby=self._nearby).text

    def _fail(self, error: KzsearchError) -> NoReturn:
        raise MCPError(
            types.INVALID_PARAMS if isinstance(error, QueryError) else types.INTERNAL_ERROR, self._told(error)
        )


def _refuse(message: str, hint: str) -> NoReturn:
    raise MCPError(types.INVALID_PARAMS, f"error: {message}\nhint: {hint}")
