"""A file's bytes to a source, by what they are: decompressed, and handed to the reader of their format.

Runs in the process that `sandbox` keeps, as files are of anyone's making.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import zlib
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from kzsearch.errors import ReportError
from kzsearch.reading.files.content import FileFormat, format_of
from kzsearch.reading.files.formats import MAX_BYTES, SUFFIXES, bare_name
from kzsearch.reading.files.markup.office import read_office
from kzsearch.reading.files.markup.web_page import read_web_page
from kzsearch.reading.files.pdf.document import read_pdf
from kzsearch.reading.files.text import decode
from kzsearch.reading.files.text.plain_text import read_markdown, read_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kzsearch.types import Source

READERS: Final[Mapping[FileFormat, Callable[[bytes, str], Source]]] = {
    FileFormat.TEXT: read_text,
    FileFormat.MARKDOWN: read_markdown,
    FileFormat.WEB_PAGE: read_web_page,
    FileFormat.PDF: read_pdf,
    FileFormat.OFFICE: read_office,
}
"""One reader a format: another format is one more line here and one more file in this folder."""

_GZIP: Final = b"\x1f\x8b"


def parse(stored: bytes, name: str) -> Source:
    """Return a file's bytes as a source.

    Args:
        stored: The bytes, compressed or not.
        name: The file's path relative to the corpus folder, which messages and citations use.

    Raises:
        ReportError: They cannot be read.
    """
    largest = max(MAX_BYTES.values())
    data = _decompressed(stored, name, largest) if stored.startswith(_GZIP) else stored
    promised = SUFFIXES.get(PurePosixPath(bare_name(name)).suffix.lower(), FileFormat.TEXT)
    form = format_of(data, promised, name)
    limit = MAX_BYTES.get(form, decode.MAX_BYTES)
    if len(data) > limit:
        raise decode.too_large(name, len(data), limit)
    try:
        source = READERS[form](data, name)
    except (ReportError, MemoryError):
        raise
    except Exception as error:  # whatever a damaged file does to a parser, the others must go on
        raise ReportError(
            f"{name} cannot be read as {form.value}: {type(error).__name__}.",
            "Save the file again, or put the report's text into a .txt file.",
        ) from error
    notes = source.notes
    if form is not promised and {form, promised} != {FileFormat.TEXT, FileFormat.MARKDOWN}:
        notes = (*notes, f"read as {form}, which it is, whatever its name says")
    if data is not stored:
        source = replace(source, sha256=hashlib.sha256(stored).hexdigest(), extracted=True)
    return replace(source, notes=notes)


def _decompressed(stored: bytes, name: str, limit: int) -> bytes:
    """Return what a gzip file holds, all its members, but never more than a report may have."""
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(stored)) as stream:
            data = stream.read(limit + 1)
    except EOFError as error:
        raise ReportError(f"{name} is a compressed file that is cut off.", "Copy the file again.") from error
    except (zlib.error, OSError) as error:
        raise ReportError(f"{name} is a damaged compressed file.", "Copy the file again.") from error
    if len(data) > limit:
        raise decode.too_large(name, None, limit)
    return data
