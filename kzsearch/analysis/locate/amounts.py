"""Numbers in words and digits: which words are numbers, and which amounts are the same."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
_VALUES = {
    **{word: Decimal(value) for value, word in enumerate(_UNITS)},
    **{word: Decimal(10 * value) for value, word in enumerate(_TENS, start=2)},
}
_SCALES = {
    "hundred": Decimal(100),
    "thousand": Decimal(1_000),
    "million": Decimal(10**6),
    "billion": Decimal(10**9),
    "trillion": Decimal(10**12),
}
_OTHER = (
    *_ORDINALS,
    *(f"{scale}s" for scale in _SCALES),
    *"dozen dozens half halves thirds quarter quarters once twice thrice tens percent".split(),
)
_WORDS = frozenset((*_VALUES, *_SCALES, *_OTHER))
_DIGITS = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_ORDINAL_DIGITS = re.compile(r"(\d+)(?:st|nd|rd|th)")
_THREE = 3
_TEN, _TWENTY, _HUNDRED = 10, 20, 100


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
    total, current, last = Decimal(0), None, Decimal(0)
    for key in keys:
        value = _value(key)
        if key in _SCALES:
            if current is None:
                return None
            current *= _SCALES[key]
            if key != "hundred":
                total, current = total + current, Decimal(0)
            last = Decimal(_HUNDRED)
        elif value is None or (current and not _may_follow(last, value, key)):
            return None
        else:
            current, last = (current or Decimal(0)) + value, value
    return "count", (total + (current or Decimal(0))).normalize()


def _may_follow(last: Decimal, value: Decimal, key: str) -> bool:
    """Whether a number word goes on the amount before it: `six` after `twenty`, anything after a hundred."""
    if key not in _VALUES:
        return False
    return last >= _HUNDRED or (_TWENTY <= last < _HUNDRED and value < _TEN)


def _value(key: str) -> Decimal | None:
    if key in _VALUES:
        return _VALUES[key]
    return Decimal(key.replace(",", "")) if key.isascii() and _DIGITS.fullmatch(key) else None


def _order(key: str) -> Decimal | None:
    if key in _ORDINALS:
        return Decimal(_ORDINALS.index(key) + 1)
    found = _ORDINAL_DIGITS.fullmatch(key)
    return Decimal(found[1]) if found and key.isascii() else None
