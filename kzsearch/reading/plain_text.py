"""Plain text and Markdown files to sources. Other formats have a file of their own beside this one."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from kzsearch.reading import decode, front_matter, layout
from kzsearch.types import Source

if TYPE_CHECKING:
    from pathlib import Path


def read_text(path: Path, name: str) -> Source:
    """Return a plain text file as a source.

    Args:
        path: The file.
        name: Its path relative to the corpus folder, which messages and citations use.

    Raises:
        ReportError: It cannot be read, or is no text.
    """
    return _read(path, name, markdown=False)


def read_markdown(path: Path, name: str) -> Source:
    """Return a Markdown file as a source; arguments and errors as for plain text."""
    return _read(path, name, markdown=True)


def _read(path: Path, name: str, *, markdown: bool) -> Source:
    data = decode.read_bytes(path, name)
    decoded = decode.decode(data, name)
    header, body = front_matter.split(decoded.text, name)
    if claim := header.get("encoding"):
        decode.check_claim(decoded, claim, name)
    return Source(
        path=name,
        sha256=hashlib.sha256(data).hexdigest(),
        encoding=decoded.codec,
        bom_bytes=decoded.bom_bytes,
        text=decoded.text,
        body=body,
        header=header,
        blocks=layout.blocks(decoded.text, body, markdown=markdown),
    )
