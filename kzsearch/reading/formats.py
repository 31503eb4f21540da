"""One file to one source: which format it is in, by its content first, and who reads it.

Plain text is decoded here. Web pages, PDFs and office files are parsed by large libraries from files of
anyone's making, so that happens in a process of its own whose time and memory are bounded.
"""

from __future__ import annotations

import zlib
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from kzsearch.errors import ReportError
from kzsearch.reading import bounded, decode
from kzsearch.reading.content import HEAD_BYTES, Format, format_of, is_pdf
from kzsearch.reading.plain_text import read_markdown, read_text

if TYPE_CHECKING:
    from pathlib import Path

    from kzsearch.types import Source

SUFFIXES: Final = {
    ".txt": Format.TEXT,
    ".md": Format.MARKDOWN,
    ".html": Format.WEB_PAGE,
    ".htm": Format.WEB_PAGE,
    ".pdf": Format.PDF,
    ".docx": Format.OFFICE,
    ".odt": Format.OFFICE,
}
"""What a file's name promises; each may be followed by `.gz`."""

_GZIP: Final = b"\x1f\x8b"
COMPRESSED: Final = ".gz"
MAX_BYTES: Final = {
    Format.PDF: 100 * 1024 * 1024,  # a whole annual report, pictures and all
}
"""Largest file of each format, decompressed; `decode.MAX_BYTES` for the others."""


def is_report_name(name: str) -> bool:
    """Whether a file's name is that of a report in a known format."""
    bare = PurePosixPath(bare_name(name))
    return bare.suffix.lower() in SUFFIXES and bare.stem.lower() != "readme"


def bare_name(name: str) -> str:
    """Return a file's name without the ending that says that it is compressed."""
    return name[: -len(COMPRESSED)] if name.lower().endswith(COMPRESSED) else name


def read_file(path: Path, name: str) -> Source:
    """Return a file as a source.

    Args:
        path: The file.
        name: Its path relative to the corpus folder, which messages and citations use.

    Raises:
        ReportError: It cannot be read.
    """
    stored = decode.read_bytes(path, name, _limit_of(path))
    largest = max(MAX_BYTES.values())
    data = _decompressed(stored, name, largest) if stored.startswith(_GZIP) else stored
    promised = SUFFIXES.get(PurePosixPath(bare_name(name)).suffix.lower(), Format.TEXT)
    form = format_of(data, promised, name)
    limit = MAX_BYTES.get(form, decode.MAX_BYTES)
    if len(data) > limit:
        raise decode.too_large(name, len(data), limit)
    if form is Format.TEXT:
        source = read_text(data, name)
    elif form is Format.MARKDOWN:
        source = read_markdown(data, name)
    else:
        source = bounded.read(form, data, name)
    notes = source.notes
    if form is not promised and {form, promised} != {Format.TEXT, Format.MARKDOWN}:
        notes = (*notes, f"read as {form}, which it is, whatever its name says")
    if data is not stored:
        import hashlib

        source = replace(source, sha256=hashlib.sha256(stored).hexdigest(), extracted=True)
    return replace(source, notes=notes)


def _limit_of(path: Path) -> int:
    """Return how large a file may be, by its first bytes: a text of 50 MB is refused without being read."""
    try:
        if path.is_file() and path.stat().st_size > decode.MAX_BYTES:
            with path.open("rb") as stream:
                head = stream.read(HEAD_BYTES)
            return MAX_BYTES[Format.PDF] if is_pdf(head) else decode.MAX_BYTES
    except OSError:
        pass  # reading it will say what is wrong
    return decode.MAX_BYTES


def _decompressed(stored: bytes, name: str, limit: int) -> bytes:
    """Return what a gzip file holds, all its members, but never more than a report may have."""
    parts: list[bytes] = []
    room = limit + 1
    rest = stored
    try:
        while rest and room > 0:
            member = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
            parts.append(member.decompress(rest, room))
            room -= len(parts[-1])
            if room > 0 and not member.eof:
                raise ReportError(f"{name} is a compressed file that is cut off.", "Copy the file again.")
            rest = member.unused_data.lstrip(b"\0")
    except zlib.error as error:
        raise ReportError(f"{name} is a damaged compressed file.", "Copy the file again.") from error
    if room <= 0:
        raise decode.too_large(name, None, limit)
    return b"".join(parts)
