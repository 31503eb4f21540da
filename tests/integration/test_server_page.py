"""The page on the server shows real answers, and names every address and parameter."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from kzsearch.web.api.endpoints import ENDPOINTS
from tests.conftest import ROOT

sys.path.insert(0, str(ROOT / "docs"))

import server_sessions

PAGE = server_sessions.PAGE.read_text(encoding="utf-8")
_OF_A_BUILD = re.compile(r"g\d{6}-[0-9a-f]{12}|cursor=[\w-]+|W/\"\w+\"")


def test_the_page_shows_what_the_server_answers(real_index: Path) -> None:
    assert len(server_sessions.sessions(PAGE)) >= 3
    now = server_sessions.replayed(PAGE, real_index)
    assert _OF_A_BUILD.sub("…", now) == _OF_A_BUILD.sub("…", PAGE), "python docs/server_sessions.py"


def test_the_page_names_every_address_with_its_parameters() -> None:
    for endpoint in ENDPOINTS:
        forms = (f"| `{endpoint.path}` |", f"| `{endpoint.path}?q=` |")
        (line,) = [line for line in PAGE.splitlines() if line.startswith(forms)]
        _, command, parameters = line.strip("|").split("|")
        assert command.strip(" `") in endpoint.command
        named = [name.strip() for name in parameters.split(",") if name.strip()]
        given = [parameter.name for parameter in endpoint.parameters]
        assert named == [name for name in given if name != "q" or "?q=" not in line]
