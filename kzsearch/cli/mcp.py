"""`kzsearch mcp`."""

from __future__ import annotations

import signal
import sys
from typing import Annotated

import typer

from kzsearch.cli.extras import part_of_web
from kzsearch.cli.options import CorpusOption, IndexOption
from kzsearch.cli.streams import FOUND, note, tell
from kzsearch.errors import KzsearchError, one_line

EXAMPLES = (
    "Examples: kzsearch mcp · kzsearch mcp --index indexes/all · kzsearch mcp --url http://127.0.0.1:8377"
)


def mcp(
    url: Annotated[
        str | None,
        typer.Option(
            "--url", help="Where kzsearch serve runs: addresses in answers are then its pages.", metavar="URL"
        ),
    ] = None,
    index: IndexOption = None,
    corpus: CorpusOption = None,
) -> int:
    """Give an assistant tools that search, read, compare, count and verify, over standard input and output (MCP)."""
    from kzsearch.assistants.addresses import Addresses, checked_server
    from kzsearch.cli.opening import chosen_folder
    from kzsearch.serving.live import LiveIndex

    addresses = Addresses(checked_server(url))
    serve = part_of_web("kzsearch.assistants.over_stdio", "mcp").serve
    live = LiveIndex(chosen_folder(index), corpus)
    try:
        if sys.stdin is None:
            raise KzsearchError(
                "standard input is closed", "an assistant starts kzsearch mcp, and asks over its input"
            )
        if sys.stdin.isatty():
            note("kzsearch mcp waits for an assistant to ask over standard input; Ctrl-C ends it")
        # The thread that waits for input cannot be interrupted; nothing is written, so that ending at once does no
        # harm.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        serve(live, addresses, _tell)
    finally:
        live.close()
    return FOUND


def _tell(error: Exception) -> None:
    """Print an error on standard error: standard output carries the protocol alone."""
    said = error.message if isinstance(error, KzsearchError) else f"{type(error).__name__}: {error}"
    tell(f"kzsearch: error: {one_line(said)}")
