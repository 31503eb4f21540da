"""Text that is safe to print.

A report is a file from outside, and a terminal obeys escape sequences. Whatever is neither a character to
read nor a line feed becomes U+FFFD, one for one, so that offsets into the text still hold.
"""

from __future__ import annotations

import re

_SURROGATES = r"\ud800-\udfff"
_CONTROLS = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
# These turn the order of what follows them round, a citation's too.
_BIDI_OVERRIDES = r"\u202a-\u202e\u2066-\u2069"


def printable(text: str) -> str:
    """Return text for a screen: line feeds stay, other breaks and tabs become spaces, controls U+FFFD."""
    text = re.sub(r"[\t\u2028\u2029]", " ", text)
    return re.sub(rf"[{_CONTROLS}\r{_SURROGATES}{_BIDI_OVERRIDES}]", "\ufffd", text)


def one_line(text: str) -> str:
    """Return printable text on one line, white space squeezed."""
    return " ".join(printable(re.sub(r"[\x0b\x0c\r\x85]", " ", text)).split())


def cell_text(text: str) -> str:
    """Return text for a data cell: white space stays, controls and what cannot be encoded become U+FFFD."""
    return re.sub(rf"[{_CONTROLS}{_SURROGATES}]", "\ufffd", text)
