"""Text that is safe to print.

A report is a file from outside, and a terminal obeys escape sequences. Control characters, surrogates and
characters that reverse the order of a text become U+FFFD, one for one, so that offsets into the text stay valid.
"""

from __future__ import annotations

import re

from kzsearch.types.characters import BIDI_OVERRIDES, CONTROLS, SURROGATES


def printable(text: str) -> str:
    """Return text for a screen: line feeds stay, tabs and Unicode's separators become spaces, controls U+FFFD."""
    text = re.sub(r"[\t\u2028\u2029]", " ", text)
    return re.sub(rf"[{CONTROLS}\r{SURROGATES}{BIDI_OVERRIDES}]", "\ufffd", text)


def one_line(text: str) -> str:
    """Return printable text on one line, white space squeezed."""
    return " ".join(printable(re.sub(r"[\x0b\x0c\r\x85]", " ", text)).split())


def cell_text(text: str) -> str:
    """Return text for a data cell: white space stays, control characters and surrogates become U+FFFD."""
    return re.sub(rf"[{CONTROLS}{SURROGATES}]", "\ufffd", text)
