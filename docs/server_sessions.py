"""Ask what docs/server.md asks, and write the real answers back.

A session is a fenced block of kind `console` whose lines `$ curl ...` ask the server; the other blocks are no sessions.
The application answers in this process, so that no port is needed. `python docs/server_sessions.py [INDEX]`
"""

from __future__ import annotations

import re
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.testclient import TestClient

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "server.md"
ADDRESS = "http://127.0.0.1:8377"
_SESSION = re.compile(r"(?<=^```console\n)(\$ curl .*?)(?=^```$)", re.MULTILINE | re.DOTALL)


def sessions(page: str) -> list[str]:
    """Return the sessions of a page."""
    return _SESSION.findall(page)


def replay(session: str, client: TestClient) -> str:
    """Return a session with the answers of now.

    Args:
        session: Lines `$ curl [-i] [-H HEADER] ADDRESS`, with or without answers.
        client: A client of the application.
    """
    found = []
    for command in re.findall(r"^\$ (curl .*)$", session, re.MULTILINE):
        words = shlex.split(command)[1:]
        headers = dict(words[place + 1].split(": ", 1) for place, word in enumerate(words) if word == "-H")
        answer = client.get(words[-1], headers={"Accept": "*/*", **headers})
        shown = answer.text.rstrip()
        if "-i" in words:
            named = ("content-type", "etag", "link", "retry-after")
            lines = [f"HTTP/1.1 {answer.status_code} {answer.reason_phrase}"]
            lines += [f"{name}: {answer.headers[name]}" for name in named if name in answer.headers]
            shown = "\n".join([*lines, "", shown]).rstrip()
        found.append(f"$ {command}\n{shown}\n")
    return "\n".join(found)


def replayed(page: str, index: Path) -> str:
    """Return a page with the answers of now."""
    from starlette.testclient import TestClient

    from kzsearch.serving.live import LiveIndex
    from kzsearch.web.app import application

    with TestClient(application(LiveIndex(index)), base_url=ADDRESS) as client:
        return _SESSION.sub(lambda match: replay(match[0], client), page)


if __name__ == "__main__":
    named = Path(sys.argv[1]) if sys.argv[1:] else ROOT / "indexes/default"
    PAGE.write_text(replayed(PAGE.read_text(encoding="utf-8"), named), encoding="utf-8")
