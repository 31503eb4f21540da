"""Addresses of a Milvus server, and of a file of Milvus Lite."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

from kzsearch.errors import QueryError
from kzsearch.index.milvus.layout import KINDS_OF_INDEX

SCHEMES = ("milvus+http", "milvus+https")
SUFFIX = ".db"
TOKEN = "KZSEARCH_MILVUS_TOKEN"  # noqa: S105  the name of the variable
"""The environment variable that holds the token, or `user:password`. It is never stored and never printed."""

_EXAMPLE = "milvus+http://127.0.0.1:19530"
_PORT = 19530
_MOST_SHARDS = 64


@dataclass(frozen=True, slots=True)
class Address:
    """Where a server is, and how collections are to be made there.

    Attributes:
        uri: As the manifest records it: without credentials, a file's path relative to the index folder.
        server: For pymilvus: a URL, or the absolute path of a file.
        database: Name of the server's database; empty for the default one.
        index: Kind of index for the vectors; empty to choose by their number.
        shards: How many shards a collection has.
    """

    uri: str
    server: str
    database: str = ""
    index: str = ""
    shards: int = 1

    @property
    def is_file(self) -> bool:
        """Whether it is a file of Milvus Lite, which this process opens itself."""
        return self.server.endswith(SUFFIX)

    @property
    def shown(self) -> str:
        """The server as messages name it."""
        return self.server.partition("://")[2] or self.server


def is_address(uri: str) -> bool:
    """Whether a text is an address of this kind."""
    return uri.partition("://")[0] in SCHEMES or ("://" not in uri and uri.endswith(SUFFIX))


def parse(uri: str, index: Path) -> Address:
    """Read an address.

    Args:
        uri: As recorded: a file's path is relative to the index folder.
        index: The index folder.

    Raises:
        QueryError: It makes no sense. The message does not repeat an address that holds a password.
    """
    if "://" not in uri:
        return Address(uri, os.path.normpath(index.absolute() / uri))
    parts = urlsplit(uri)
    if "@" in parts.netloc:
        raise QueryError(
            "the address of the store holds a user or a password, which would be stored with the index",
            f"leave it out, and set the environment variable {TOKEN}=user:password",
        )
    try:
        host, port = parts.hostname, parts.port or _PORT
    except ValueError:
        host = None
    database = parts.path.strip("/")
    if not host or "/" in database or parts.fragment:
        raise QueryError(
            f"{uri} is no address of a Milvus server",
            f"write it like {_EXAMPLE}, or with a database: {_EXAMPLE}/reports",
        )
    index_kind, shards = _options(uri, parts.query)
    host = f"[{host}]" if ":" in host else host
    server = f"{parts.scheme.removeprefix('milvus+')}://{host}:{port}"
    return Address(uri, server, database, index_kind, shards)


def _options(uri: str, query: str) -> tuple[str, int]:
    options = dict(parse_qsl(query, keep_blank_values=True))
    kind, shards = options.pop("index", "").upper(), options.pop("shards", "1")
    if options:
        raise QueryError(f"{uri} has an option that is not known: {', '.join(options)}", "use index, shards")
    if kind and kind not in KINDS_OF_INDEX:
        raise QueryError(f"{kind} is no kind of index for vectors", f"use {', '.join(KINDS_OF_INDEX)}")
    if not (shards.isascii() and shards.isdecimal() and 1 <= int(shards) <= _MOST_SHARDS):
        raise QueryError(f"{shards} is no number of shards", f"use a number from 1 to {_MOST_SHARDS}")
    return kind, int(shards)


def recorded(uri: str, index: Path) -> str:
    """Return an address that the user typed as the manifest records it."""
    return uri if "://" in uri else Path(os.path.relpath(os.path.expanduser(uri), index)).as_posix()  # noqa: PTH111
