"""The command line: one short file a command, and the edge that turns errors into exit codes."""

from __future__ import annotations

from kzsearch.cli.edge import main

__all__ = ["main"]
