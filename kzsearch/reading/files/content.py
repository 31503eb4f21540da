"""What format a file's bytes are in, whatever its name says."""

from __future__ import annotations

import codecs
import re
from enum import StrEnum
from typing import Final

from kzsearch.errors import ReportError


class FileFormat(StrEnum):
    """The formats of reports, as messages name them."""

    TEXT = "plain text"
    MARKDOWN = "Markdown"
    WEB_PAGE = "a web page"
    PDF = "a PDF"
    OFFICE = "an office document"


HEAD_BYTES: Final = 1024
_PAGE: Final = re.compile(
    rb"(?:\s|<!--.{0,800}?-->|<\?xml[^>]{0,200}>)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_ZIP: Final = b"PK\x03\x04"
_IN_A_ZIP: Final = (b"word/document.xml", b"content.xml")


def format_of(data: bytes, promised: FileFormat, name: str) -> FileFormat:
    """Return the format of a file.

    Args:
        data: Its bytes.
        promised: What its name says; believed where the bytes do not say otherwise.
        name: What messages call it.

    Raises:
        ReportError: It is in a format that is not read, or not in the one that its name promises.
    """
    head = data[:HEAD_BYTES]
    if is_pdf(head):
        return FileFormat.PDF
    if data.startswith(_ZIP):
        if any(part in data for part in _IN_A_ZIP):
            return FileFormat.OFFICE
        raise ReportError(
            f"{name} is a ZIP archive, not a report.", "Unpack it, and put the reports into the corpus."
        )
    if data.startswith(b"{\\rtf"):
        raise ReportError(f"{name} is a Rich Text document, not text.", "Save it as .docx, or as UTF-8 text.")
    if _PAGE.match(_as_ascii(head)):
        return FileFormat.WEB_PAGE
    if promised in {FileFormat.PDF, FileFormat.OFFICE} and data:
        raise ReportError(
            f"{name} is not {promised}, or is damaged at its beginning.",
            "Copy the file again, or name it for what it is.",
        )
    return promised


def is_pdf(head: bytes) -> bool:
    """Whether a file that begins so is a PDF; a few bytes may stand before its mark."""
    return b"%PDF-" in head


def _as_ascii(head: bytes) -> bytes:
    """Return the beginning of a file so that tags can be seen in it."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return head[2:].replace(b"\0", b"")
    return head.removeprefix(codecs.BOM_UTF8)
