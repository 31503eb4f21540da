"""Plain text and Markdown files to sources."""

from __future__ import annotations

import hashlib

from kzsearch.reading.files.text import decode, front_matter, layout
from kzsearch.types import Source


def read_text(data: bytes, name: str, *, markdown: bool = False) -> Source:
    """Return a plain text file as a source.

    Args:
        data: The file's bytes.
        name: Its path relative to the corpus folder, which messages and citations use.
        markdown: Whether its lines are read by Markdown's rules.

    Raises:
        ReportError: The file is empty, binary or damaged.
    """
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


def read_markdown(data: bytes, name: str) -> Source:
    """Return a Markdown file as a source; arguments and errors as for plain text."""
    return read_text(data, name, markdown=True)
