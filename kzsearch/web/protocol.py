"""One connection: who sends half a request, or does not take the answer, is not waited for without end."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from kzsearch.web.errors import BusyError, Problem, problem_answer, problem_of
from kzsearch.web.security import LARGEST_HEADERS, LONGEST_TARGET

if TYPE_CHECKING:
    from uvicorn.config import Config
    from uvicorn.server import ServerState

SECONDS_TO_ASK = 20.0
"""How long a request may take to arrive, from its first byte or the opening of its connection."""
SECONDS_TO_TAKE = 60.0
"""How long a client may take nothing of an answer."""
MOST_CONNECTIONS = 400
"""Connections at once; a process may usually have 1,024 files open."""
_SECONDS_TO_LEAVE = 2.0  # for a client that is still sending what is refused, or has ended in the middle


class PatientProtocol(H11Protocol):
    """Uvicorn's protocol, with an end to waiting and with problems as answers.

    Attributes:
        seconds_to_ask: How long a request may take to arrive.
        seconds_to_take: How long a client may take nothing of an answer.
    """

    seconds_to_ask = SECONDS_TO_ASK
    seconds_to_take = SECONDS_TO_TAKE

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self._asking: asyncio.TimerHandle | None = None
        self._taking: asyncio.TimerHandle | None = None
        self._refused = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for a request."""
        super().connection_made(transport)
        self._asking = self.loop.call_later(self.seconds_to_ask, self._give_up)
        if len(self.connections) > MOST_CONNECTIONS:
            self._refuse(problem_of(BusyError()))

    def data_received(self, data: bytes) -> None:
        """Read on; a request that is whole is not waited for any more."""
        if self._refused:
            return
        super().data_received(data)
        whole = self.conn.their_state in (h11.DONE, h11.MUST_CLOSE, h11.CLOSED, h11.ERROR)
        if whole and self._asking is not None:
            self._asking.cancel()
            self._asking = None
        elif not whole and self._asking is None:
            self._asking = self.loop.call_later(self.seconds_to_ask, self._give_up)

    def eof_received(self) -> bool:  # type: ignore[override]
        """Say whether the connection stays open for the answer to a client that has nothing more to send."""
        if self._refused or self.cycle is None or self.cycle.response_complete:
            return False
        if self.conn.their_state is h11.SEND_BODY and self._asking is not None:
            # The rest of its question never comes, but an answer that needs none of it may.
            self._asking.cancel()
            self._asking = self.loop.call_later(_SECONDS_TO_LEAVE, self._give_up)
        self.cycle.keep_alive = False
        return True

    def on_response_complete(self) -> None:
        """Stop waiting for the request that was answered; the next is waited for once its first byte is there."""
        if self._asking is not None:
            self._asking.cancel()
            self._asking = None
        super().on_response_complete()

    def pause_writing(self) -> None:
        """Begin to wait for the client to take what was sent."""
        super().pause_writing()
        self._taking = self.loop.call_later(self.seconds_to_take, self.transport.abort)

    def resume_writing(self) -> None:
        """Stop waiting: the client has taken it."""
        super().resume_writing()
        if self._taking is not None:
            self._taking.cancel()
            self._taking = None

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop waiting."""
        for waiting in (self._asking, self._taking):
            if waiting is not None:
                waiting.cancel()
        self._asking = self._taking = None
        super().connection_lost(exc)

    def dismiss(self) -> None:
        """Close, once the request that is being answered is."""
        if not self.transport.is_closing():
            self.shutdown()

    def send_400_response(self, msg: str) -> None:
        """Say what is wrong with a request that cannot be read."""
        unread, _ = self.conn.trailing_data
        if len(unread) <= LARGEST_HEADERS:
            problem = Problem(400, "this is no HTTP request", msg)
        elif b"\n" not in unread:
            problem = Problem(
                414,
                f"the address has more than {LARGEST_HEADERS:,} bytes; at most {LONGEST_TARGET:,} are read",
                "",
            )
        else:
            problem = Problem(431, f"the headers have more than {LARGEST_HEADERS:,} bytes", "send fewer")
        self._refuse(problem)

    def _give_up(self) -> None:
        self._asking = None
        if self._refused or self.transport.is_closing():
            self.transport.abort()
        elif self.conn.our_state is h11.IDLE and self.conn.trailing_data[0]:
            self._refuse(Problem(408, "the request did not arrive in time", "send it at once"))
        else:
            self.transport.abort()

    def _refuse(self, problem: Problem) -> None:
        """Answer with a problem, and close once the client has stopped sending: else the system drops the answer."""
        self._refused = True
        answer = problem_answer(problem)
        headers = [*answer.raw_headers, (b"connection", b"close")]
        for event in (
            h11.Response(status_code=problem.status, headers=headers, reason=problem.title.encode()),
            h11.Data(data=bytes(answer.body)),
            h11.EndOfMessage(),
        ):
            self.transport.write(self.conn.send(event) or b"")
        if self.transport.can_write_eof():
            self.transport.write_eof()
        if self._asking is not None:
            self._asking.cancel()
        self._asking = self.loop.call_later(_SECONDS_TO_LEAVE, self._give_up)
