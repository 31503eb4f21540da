"""Errors as an assistant reads them: a message and a hint, in the words of the tools."""

from __future__ import annotations

import re
from typing import NamedTuple

from kzsearch.errors import KzsearchError, QueryError

_OWN_WORDS = (
    (re.compile(r"\btop_k\b"), "limit"),
    (re.compile(r"\bkzsearch reports\b"), "list_reports"),
    (re.compile(r"--(?=[a-z])"), ""),
)


class Told(NamedTuple):
    """An error in words.

    Attributes:
        message: What is wrong.
        hint: How to correct it.
    """

    message: str
    hint: str

    @property
    def text(self) -> str:
        """Both, to read."""
        return f"error: {self.message}\nhint: {self.hint}"


def told(error: KzsearchError, *, nearby: bool) -> Told:
    """Return an error in the words of the tools.

    Args:
        error: The error.
        nearby: Whether the assistant runs on this machine. If not, it is told of what it wrote alone: other messages
            name files of the machine.
    """
    if nearby or isinstance(error, QueryError):
        return Told(_in_tools(error.message), _in_tools(error.hint))
    return Told(
        "the server cannot answer just now",
        "ask again in a moment; if it lasts, whoever runs the server sees why on its standard error",
    )


def _in_tools(text: str) -> str:
    for words, own in _OWN_WORDS:
        text = words.sub(own, text)
    return text
