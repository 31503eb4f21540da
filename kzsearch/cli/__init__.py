"""The command line: one short module a command; `edge` starts the program."""

from __future__ import annotations

from kzsearch.cli.edge import main

__all__ = ["main"]
