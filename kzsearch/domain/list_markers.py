"""The markers of list items."""

from __future__ import annotations

import re

BULLET = re.compile(r"(?:[-*+–•·▪◦‣●○■□✓\uf0b7][ \t\u00a0]+|[•▪◦‣●\uf0b7])(?=\S)")
NUMBER = re.compile(r"\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)][ \t]+(?=\S)")


def marker_length(item: str) -> int:
    """Return the length of the marker at the start of an item, with the white space after it; 0 without a marker."""
    match = BULLET.match(item) or NUMBER.match(item)
    return match.end() if match else 0
