"""Word and OpenDocument texts to sources.

Both are ZIP archives with the text in one XML file, which is read as a stream: nothing is unpacked to disk, and no
more than `MAX_XML_BYTES` are read. Headers, footers, comments and footnotes are in other files or elements, and are
left out.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING, Final

from kzsearch.domain.title_country import title_header
from kzsearch.errors import ReportError
from kzsearch.reading.files.markup.office_markup import OPEN_DOCUMENT, WORD, Markup, Role, TextReader
from kzsearch.reading.files.text.assembled import assemble, squeezed

if TYPE_CHECKING:
    from kzsearch.reading.files.text.assembled import Piece
    from kzsearch.types import Source

MAX_XML_BYTES: Final = 20 * 1024 * 1024
"""Most bytes of an XML file that are unpacked; a report of 100 pages has about 2 MB."""

_MAX_ENTRIES: Final = 10_000
_BLOCK_BYTES: Final = 64 * 1024
_TEXTS: Final = (("word/document.xml", WORD), ("content.xml", OPEN_DOCUMENT))
_FACTS: Final = ("docProps/core.xml", "meta.xml")
_COPY: Final = "Save the document again."
_DAMAGED: Final = (zipfile.BadZipFile, ValueError, OSError)


def read_office(data: bytes, name: str) -> Source:
    """Return a .docx or .odt document as a source; arguments and errors as for plain text."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (NotImplementedError, *_DAMAGED) as error:
        raise ReportError(f"{name} is a damaged office document, or one that is cut off.", _COPY) from error
    with archive:
        entries = {entry.filename: entry for entry in archive.infolist()[:_MAX_ENTRIES]}
        found = next(((entries[part], markup) for part, markup in _TEXTS if part in entries), None)
        if found is None:
            raise ReportError(
                f"{name} is a ZIP archive without a text document.", "Save it as .docx or .odt."
            )
        pieces = _read(archive, *found, name)
        header = _header(archive, entries, name)
    source = assemble(data, name, header, pieces)
    if not source.text.strip():
        raise ReportError(
            f"{name} is an office document without text.", "Put the report's text into it, or remove it."
        )
    return source


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, markup: Markup, name: str) -> list[Piece]:
    """Return the text of an XML file of the archive."""
    from xml.parsers.expat import ExpatError

    reader = TextReader(markup)
    left = MAX_XML_BYTES
    try:
        with archive.open(entry) as stream:
            while block := stream.read(_BLOCK_BYTES):
                left -= len(block)
                if left < 0:
                    raise ReportError(
                        f"{name} unpacks to more than {MAX_XML_BYTES / 1e6:.0f} MB of text.",
                        "Give every report a file of its own.",
                    )
                reader.feed(block)
        reader.feed(b"", last=True)
    except (ExpatError, zlib.error, EOFError, NotImplementedError, *_DAMAGED) as error:
        raise ReportError(f"{name} is a damaged office document.", _COPY) from error
    except RuntimeError as error:  # raised by zipfile where a password is needed
        raise ReportError(
            f"{name} is an office document that is locked with a password.",
            "Save a copy without the password.",
        ) from error
    return reader.pieces()


def _header(archive: zipfile.ZipFile, entries: dict[str, zipfile.ZipInfo], name: str) -> dict[str, str]:
    """Return the header with the title that the document states; empty where that part is damaged."""
    for part in _FACTS:
        if part not in entries:
            continue
        try:
            pieces = _read(archive, entries[part], {"title": Role.PARAGRAPH}, name)
        except ReportError:
            return {}
        if title := squeezed(" ".join(piece.text for piece in pieces)):
            return title_header(title)
    return {}
