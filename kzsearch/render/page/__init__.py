"""A country's page as HTML, from records alone."""

from __future__ import annotations

from kzsearch.render.page.frame import render_page

__all__ = ["render_page"]
