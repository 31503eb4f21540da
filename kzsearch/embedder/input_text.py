"""The text that a tokenizer is given."""

from __future__ import annotations

import re

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def encodable(text: str) -> str:
    """Return the text with lone surrogates replaced by U+FFFD, as no tokenizer takes them."""
    return _LONE_SURROGATE.sub("\ufffd", text)
