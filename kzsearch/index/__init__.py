"""One index folder: `read` opens it, `write` builds it, `check` compares it with the files.

Only opening is imported here: building and verifying import the readers of reports, which no query needs.
"""

from __future__ import annotations

from kzsearch.index.read.opening import OpenIndex, open_index

__all__ = ["OpenIndex", "open_index"]
