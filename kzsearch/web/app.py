"""The application: which address is answered by what.

/api/..., /openapi.json, /healthz, /version   kzsearch.web.api, for programs
/mcp                                          kzsearch.assistants, for assistants
all others                                    kzsearch.web.pages, for people
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import Route

from kzsearch.assistants import over_http
from kzsearch.errors import KzsearchError
from kzsearch.serving.live import LiveIndex
from kzsearch.web import pages
from kzsearch.web.api import routes as api
from kzsearch.web.errors import BusyError, answer_to, tell
from kzsearch.web.security import Guard
from kzsearch.web.settings import ServerSettings, usual_threads
from kzsearch.web.unfailing import Unfailing
from kzsearch.web.work import Workers

_SMALLEST_TO_COMPRESS = 1_000  # bytes; a shorter answer fits a packet or two as it is
_DEFAULTS = ServerSettings()


def application(live: LiveIndex, settings: ServerSettings = _DEFAULTS) -> Starlette:
    """Return the application that answers from an index.

    Args:
        live: The index; the application closes it at its end.
        settings: How the server is set up.
    """
    workers = Workers(live, settings.threads or usual_threads(), settings.waiting)
    assistants = over_http.OverHttp(workers, _tell)
    app = Starlette(
        routes=[*api.routes(), Route(over_http.PATH, assistants), *pages.routes],
        middleware=[
            Middleware(Unfailing),
            Middleware(Guard, settings),
            *_cross_origin(settings),
            Middleware(GZipMiddleware, minimum_size=_SMALLEST_TO_COMPRESS),
        ],
        exception_handlers={KzsearchError: answer_to, HTTPException: answer_to},
        lifespan=_lifespan,
    )
    app.router.redirect_slashes = False  # an address has one form; another is nothing that is there
    app.state.live = live
    app.state.settings = settings
    app.state.workers = workers
    app.state.assistants = assistants
    app.state.page_of_problem = getattr(pages, "page_of_problem", None)
    return app


def _tell(error: Exception) -> None:
    """Print an error that an assistant met; not that there was too much to do, which its answer says."""
    if not isinstance(error, BusyError):
        tell(error)


def _cross_origin(settings: ServerSettings) -> list[Middleware]:
    """Return what lets pages of other origins read, where the user named some."""
    if not settings.origins:
        return []
    return [
        Middleware(
            CORSMiddleware,
            allow_origins=settings.origins,
            allow_methods=("GET", "HEAD"),
            allow_headers=("Authorization", "If-None-Match"),
            expose_headers=("ETag", "Link", "Retry-After"),
        )
    ]


@asynccontextmanager
async def _lifespan(app: Starlette) -> AsyncIterator[None]:
    # While the first request is on its way; where the model cannot be had, the first query says why.
    app.state.workers.begin(app.state.live.prepare)
    try:
        async with app.state.assistants.running():
            yield
    finally:
        app.state.workers.close()
        app.state.live.close()
