"""Who keeps the signals of an index outside its folder: chosen by the form of an address, imported when chosen."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kzsearch.errors import QueryError

if TYPE_CHECKING:
    from kzsearch.types.keeping import Keeper

LOCAL = "local"
"""What a user calls the index folder itself."""


def recorded(uri: str, index: Path) -> str:
    """Return an address that the user typed as a manifest records it: a file's path relative to the index folder."""
    from kzsearch.index.milvus import address

    return address.recorded(uri, index) if address.is_address(uri) else uri


def keeper_of(uri: str, index: Path) -> Keeper:
    """Return the keeper at an address.

    Args:
        uri: As recorded.
        index: The index folder.

    Raises:
        QueryError: No keeper has such an address.
    """
    from kzsearch.index.milvus import address
    from kzsearch.index.milvus.keeper import MilvusKeeper

    if address.is_address(uri):
        return MilvusKeeper(address.parse(uri, index))
    shown = uri if "@" not in uri else "the address given"
    raise QueryError(
        f"{shown} is no store that is known",
        f"use milvus+http://HOST:19530, a file that ends in {address.SUFFIX}, or {LOCAL} for the index folder",
    )
