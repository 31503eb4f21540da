"""A request of each address to begin with, on the reports that come with kzsearch."""

from __future__ import annotations

from urllib.parse import urlencode

from kzsearch.web.api.endpoints import Endpoint

_LEFT_OUT = (
    "fields",
    "cursor",
    "min_score",
    "context",
    "section",
    "tier",
    "series",
    "mode",
    "per_report",
    "change",
)
"""Parameters that would show less of what an address gives."""


def example_request(endpoint: Endpoint) -> str:
    """Return a request of an address: a path, and the examples of its parameters."""
    given = [
        (one.name, one.example) for one in endpoint.parameters if one.example and one.name not in _LEFT_OUT
    ]
    path = endpoint.path.replace("{id}", endpoint.id_example)
    return f"{path}?{urlencode(given)}" if given else path
