"""JSON of an answer: UTF-8, without line feeds, valid whatever a report holds."""

from __future__ import annotations

from kzsearch.render.machine import json_text


def json_bytes(value: object) -> bytes:
    """Return a value as JSON."""
    return json_text(value).encode("utf-8")
