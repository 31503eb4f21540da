"""`kzsearch serve`."""

from __future__ import annotations

from typing import Annotated

import typer

from kzsearch.cli.options import CorpusOption, IndexOption
from kzsearch.cli.streams import FOUND

EXAMPLES = "Examples: kzsearch serve · kzsearch serve --port 8400 --index indexes/all"


def serve(
    host: Annotated[str, typer.Option(help="Address to listen at.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen at.", min=0, max=65535)] = 8377,
    index: IndexOption = None,
    corpus: CorpusOption = None,
) -> int:
    """Serve the HTTP API and the pages to read in, until it is interrupted."""
    import uvicorn

    from kzsearch.places import find_places
    from kzsearch.serving.live import LiveIndex
    from kzsearch.web.app import application

    live = LiveIndex(find_places(index).index_folder, corpus)
    uvicorn.run(application(live), host=host, port=port, log_level="warning")
    return FOUND
