"""One index folder: `opening` reads it, `build` writes it, `verify` compares it with the files.

Only opening is imported here: what builds and verifies brings all that reads reports, which no query needs.
"""

from __future__ import annotations

from kzsearch.index.opening import OpenIndex, open_index

__all__ = ["OpenIndex", "open_index"]
