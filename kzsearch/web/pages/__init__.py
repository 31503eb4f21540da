"""The pages to read in, as routes of the application."""

from __future__ import annotations

from starlette.routing import BaseRoute

routes: tuple[BaseRoute, ...] = ()
"""The pages; `kzsearch.web.app` puts them beside the API."""
