"""The names of the formats."""

from __future__ import annotations

from enum import StrEnum


class Format(StrEnum):
    """How records are printed."""

    TEXT = "text"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    MD = "md"
    BIBTEX = "bibtex"
    """References of what was found, as `cite` gives them."""
    RIS = "ris"
    ONELINE = "oneline"
    """Tab-separated values, for `cut`, `fzf` and `xargs`; `--oneline` names it."""
    TERMINAL = "terminal"
    """What `auto` means on a terminal; users do not type this name."""
