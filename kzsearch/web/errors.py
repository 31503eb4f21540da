"""Errors as answers: problem+json (RFC 9457) with the message and the hint of the command line.

An address that people read in a browser answers with a page instead: `kzsearch.web.pages` gives one function for it.
"""

from __future__ import annotations

import os
import re
import sys
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from kzsearch.errors import IndexFolderError, KzsearchError, QueryError, UnknownIdError, one_line
from kzsearch.library.own_errors import in_python
from kzsearch.serving.cursors import StaleCursorError
from kzsearch.web.negotiation import NotAcceptableError
from kzsearch.web.plain_json import json_bytes

PROBLEM_JSON = "application/problem+json"
SECONDS_TO_WAIT = 1
_FOR_PROGRAMS = re.compile(r"/(?:api|mcp|openapi\.json|healthz|version)(?:/|$)")
# A path of this machine in a message is told by its last name: whoever asks does not need more.
_PATH = re.compile(r"(?:(?<![\w.:/~])|(?<=~))(?:[A-Za-z]:)?[/\\](?:[^\s/\\'\",;:]+[/\\])+")

_STATUS = {UnknownIdError: 404, StaleCursorError: 410, NotAcceptableError: 406}


@dataclass(frozen=True, slots=True)
class Problem:
    """What went wrong, as an answer says it.

    Attributes:
        status: The status of the answer.
        detail: One line that says what is wrong.
        hint: One line that says how to correct it; empty where there is nothing to say.
        headers: Headers of the answer, such as `Retry-After`.
    """

    status: int
    detail: str
    hint: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """The status in words."""
        return HTTPStatus(self.status).phrase

    def to_dict(self) -> dict[str, object]:
        """Return the problem as RFC 9457 has it; `hint` is an extension."""
        return {
            "type": "about:blank",
            "title": self.title,
            "status": self.status,
            "detail": self.detail,
            "hint": self.hint,
        }


PageOfProblem = Callable[[Request, Problem], Response]


class BusyError(KzsearchError):
    """More requests wait than the server will hold."""

    def __init__(self) -> None:
        super().__init__("the server has more to do than it can hold", "ask again in a moment")


def problem_of(error: Exception, folders: tuple[Path, ...] = ()) -> Problem:
    """Return what an error says to whoever asked.

    Args:
        error: Any error.
        folders: Folders of this machine that messages may name, which no answer does.
    """
    wait = {"Retry-After": str(SECONDS_TO_WAIT)}
    match error:
        case HTTPException():
            return _of_http(error)
        case QueryError():
            status = next((code for kind, code in _STATUS.items() if isinstance(error, kind)), 400)
            problem = Problem(status, _in_an_address(error.message), _in_an_address(error.hint))
        case BusyError():
            problem = Problem(503, error.message, error.hint, wait)
        case KzsearchError():
            gone = isinstance(error, IndexFolderError)
            said, hint = without_paths(error.message, folders), without_paths(error.hint, folders)
            problem = Problem(503 if gone else 500, said, hint, wait if gone else {})
        case _:
            said = f"a fault in kzsearch: {type(error).__name__}"
            problem = Problem(500, said, "please report it; the server's own log says more")
    return problem


def answer_to(request: Request, error: Exception) -> Response:
    """Return the answer that an error becomes: a page for a browser's address, problem+json for all others."""
    live = getattr(request.app.state, "live", None)
    problem = problem_of(error, () if live is None else live.folders)
    if problem.status >= HTTPStatus.INTERNAL_SERVER_ERROR and not isinstance(error, BusyError):
        tell(error)
    page: PageOfProblem | None = getattr(request.app.state, "page_of_problem", None)
    if page is not None and not _FOR_PROGRAMS.match(request.url.path):
        answer = page(request, problem)
        answer.status_code = problem.status
        answer.headers.update(problem.headers)
        return answer
    return problem_answer(problem)


def problem_answer(problem: Problem) -> Response:
    """Return a problem as problem+json."""
    return Response(
        json_bytes(problem.to_dict()),
        status_code=problem.status,
        headers={"Cache-Control": "no-store", **problem.headers},
        media_type=PROBLEM_JSON,
    )


def tell(error: Exception) -> None:
    """Print an error on standard error, in one line; with KZSEARCH_DEBUG, where it happened too."""
    if sys.stderr is None:
        return
    said = error.message if isinstance(error, KzsearchError) else f"{type(error).__name__}: {error}"
    print(f"kzsearch: error: {one_line(said)}", file=sys.stderr, flush=True)  # noqa: T201
    if os.environ.get("KZSEARCH_DEBUG"):
        traceback.print_exception(error)


def without_paths(text: str, folders: tuple[Path, ...] = ()) -> str:
    """Return a message in which a path of this machine is told by its last name."""
    for folder in folders:
        for form in {str(folder), str(folder.absolute()), folder.as_posix()}:
            if len(Path(form).parts) > 1:
                text = text.replace(form, folder.name)
    return _PATH.sub("", text)


def _of_http(error: HTTPException) -> Problem:
    said = {
        404: ("there is nothing at this address", "/api lists the addresses of the API"),
        405: (
            "this address answers GET and HEAD alone",
            "kzsearch serves for reading; nothing can be changed",
        ),
    }
    detail, hint = said.get(error.status_code, (error.detail, ""))
    return Problem(error.status_code, detail, hint, dict(error.headers or {}))


def _in_an_address(text: str) -> str:
    """Return a message with arguments named as the address names them."""
    return re.sub(r"\btop_k\b", "k", in_python(text))
