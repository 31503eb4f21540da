"""Numbers in words and digits: which words are numbers, and which amounts are the same."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from kzsearch.domain.number_words import ORDINALS, SCALES, VALUES, value_of

_OTHER = (
    *ORDINALS,
    *(f"{scale}s" for scale in SCALES),
    *"half halves thirds quarter quarters once twice thrice tens percent".split(),
)
_WORDS = frozenset((*VALUES, *SCALES, *_OTHER))
_ORDINAL_DIGITS = re.compile(r"(\d+)(?:st|nd|rd|th)")
_THREE = 3


def is_number(key: str) -> bool:
    """Whether a word says a number or a share."""
    return key in _WORDS or any(map(str.isdigit, key))


def amount(keys: Sequence[str]) -> tuple[str, Decimal] | None:
    """Return the one amount that words say together, with whether it counts or orders; None where they do not.

    Args:
        keys: Words in the form in which they are compared: `["twenty", "six"]`, `["25.97", "million"]`, `["4", "920"]`.
    """
    if not keys:
        return None
    if len(keys) == 1 and (order := _order(keys[0])) is not None:
        return "order", order
    if len(keys) > 1 and all(map(str.isdecimal, keys)):
        # Digits parted by spaces are one number where they stand in threes.
        grouped = len(keys[0]) <= _THREE and all(len(key) == _THREE for key in keys[1:])
        return ("count", Decimal("".join(keys))) if grouped else None
    value = value_of(keys)
    return None if value is None else ("count", value)


def _order(key: str) -> Decimal | None:
    if key in ORDINALS:
        return Decimal(ORDINALS.index(key) + 1)
    found = _ORDINAL_DIGITS.fullmatch(key)
    return Decimal(found[1]) if found and key.isascii() else None
