"""What `import kzsearch` offers: an open index with its methods, and functions that raise no error but our own."""

from __future__ import annotations

from kzsearch.library.building import build_index
from kzsearch.library.opened import Index, open_index, search_index

__all__ = ["Index", "build_index", "open_index", "search_index"]
