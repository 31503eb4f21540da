"""PDFs to sources.

A PDF holds characters and their places on a page, but no paragraphs, columns or headers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kzsearch.domain.title_country import title_header
from kzsearch.errors import ReportError
from kzsearch.reading.files.pdf.lines import lines_of
from kzsearch.reading.files.pdf.pages import reading_order
from kzsearch.reading.files.pdf.paragraphs import pieces_of
from kzsearch.reading.files.text.assembled import assemble, squeezed

if TYPE_CHECKING:
    import pypdfium2

    from kzsearch.reading.files.pdf.lines import Line
    from kzsearch.types import Source

MAX_PAGES: Final = 2_000
MAX_CHARACTERS: Final = 10_000_000
# A scanned page may have a stamp or a page number as text; a page of a report has over a thousand characters.
_FEWEST_CHARACTERS: Final = 50


def read_pdf(data: bytes, name: str) -> Source:
    """Return a PDF as a source; arguments and errors as for plain text."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise ReportError(
                f"{name} is a PDF that is locked with a password.", "Save a copy without the password."
            ) from error
        raise _damaged(name) from error
    try:
        count = len(document)
        if count > MAX_PAGES:
            raise ReportError(
                f"{name} has {count:,} pages; at most {MAX_PAGES:,} are read.",
                "Divide it into several files.",
            )
        if count == 0:
            raise _damaged(name)
        pages = _pages(document, count, name)
        header = _header(document)
    finally:
        document.close()
    source = assemble(data, name, header, pieces_of(reading_order(pages)))
    if not source.text.strip():
        raise ReportError(f"{name} is a PDF with nothing but headers and footers.", "Save the file again.")
    return source


def _pages(document: pypdfium2.PdfDocument, count: int, name: str) -> list[list[Line]]:
    import pypdfium2

    pages: list[list[Line]] = []
    characters = damaged = 0
    for number in range(count):
        try:
            page = document[number]
            lines = lines_of(page)
            page.close()
        except pypdfium2.PdfiumError:
            damaged += 1
            lines = []
        pages.append(lines)
        characters += sum(len(line.text) for line in lines)
        if characters > MAX_CHARACTERS:
            raise ReportError(
                f"{name} has more than {MAX_CHARACTERS:,} characters.", "Divide it into several files."
            )
    if damaged:
        raise ReportError(
            f"{name} is a damaged PDF: {damaged} of its {count} pages cannot be read.", "Copy the file again."
        )
    if characters < _FEWEST_CHARACTERS * min(count, 2):
        raise ReportError(
            f"{name} is a PDF without text, as scanned pages are.",
            "Recognise its text first (for example with OCRmyPDF).",
        )
    return pages


def _header(document: pypdfium2.PdfDocument) -> dict[str, str]:
    stated = {key: squeezed(value) for key, value in document.get_metadata_dict().items()}
    author = stated.get("Author")
    return title_header(stated.get("Title", "")) | ({"author": author} if author else {})


def _damaged(name: str) -> ReportError:
    return ReportError(f"{name} is a damaged PDF, or one that is cut off.", "Copy the file again.")
