"""Numbers in words and digits: `twenty-six`, `25.97 million`, `four hundred and twelve`, `third`.

The one table of number words, and the one reader of their value, for quotes, comparisons and figures.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

UNITS: Final = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
TENS: Final = "twenty thirty forty fifty sixty seventy eighty ninety".split()
ORDINALS: Final = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
SCALES: Final = {
    "hundred": 100,
    "dozen": 12,
    "thousand": 1_000,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
}
VALUES: Final = {
    **{word: value for value, word in enumerate(UNITS)},
    **{word: 10 * value for value, word in enumerate(TENS, start=2)},
}
_WITHIN: Final = ("hundred", "dozen")  # `two hundred thousand`: what follows may multiply again
_DIGITS: Final = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?", re.ASCII)
_TEN, _TWENTY, _HUNDRED = 10, 20, 100


def value_of(words: Sequence[str]) -> Decimal | None:
    """Return the one number that words in lower case say together, or None where they say none, or several.

    Args:
        words: `["twenty", "six"]`, `["25.97", "million"]`, `["four", "hundred", "and", "twelve"]`.
    """
    total, current, last = Decimal(0), None, Decimal(0)
    for place, word in enumerate(words):
        if word in SCALES:
            if current is None:
                return None
            current *= SCALES[word]
            if word not in _WITHIN:
                total, current = total + current, Decimal(0)
            last = Decimal(_HUNDRED)
            continue
        if word == "and" and last >= _HUNDRED and 0 < place < len(words) - 1:
            continue
        value = _single(word)
        if value is None or (current is not None and not _may_follow(last, value, word)):
            return None
        current, last = (current or Decimal(0)) + value, value
    return None if current is None else (total + current).normalize()


def _may_follow(last: Decimal, value: Decimal, word: str) -> bool:
    """Whether a number word goes on the number before it: `six` after `twenty`, anything after a hundred."""
    if word not in VALUES:
        return False
    return last >= _HUNDRED or (_TWENTY <= last < _HUNDRED and 0 < value < _TEN)


def _single(word: str) -> Decimal | None:
    if word in VALUES:
        return Decimal(VALUES[word])
    return Decimal(word.replace(",", "")) if _DIGITS.fullmatch(word) else None
