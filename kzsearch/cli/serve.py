"""`kzsearch serve`."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Annotated

import typer

from kzsearch.cli.extras import part_of_web
from kzsearch.cli.options import CorpusOption, IndexOption
from kzsearch.cli.streams import FOUND, note, tell
from kzsearch.errors import QueryError

if TYPE_CHECKING:
    from kzsearch.web.settings import ServerSettings

EXAMPLES = (
    "Examples: kzsearch serve · kzsearch serve --port 8400 --index indexes/all · "
    "KZSEARCH_TOKEN=... kzsearch serve --host 0.0.0.0 --name reports.example.org"
)
_TOKEN = "KZSEARCH_TOKEN"  # noqa: S105  the name of a variable
_SHORTEST_TOKEN = 8


def serve(
    host: Annotated[str, typer.Option(help="Address to listen at.", metavar="HOST")] = "127.0.0.1",
    port: Annotated[
        int, typer.Option(help="Port to listen at; 0 for any that is free.", min=0, max=65535, metavar="PORT")
    ] = 8377,
    token: Annotated[
        str | None,
        typer.Option(
            help="What each request must bring; better in KZSEARCH_TOKEN, as others see options.", metavar="T"
        ),
    ] = None,
    cors: Annotated[
        list[str] | None,
        typer.Option(
            help="Origin whose pages may read the API, such as https://example.org; repeatable.",
            metavar="ORIGIN",
        ),
    ] = None,
    name: Annotated[
        list[str] | None,
        typer.Option(help="Further name that the server is called by; repeatable.", metavar="NAME"),
    ] = None,
    index: IndexOption = None,
    corpus: CorpusOption = None,
) -> int:
    """Serve the pages to read in, an HTTP API and tools for assistants, until it is interrupted."""
    from kzsearch.cli.opening import chosen_folder
    from kzsearch.serving.live import LiveIndex

    server = part_of_web("kzsearch.web.server", "serve")
    settings = _settings(host, token, cors or [], name or [])
    bound = server.listen(host, port)
    with bound:
        live = LiveIndex(chosen_folder(index), corpus)
        address = server.address_of(bound)
        _warn(settings)
        server.run(live, settings, bound, lambda: tell(f"kzsearch serves at {address} (Ctrl-C ends it)"))
    return FOUND


def _settings(host: str, token: str | None, origins: list[str], names: list[str]) -> ServerSettings:
    """Return the settings of the server.

    Raises:
        QueryError: One makes no sense.
    """
    from kzsearch.web.security import checked_origins
    from kzsearch.web.settings import ServerSettings

    secret = os.environ.get(_TOKEN, "") if token is None else token
    if (token is not None or secret) and len(secret.strip()) < _SHORTEST_TOKEN:
        raise QueryError(
            f"the token has {len(secret.strip())} characters",
            f"give {_SHORTEST_TOKEN} or more, hard to guess",
        )
    return ServerSettings(host, secret.strip(), checked_origins(origins), tuple(names))


def _warn(settings: ServerSettings) -> None:
    from kzsearch.web.security import is_loopback

    if is_loopback(settings.host):
        return
    if not settings.token:
        note("whoever reaches this machine may read the index; with --token only who knows it")
    note("the connection is not encrypted; a proxy in front of it can do that")
