"""The routes of the API."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

import kzsearch
from kzsearch.library import Index
from kzsearch.web.api.answering import answer
from kzsearch.web.api.description import openapi
from kzsearch.web.api.endpoints import ENDPOINTS, JSON, Endpoint
from kzsearch.web.api.page import PATHS, api_page
from kzsearch.web.parameters import read_parameters
from kzsearch.web.plain_json import json_bytes
from kzsearch.web.work import borrowed

OPENAPI = "application/vnd.oai.openapi+json;version=3.1"


def routes() -> list[BaseRoute]:
    """Return the routes of the API."""
    return [
        *(Route(endpoint.path, _answering(endpoint)) for endpoint in ENDPOINTS),
        *(Route(path, _page) for path in PATHS),
        Route("/openapi.json", _openapi),
        Route("/healthz", _health),
        Route("/version", _version),
    ]


def _answering(endpoint: Endpoint) -> Callable[[Request], Awaitable[Response]]:
    async def handle(request: Request) -> Response:
        return await answer(request, endpoint)

    return handle


async def _health(request: Request) -> Response:
    read_parameters(request.query_params.multi_items(), ())

    def ask(index: Index, generation: str) -> dict[str, object]:
        return {"status": "ok", "generation": generation, "reports": len(index.reports())}

    return _fresh(await borrowed(request, ask))


async def _openapi(request: Request) -> Response:
    read_parameters(request.query_params.multi_items(), ())
    settings = request.app.state.settings
    # Making it takes a moment, which the other requests need not wait for.
    text = await run_in_threadpool(lambda: json_bytes(openapi(settings)))
    return Response(text, media_type=OPENAPI, headers={"Cache-Control": "no-cache"})


async def _page(request: Request) -> Response:
    read_parameters(request.query_params.multi_items(), ())
    return HTMLResponse(api_page(), headers={"Cache-Control": "no-cache"})


async def _version(request: Request) -> Response:
    read_parameters(request.query_params.multi_items(), ())
    return _fresh({"name": "kzsearch", "version": kzsearch.__version__})


def _fresh(value: object) -> Response:
    return Response(json_bytes(value), media_type=JSON, headers={"Cache-Control": "no-store"})
