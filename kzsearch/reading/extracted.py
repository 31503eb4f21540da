"""A source whose text was extracted from a file, rather than being its bytes decoded."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from kzsearch.reading.assembled import ENCODING
from kzsearch.types import Source, Span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kzsearch.reading.assembled import Assembled


def extracted(data: bytes, name: str, header: Mapping[str, str], assembled: Assembled) -> Source:
    """Return the source of a file's bytes, with the text and blocks that were read from them."""
    return Source(
        path=name,
        sha256=hashlib.sha256(data).hexdigest(),
        encoding=ENCODING,
        bom_bytes=0,
        text=assembled.text,
        body=Span(0, len(assembled.text)),
        header=header,
        blocks=assembled.blocks,
        page_starts=assembled.page_starts,
        extracted=True,
    )
