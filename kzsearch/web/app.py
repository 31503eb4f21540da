"""The application: which address is answered by what."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from kzsearch.serving.live import LiveIndex


def application(live: LiveIndex) -> Starlette:
    """Return the application that answers from an index.

    Args:
        live: The index; handlers find it as `request.app.state.live`.
    """
    app = Starlette(routes=[Route("/healthz", _health)])
    app.state.live = live
    return app


def _health(request: Request) -> Response:
    with request.app.state.live.borrowed() as (index, generation):
        return JSONResponse({"status": "ok", "generation": generation, "reports": len(index.reports())})
