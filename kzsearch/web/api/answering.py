"""How an address of the API answers: parameters read, records found in a worker, written in the form that is wanted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

import kzsearch
from kzsearch.digests import of_value
from kzsearch.render.machine import json_text
from kzsearch.web.api.endpoints import Endpoint, Form
from kzsearch.web.errors import without_paths
from kzsearch.web.negotiation import accepted
from kzsearch.web.parameters import read_parameters
from kzsearch.web.work import borrowed

if TYPE_CHECKING:
    from kzsearch.library import Index

_OF_A_DIGEST = 32
_IN_UTF_8 = ("application/x-bibtex", "application/x-research-info-systems")


class Answer(NamedTuple):
    """An answer, before it is sent.

    Attributes:
        tag: Its ETag.
        body: Its body; None where the client has it already.
        follows: Address of the next page, or empty.
    """

    tag: str
    body: bytes | None
    follows: str = ""


async def answer(request: Request, endpoint: Endpoint) -> Response:
    """Return the answer of an address.

    Raises:
        KzsearchError: The request makes no sense, or the index cannot be read.
    """
    asked = read_parameters(request.query_params.multi_items(), endpoint.all_parameters)
    form = _form(request, endpoint, asked.pop("format", None))
    if endpoint.has_id:
        asked["name"] = request.path_params["id"]
    folders = request.app.state.live.folders
    known_tags = request.headers.get("if-none-match", "")

    def ask(index: Index, generation: str) -> Answer:
        tag = etag(generation, endpoint.path, form.name, asked)
        if _has(known_tags, tag):
            return Answer(tag, None)
        found = endpoint.finds(index, asked)
        follows = _next(request, found.cursor)
        if form.fmt is not None:
            return Answer(tag, "".join(found.written(form.fmt)).encode("utf-8"), follows)
        notes = [without_paths(note, folders) for note in found.notes]
        head = {"generation": generation, "notes": notes, "next": follows or None, **found.about}
        return Answer(tag, _enveloped(head, found.lines()), follows)

    given = await borrowed(request, ask)
    headers = {"ETag": given.tag, "Cache-Control": "no-cache", "Vary": "Accept"}
    if given.follows:
        headers["Link"] = f'<{given.follows}>; rel="next"'
    if given.body is None:
        return Response(status_code=304, headers=headers)
    if form.name == "csv":
        headers["Content-Disposition"] = f'inline; filename="{_file_name(endpoint)}.csv"'
    return Response(given.body, headers=headers, media_type=_media(form))


def etag(generation: str, path: str, form: str, asked: Mapping[str, object]) -> str:
    """Return the ETag of an answer: it is the same as long as the index, the program and the question are.

    It is weak, as the answer may be compressed on its way.
    """
    told = {name: str(value) for name, value in asked.items()}
    return f'W/"{of_value([kzsearch.__version__, generation, path, form, told])[:_OF_A_DIGEST]}"'


def _form(request: Request, endpoint: Endpoint, named: object) -> Form:
    if named is not None:
        return next(form for form in endpoint.forms if form.name == named)
    media = accepted(", ".join(request.headers.getlist("accept")), [form.media for form in endpoint.forms])
    return next(form for form in endpoint.forms if form.media == media)


def _media(form: Form) -> str:
    """Return the media type of an answer; that of text gets its encoding by itself."""
    return f"{form.media}; charset=utf-8" if form.media in _IN_UTF_8 else form.media


def _has(header: str, tag: str) -> bool:
    """Whether a client has an answer already, by its `If-None-Match`."""
    return tag.removeprefix("W/") in (part.strip().removeprefix("W/") for part in header.split(","))


def _next(request: Request, cursor: str) -> str:
    """Return the address of the next page: this one's, from there on."""
    if not cursor:
        return ""
    items = [
        (name, value) for name, value in request.query_params.multi_items() if value and name != "cursor"
    ]
    return f"{request.url.path}?{urlencode([*items, ('cursor', cursor)])}"


def _enveloped(head: Mapping[str, object], records: list[str]) -> bytes:
    """Return records with what goes with them; they are the command line's, to the byte, and put in as they are."""
    listed = ",\n".join(records)
    return f'{json_text(head)[:-1]}, "records": [\n{listed}\n]}}\n'.encode()


def _file_name(endpoint: Endpoint) -> str:
    return endpoint.path.removeprefix("/api/").partition("/")[0]
