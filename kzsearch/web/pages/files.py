"""The files that pages load: the stylesheet, the script and the icon, each under an address that changes with it."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import NamedTuple

from kzsearch.render.page.style import STYLE

_FOLDER = "static"
_KINDS = {"site.css": "text/css", "site.js": "text/javascript", "icon.svg": "image/svg+xml"}
_DIGITS = 12


class StaticFile(NamedTuple):
    """A file that pages load.

    Attributes:
        content: Its bytes.
        kind: Its media type.
        version: What tells its content from others.
    """

    content: bytes
    kind: str
    version: str


@cache
def static_file(name: str) -> StaticFile | None:
    """Return a file by its name, or None where there is none of this name."""
    if name not in _KINDS:
        return None
    text = files("kzsearch.web.pages").joinpath(_FOLDER, name).read_text(encoding="utf-8")
    # What the page of `kzsearch report` has in itself, these pages have in a file: tables, charts, changed words.
    content = (STYLE + text if name.endswith(".css") else text).encode("utf-8")
    return StaticFile(content, _KINDS[name], sha256(content).hexdigest()[:_DIGITS])


def static_address(name: str) -> str:
    """Return the address of a file, which changes when its content does, so that browsers may keep it for good."""
    found = static_file(name)
    return f"/static/{name}" + (f"?v={found.version}" if found else "")
