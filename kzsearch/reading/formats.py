"""Which files are reports, and in what format: what their names promise, and how large they may be."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from kzsearch.reading import decode
from kzsearch.reading.content import HEAD_BYTES, Format, is_pdf

if TYPE_CHECKING:
    from pathlib import Path

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


def stored_bytes(path: Path, name: str) -> bytes:
    """Return a file's bytes as they are stored, its size checked before they are read.

    Args:
        path: The file.
        name: What messages call it.

    Raises:
        ReportError: It is a directory, unreadable or too large.
    """
    return decode.read_bytes(path, name, _limit_of(path))


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
