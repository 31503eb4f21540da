"""The application as a client sees it, on an index of a test."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.testclient import TestClient

from kzsearch.serving.live import LiveIndex
from kzsearch.web.app import application
from kzsearch.web.settings import ServerSettings

if TYPE_CHECKING:
    from collections.abc import Iterator

ADDRESS = "http://127.0.0.1:8377"


@contextmanager
def client(index: Path, settings: ServerSettings | None = None) -> Iterator[TestClient]:
    """Give a client of the application."""
    app = application(LiveIndex(index), settings or ServerSettings())
    with TestClient(app, base_url=ADDRESS, raise_server_exceptions=True) as made:
        yield made
