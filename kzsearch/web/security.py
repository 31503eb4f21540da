"""What guards every answer: who may ask, how much a request may hold, and what a browser may do with the answer."""

from __future__ import annotations

import base64
import binascii
import hmac
import ipaddress
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders

from kzsearch.errors import QueryError
from kzsearch.web.errors import Problem, problem_answer

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from kzsearch.web.settings import ServerSettings

LONGEST_TARGET = 16 * 1024
"""Bytes of path and query: a query of a thousand words is 8,000."""
LARGEST_HEADERS = 32 * 1024
LARGEST_BODY = 1024 * 1024
"""Bytes of a body; only the tools of assistants are sent one."""
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""What a page may load: its own style sheet and script, its own pictures, nothing that stands in the page itself."""
_HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_LOCAL_NAMES = ("localhost", "127.0.0.1", "::1")
_SCHEMES = 'Bearer realm="kzsearch", Basic realm="kzsearch: any name, the token as password", charset="UTF-8"'


_ORIGIN = re.compile(r"https?://(?:[\w.-]+|\[[\da-f:.]+\])(?::\d{1,5})?/?", re.ASCII | re.IGNORECASE)


class Guard:
    """Turns away what may not ask or asks too much, and puts the headers of security on every answer.

    Args:
        app: What answers.
        settings: How the server is set up.
    """

    def __init__(self, app: ASGIApp, settings: ServerSettings) -> None:
        self._app = app
        self._settings = settings
        self._token = settings.token.encode("utf-8")
        self._names = frozenset(
            name.casefold().rstrip(".") for name in (*_LOCAL_NAMES, settings.host, *settings.names)
        )
        # A page of another origin cannot make a browser name an address of digits by a name of its own.
        self._any_address = not is_loopback(settings.host)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        allowed_origin = headers.get("origin") in self._settings.origins

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                answer = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    answer.setdefault(name, value)
                if allowed_origin or "*" in self._settings.origins:
                    answer["Cross-Origin-Resource-Policy"] = "cross-origin"
            await send(message)

        problem = self._problem(scope, headers)
        if problem is not None:
            await problem_answer(problem)(scope, receive, guarded)
            return
        await self._app(scope, receive, guarded)

    def _problem(self, scope: Scope, headers: Headers) -> Problem | None:
        """Return why a request is turned away, if it is."""
        return (
            self._of_host(headers)
            or self._of_origin(scope, headers)
            or _of_size(scope, headers)
            or self._of_token(scope, headers)
        )

    def _of_host(self, headers: Headers) -> Problem | None:
        hosts = headers.getlist("host")
        if len(hosts) == 1 and self._is_own(_host_of(hosts[0])):
            return None
        return Problem(
            421,
            "this server does not go by the name that the request gives it",
            "ask by the address that kzsearch serve printed; kzsearch serve --name NAME adds a name",
        )

    def _is_own(self, host: str) -> bool:
        return host in self._names or (self._any_address and _is_address(host))

    def _of_origin(self, scope: Scope, headers: Headers) -> Problem | None:
        for origin in headers.getlist("origin"):
            own = f"{scope.get('scheme', 'http')}://{headers.get('host', '')}"
            if origin != own and origin not in self._settings.origins and "*" not in self._settings.origins:
                return Problem(
                    403,
                    "pages of this origin may not ask here",
                    "kzsearch serve --cors ORIGIN lets the pages of an origin read the answers",
                )
        return None

    def _of_token(self, scope: Scope, headers: Headers) -> Problem | None:
        # A browser asks before it sends a token (CORS); that request brings none, and learns nothing.
        if not self._token or (scope["method"] == "OPTIONS" and "origin" in headers):
            return None
        if hmac.compare_digest(_brought(headers.get("authorization", "")), self._token):
            return None
        return Problem(
            401,
            "this server asks for a token",
            "send it as Authorization: Bearer TOKEN; in a browser, give any name and the token as password",
            {"WWW-Authenticate": _SCHEMES},
        )


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches an address."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.casefold() == "localhost"


def checked_origin(text: str) -> str:
    """Return an origin as browsers send it; `*` is every origin.

    Raises:
        QueryError: It is none.
    """
    if text == "*" or _ORIGIN.fullmatch(text):
        return text.rstrip("/").casefold()
    raise QueryError(f"{text!r} is no origin", "--cors takes one such as https://example.org, without a path")


def _of_size(scope: Scope, headers: Headers) -> Problem | None:
    length = len(scope.get("raw_path") or b"") + len(scope.get("query_string", b""))
    if length > LONGEST_TARGET:
        return Problem(
            414, f"the address has {length:,} bytes; at most {LONGEST_TARGET:,} are read", "ask for less"
        )
    total = sum(len(name) + len(value) for name, value in scope["headers"])
    if total > LARGEST_HEADERS:
        return Problem(
            431, f"the headers have {total:,} bytes; at most {LARGEST_HEADERS:,} are read", "send fewer"
        )
    body = headers.get("content-length", "0")
    if not body.isdecimal() or int(body[:20]) > LARGEST_BODY:
        return Problem(413, f"the body is larger than {LARGEST_BODY:,} bytes", "this server is for reading")
    return None


def _host_of(text: str) -> str:
    """Return the host of a `Host` header, without port and brackets; empty where it is none."""
    try:
        return (urlsplit(f"//{text}").hostname or "").rstrip(".")
    except ValueError:
        return ""


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _brought(authorization: str) -> bytes:
    """Return the token that a request brings, as bearer or as the password that a browser asks for."""
    scheme, _, value = authorization.partition(" ")
    if scheme.casefold() == "bearer":
        return value.strip().encode("latin-1")  # headers are read so, byte by byte
    if scheme.casefold() == "basic":
        try:
            return base64.b64decode(value.strip(), validate=True).partition(b":")[2]
        except (binascii.Error, ValueError):
            return b""
    return b""


def checked_origins(texts: Iterable[str]) -> tuple[str, ...]:
    """Return origins as browsers send them.

    Raises:
        QueryError: One is none.
    """
    return tuple(dict.fromkeys(map(checked_origin, texts)))
