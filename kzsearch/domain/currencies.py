"""Currencies under one name: `KZT`, `Kazakhstani Tenge` and `tenge` are the same."""

from __future__ import annotations

import functools
import re

_DOLLARS = "USD"


@functools.cache
def same_name(unit: str) -> str:
    """Return a name that all ways to write a currency share; those of one country are told apart, no more."""
    words = unit.split()
    if not words or unit == _DOLLARS:
        return unit
    if re.fullmatch(r"[A-Z]{3}", unit):
        import pycountry

        found = pycountry.currencies.get(alpha_3=unit)
        words = found.name.split() if found else words
    last = words[-1].casefold()
    return last.removesuffix("s") if len(last) > len("sols") else last
