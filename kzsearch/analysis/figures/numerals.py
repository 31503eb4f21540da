"""Numbers in a sentence: digits, words, ranges, and what stands before them (`at least`, `more than`)."""

from __future__ import annotations

import re
from typing import NamedTuple

from kzsearch.domain.number_words import SCALES, VALUES, value_of
from kzsearch.types import Span
from kzsearch.types.figures import Comparison

_LARGE = [scale for scale in SCALES if scale != "dozen"]
_NUMBER_WORD = "|".join(VALUES)
_SCALE_WORD = "|".join(_LARGE)
_WORDS = (
    rf"(?:{_NUMBER_WORD}|a(?=\s(?:{_SCALE_WORD}|dozen)\b))(?:-(?:{_NUMBER_WORD}))?"
    rf"(?:\s(?:dozen|(?:{_SCALE_WORD})(?:\s(?:and\s)?(?:{_NUMBER_WORD})(?:-(?:{_NUMBER_WORD}))?)?)\b)*"
)
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_NUMBER = re.compile(
    # Not inside a word, a compound (`25-day`), another number, a span of years (`2014-15`), or a paragraph's sign
    # (`125(3b)`).
    rf"(?<![\w.,/])(?<![^\W\d]-)(?<!(?:19|20)\d\d[-‐‑–—])(?<!\d\()"
    rf"(?:(?P<digits>{_DIGITS})(?:\s(?P<scale>{_SCALE_WORD})\b)?|(?P<words>{_WORDS})"
    r"|(?P<none>none|no|any))(?![\w/]|-[^\W\d]|,\d|\.\d)",
    re.IGNORECASE,
)
_RANGE = re.compile(r"\s?[–—-]\s?|\s(?:to|or|and)\s", re.IGNORECASE)

_BEFORE = (
    (r"at least|a minimum of|no (?:fewer|less) than|not less than", Comparison.AT_LEAST),
    (
        r"more than|over|in excess of|upwards? of|greater than|exceeding|well over|(?:slightly|just) over",
        Comparison.MORE_THAN,
    ),
    (r"up to|at most|as many as|no more than|a maximum of|not more than", Comparison.AT_MOST),
    (r"fewer than|less than|under|below", Comparison.FEWER_THAN),
    (
        r"approximately|about|around|roughly|nearly|almost|some|an estimated|estimated|close to|circa|approx\.",
        Comparison.APPROXIMATELY,
    ),
)
_QUALIFIERS = re.compile(
    "(?:" + "|".join(rf"(?P<q{place}>{words})" for place, (words, _) in enumerate(_BEFORE)) + r")\s$",
    re.IGNORECASE,
)
_AFTER = re.compile(r"\s(?:or (?P<more>more)|or (?P<fewer>fewer|less))\b", re.IGNORECASE)


class Numeral(NamedTuple):
    """A number as it stands in a sentence.

    Attributes:
        span: In the sentence, without what qualifies it; both ends of a range.
        start: Where the number begins with what qualifies it.
        value: The number, or the lower end.
        upper: The upper end of a range, or None.
        comparison: How it is qualified.
        digits: Whether the last of it is written in digits.
    """

    span: Span
    start: int
    value: float
    upper: float | None
    comparison: Comparison
    digits: bool


def numerals(text: str) -> list[Numeral]:
    """Return the numbers of a sentence in order; `none`, `no` and `any` (of `did not convict any`) are zero."""
    found: list[Numeral] = []
    for match in _NUMBER.finditer(text):
        value = _value(match)
        if value is None:
            continue
        number = Numeral(
            Span(*match.span()), match.start(), value, None, Comparison.EQUAL, match["digits"] is not None
        )
        if found and (joined := _range(text, found[-1], number)):
            found[-1] = joined
        else:
            found.append(_qualified(text, number))
    return found


def number_of(text: str) -> float | None:
    """Return the value of a text that is one number, or None."""
    match = _NUMBER.fullmatch(text.strip())
    return None if match is None else _value(match)


def _value(match: re.Match[str]) -> float | None:
    if match["none"]:
        return 0.0
    if match["digits"]:
        return _float([match["digits"], *([match["scale"].casefold()] if match["scale"] else [])])
    words = re.findall(r"[a-z]+", match["words"].casefold())
    return _float(["one" if word == "a" else word for word in words])


def _float(words: list[str]) -> float | None:
    value = value_of(words)
    return None if value is None else round(float(value), 2)


def _qualified(text: str, number: Numeral) -> Numeral:
    before = _QUALIFIERS.search(text, 0, number.start)
    comparison, start = Comparison.EQUAL, number.start
    if before:
        comparison = next(kind for place, (_, kind) in enumerate(_BEFORE) if before[f"q{place}"])
        start = before.start()
    elif after := _AFTER.match(text, number.span.end):
        comparison = Comparison.AT_LEAST if after["more"] else Comparison.AT_MOST
    return number._replace(start=start, comparison=comparison)


def _range(text: str, low: Numeral, high: Numeral) -> Numeral | None:
    """Return two numbers as one range: `10-14`, `three to 10 years`, `between 20 and 30`."""
    between = text[low.span.end : high.span.start]
    if (
        (_is_year(text, low) and not _is_year(text, high))
        or low.upper is not None
        or not _RANGE.fullmatch(between)
        or high.value <= low.value
    ):
        return None
    opener = re.search(r"\b(between|from)\s(?:\w+\s){0,3}$", text[: low.start], re.IGNORECASE)
    word = between.strip().casefold()
    if word in {"and", "or"} and not (word == "and" and opener and opener[1].casefold() == "between"):
        return None
    if word == "to" and _is_growth(text, low):
        return None
    upper = high.value
    return low._replace(
        span=Span(low.span.start, high.span.end),
        upper=upper,
        comparison=Comparison.RANGE,
        digits=high.digits,
    )


def _is_year(text: str, number: Numeral) -> bool:
    return re.fullmatch(r"(?:19|20)\d\d", text[slice(*number.span)]) is not None


def _is_growth(text: str, low: Numeral) -> bool:
    """Whether `from 44 to 110` tells of two states: `increased the number of officers from 44 to 110`."""
    before = text[: low.start]
    return bool(
        re.search(
            r"\b(?:number of|total of|increas|decreas|rais|lower|cut|ris|rose|grew|grow|fell|fall"
            r"|drop|declin|reduc|expand|doubl|tripl|chang|went)\w*\b"
            r"[^.;:]*\bfrom\s$",
            before,
            re.IGNORECASE,
        )
    )
