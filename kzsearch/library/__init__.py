"""What `import kzsearch` offers: an open index with its methods, and functions that raise no error but our own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzsearch.library.opened import Index, open_index, search_index

if TYPE_CHECKING:
    from kzsearch.library.building import build_index

__all__ = ["Index", "build_index", "open_index", "search_index"]


def __getattr__(name: str) -> object:
    """Import what builds when it is first used: it reads reports, which whoever opens an index does not."""
    if name != "build_index":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from kzsearch.library import building

    return building.build_index
