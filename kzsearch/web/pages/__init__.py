"""Pages to read in: HTML that is made on the server from the records, and needs no script."""

from __future__ import annotations

from kzsearch.web.pages.routing import page_of_problem, routes

__all__ = ["page_of_problem", "routes"]
