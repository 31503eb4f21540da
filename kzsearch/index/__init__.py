"""One index folder: build it, open it, verify it."""

from __future__ import annotations

from kzsearch.index.build import BuildResult, build
from kzsearch.index.opening import OpenIndex, open_index
from kzsearch.index.verify import Finding, State, verify

__all__ = ["BuildResult", "Finding", "OpenIndex", "State", "build", "open_index", "verify"]
