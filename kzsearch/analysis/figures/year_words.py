"""Expressions of a year: `in July 2022`, `the previous year`, `during the reporting period`, `since 2015`."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from kzsearch.analysis.figures.amounts import MONTHS
from kzsearch.types.figures import YearOrigin


class Dated(NamedTuple):
    """A year, and the words that give it."""

    year: int | None
    origin: YearOrigin
    words: str
    place: int


YEAR: Final = r"(?:19|20)\d\d"
_STATED: Final = re.compile(
    r"\b(?:in|during|for|throughout|over|as of|by|at|through|on|until|within|since the (?:start|beginning) of)\s"
    r"(?:the\s)?(?:(?:end|first|second|last|half|quarter|\w+ (?:\w+ )?months?)\s(?:half\s|quarter\s)?of\s)?"
    r"(?:(?:early|mid|late|calendar|fiscal|school|academic)[ -])?(?:years?\s|FY\s?)?"
    rf"(?:(?:\d{{1,2}}\s)?(?:{MONTHS})(?:\s\d{{1,2}})?(?:,|\sof)?\s)?(?P<year>{YEAR})\b"
    rf"(?!\s?[-‐‑–—/]\s?\d|\s(?:and|or)\s{YEAR}|\s(?:law|act|amendment|decree|code|constitution|plan|strategy|report|census|protocol|convention|agreement|treaty)s?\b)",
    re.IGNORECASE,
)
_MONTHS_OF_A_YEAR: Final = re.compile(
    rf"\b(?:from|between)\s(?:{MONTHS})(?:\s\d{{1,2}})?\s(?:to|and|through|until)\s(?:{MONTHS})(?:\s\d{{1,2}},?)?\s(?P<year>{YEAR})\b",
    re.IGNORECASE,
)
_OVER_NEW_YEAR: Final = re.compile(
    rf"\b(?:from|between)\s(?:{MONTHS})(?:\s\d{{1,2}},?)?\s(?P<first>{YEAR})\s(?:to|and|through|until)\s(?:{MONTHS})(?:\s\d{{1,2}},?)?\s(?P<last>{YEAR})\b",
    re.IGNORECASE,
)
_SEVERAL: Final = re.compile(
    rf"(?<!as )\b(?:since\s(?:[\w’]+\s){{0,3}}(?:{YEAR}|19\d\ds|inception|establishment|enactment|passage|independence)"
    rf"|(?:between|from)\s(?:\w+\s)?{YEAR}\s(?:and|to|through|until)\s|{YEAR}\s?[-‐‑–—/]\s?(?:{YEAR}"
    rf"|\d\d)\b|in {YEAR} and (?:(?:the |in )?(?:first|second|early|beginning|part)[a-z ]{{0,20}} )?{YEAR}"
    r"|(?:over|in|during|for|within)\sthe\s(?:past|last|previous|preceding)\s(?:few|several|two|three|four|five|six|seven|eight|nine|ten|\d+|decade)\b"
    r"|(?:most recent|latest) (?:fiscal|financial|school) year|since\s(?:it|its|they|their|the|then)\b"
    r"|in\s(?:previous|past|recent|prior|earlier)\s(?:years|reporting periods)|to date|historically"
    r"|cumulative\w*|so far|on average"
    r"|annually|each year|every year|per year|a year(?! (?:earlier|before))|per month|each month|yearly|previously)\b",
    re.IGNORECASE,
)
_OWN_PERIOD: Final = re.compile(
    r"\b(?:during|in|throughout|over|within|for)\s(?:the|this)\s(?:(?:current|entire|whole|first half of the)\s)?"
    r"(?:(?:reporting|rating|review|report)\s(?:period|year|cycle)|year|period (?:covered"
    r"|under review)|past (?:year|12 months)|last (?:year|12 months)|period)\b"
    r"|\bover the (?:past|last) year\b|\bthis (?:year|reporting period)\b",
    re.IGNORECASE,
)
PREVIOUS: Final = re.compile(
    r"\b(?:in|during|from|for|over)?\s?the\s(?:previous|prior|preceding|last)\s(?:(?:reporting|calendar|fiscal|report)\s)?(?:year|period|cycle)(?:’s)?\b"
    r"|\blast year\b|\bthe year (?:before|prior)\b|\b(?:a|one) year (?:earlier|before)\b"
    r"|\bprevious (?:year|reporting period)\b|\blast (?:year|reporting period)’s",
    re.IGNORECASE,
)


def last_stated(sentence: str) -> int | None:
    """Return the latest year that a sentence states."""
    years = [int(match["year"]) for match in _STATED.finditer(sentence)]
    return max(years, default=None)


def first_year(text: str, base: int | None, offset: int) -> Dated | None:
    """Return the first expression of a year in a text."""
    found: list[Dated] = []
    for match in _OVER_NEW_YEAR.finditer(text):
        first, last = int(match["first"]), int(match["last"])
        own = base is not None and (first, last) == (base, base + 1)
        found.append(
            Dated(base, YearOrigin.REPORTING_PERIOD, match[0], offset + match.start())
            if own
            else Dated(None, YearOrigin.NONE, match[0], offset + match.start())
        )
    found += [
        Dated(None, YearOrigin.NONE, match[0], offset + match.start()) for match in _SEVERAL.finditer(text)
    ]
    found += [
        Dated(int(match["year"]), YearOrigin.STATED, match[0], offset + match.start())
        for pattern in (_STATED, _MONTHS_OF_A_YEAR)
        for match in pattern.finditer(text)
    ]
    found += [
        Dated(base, YearOrigin.REPORTING_PERIOD, match[0], offset + match.start())
        for match in _OWN_PERIOD.finditer(text)
    ]
    for match in PREVIOUS.finditer(text):
        if not any(
            match.start() + offset <= other.place + 4 and other.place <= match.end() + offset
            for other in found
        ):
            year = None if base is None else base - 1
            found.append(Dated(year, YearOrigin.PREVIOUS_PERIOD, match[0].strip(), offset + match.start()))
    return min(found, key=lambda dated: dated.place, default=None)
