"""The outermost guard: whatever a handler raises becomes an answer, never a traceback."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.requests import Request

from kzsearch.web.errors import answer_to

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send


class Unfailing:
    """Answers with a problem where the application raises.

    Args:
        app: What answers.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        started = False

        async def watched(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, receive, watched)
        except Exception as error:
            if scope["type"] != "http" or started:
                raise
            await answer_to(Request(scope, receive), error)(scope, receive, send)
