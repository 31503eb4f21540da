"""The command line: one short file a command, and the start of the program above them."""

from __future__ import annotations

from kzsearch.cli.edge import main

__all__ = ["main"]
