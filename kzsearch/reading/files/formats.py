"""Which files are reports, and in what format: what their names promise, and how large they may be."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from kzsearch.errors import ReportError
from kzsearch.reading.files.content import HEAD_BYTES, FileFormat, is_pdf
from kzsearch.reading.files.text import decode

if TYPE_CHECKING:
    from pathlib import Path

SUFFIXES: Final = {
    ".txt": FileFormat.TEXT,
    ".md": FileFormat.MARKDOWN,
    ".html": FileFormat.WEB_PAGE,
    ".htm": FileFormat.WEB_PAGE,
    ".pdf": FileFormat.PDF,
    ".docx": FileFormat.OFFICE,
    ".odt": FileFormat.OFFICE,
}
"""What a file's name promises; each may be followed by `.gz`."""

COMPRESSED: Final = ".gz"
MAX_BYTES: Final = {
    FileFormat.PDF: 100 * 1024 * 1024,  # a whole annual report, pictures and all
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
    if path.is_dir():
        raise ReportError(f"{name} is a directory, not a report.", "Rename it, or move it out of the corpus.")
    if path.exists() and not path.is_file():
        raise ReportError(f"{name} is not a regular file.", "Put a plain text file in its place.")
    try:
        size, limit = path.stat().st_size, decode.MAX_BYTES
        if size > limit:
            with path.open("rb") as stream:
                limit = MAX_BYTES[FileFormat.PDF] if is_pdf(stream.read(HEAD_BYTES)) else limit
        if size > limit:
            raise decode.too_large(name, size, limit)
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise ReportError(
            f"{name} cannot be read: {reason}.", "Check that the file is there and that you may read it."
        ) from error
