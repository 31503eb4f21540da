"""The other end of `bounded`: the process that parses one file after another."""

from __future__ import annotations

import json
import os
import signal
import sys
from typing import TYPE_CHECKING, Any, BinaryIO

from kzsearch.errors import ReportError
from kzsearch.reading.bounded import LENGTH_BYTES, MEMORY
from kzsearch.reading.content import Format
from kzsearch.reading.office import read_office
from kzsearch.reading.pdf import read_pdf
from kzsearch.reading.web_page import read_web_page

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kzsearch.types import Source

PARSERS: Mapping[Format, Callable[[bytes, str], Source]] = {
    Format.WEB_PAGE: read_web_page,
    Format.PDF: read_pdf,
    Format.OFFICE: read_office,
}
"""One parser a format: another format is one more line here and one more file in this folder."""


def serve() -> None:
    """Read requests from standard input and answer each on standard output, until there are no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for kzsearch itself, which then ends this too
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no answer
    _bound_memory()
    while True:
        length = sys.stdin.buffer.read(LENGTH_BYTES)
        if len(length) < LENGTH_BYTES:
            return
        form, name, size = json.loads(sys.stdin.buffer.read(int.from_bytes(length, "big")))
        answer = parse(Format(form), sys.stdin.buffer.read(size), name)
        _write(answers, answer)


def parse(form: Format, data: bytes, name: str) -> dict[str, Any]:
    """Return the source in a file, or the error that it gives, as plain values."""
    try:
        return _fields(PARSERS[form](data, name))
    except ReportError as error:
        return {"error": error.message, "hint": error.hint}
    except MemoryError:
        return {
            "error": f"{name} takes more than {MEMORY / 1e9:.0f} GB of memory to read.",
            "hint": "Put the report's text into a .txt file.",
        }
    except Exception as error:  # noqa: BLE001  whatever a damaged file does to a parser, the next one must go on
        return {
            "error": f"{name} cannot be read as {form.value}: {type(error).__name__}.",
            "hint": "Save the file again, or put the report's text into a .txt file.",
        }


def _fields(source: Source) -> dict[str, Any]:
    return {
        "path": source.path,
        "sha256": source.sha256,
        "encoding": source.encoding,
        "bom_bytes": source.bom_bytes,
        "text": source.text,
        "body": source.body,
        "header": dict(source.header),
        "blocks": [(block.kind.value, block.span) for block in source.blocks],
        "page_starts": source.page_starts,
        "extracted": source.extracted,
        "notes": source.notes,
    }


def _write(answers: BinaryIO, answer: dict[str, Any]) -> None:
    content = json.dumps(answer).encode("ascii")
    answers.write(len(content).to_bytes(LENGTH_BYTES, "big") + content)
    answers.flush()


def _bound_memory() -> None:
    try:
        import resource
    except ImportError:
        return  # Windows has no such bound
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    limit = MEMORY if hard == resource.RLIM_INFINITY else min(MEMORY, hard)
    resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
