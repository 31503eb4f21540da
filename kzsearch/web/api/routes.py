"""The routes of the API."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

import kzsearch
from kzsearch.web.plain_json import json_bytes
from kzsearch.web.work import borrowed


def routes() -> list[BaseRoute]:
    """Return the routes of the API."""
    return [Route("/healthz", _health), Route("/version", _version)]


async def _health(request: Request) -> Response:
    def ask(index: kzsearch.Index, generation: str) -> dict[str, object]:
        return {"status": "ok", "generation": generation, "reports": len(index.reports())}

    return Response(json_bytes(await borrowed(request, ask)), media_type="application/json")


async def _version(_: Request) -> Response:
    return Response(
        json_bytes({"name": "kzsearch", "version": kzsearch.__version__}), media_type="application/json"
    )
