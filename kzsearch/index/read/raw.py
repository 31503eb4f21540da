"""The source bytes of a span, straight from the file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from kzsearch.errors import ReportError
from kzsearch.reading import read_source
from kzsearch.types import Hit


def source_bytes(corpus: Path, hits: Sequence[Hit]) -> bytes:
    """Return the bytes from the first character of the first passage to the last character of the last passage.

    Where a file's text was extracted (a web page, a PDF, a compressed file), they are the bytes of that text.

    Args:
        corpus: The corpus folder.
        hits: Passages of one report, in order.

    Raises:
        ReportError: The file cannot be read, or has changed since it was indexed.
    """
    report = hits[0].report
    read = read_source(corpus, report.source)
    if read.sha256 != report.sha256:
        raise ReportError(
            f"{report.source} has changed since it was indexed",
            "kzsearch verify says what moved; kzsearch index reads it anew",
        )
    span = slice(hits[0].passage.span.start, hits[-1].passage.span.end)
    if read.extracted:
        return read.text[span].encode(report.encoding)
    start = report.bom_bytes + len(read.text[: span.start].encode(report.encoding))
    length = len(read.text[span].encode(report.encoding))
    return (corpus / report.source).read_bytes()[start : start + length]
