"""Where a page's citations lead: nowhere in a file that stands alone, to the report's own page where there is one."""

from __future__ import annotations

from collections.abc import Callable

from kzsearch.types import Span

Addresses = Callable[[str, Span | None], str]
"""Gives the address of a passage, by its id, and in it of what has this span of the source text; empty for none."""


def nowhere(_passage_id: str, _span: Span | None) -> str:
    """Return no address."""
    return ""
