"""What kind of number a number is: a count, money, a length of time; or no figure at all (a date, an article)."""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import TYPE_CHECKING, Final, NamedTuple

from kzsearch.analysis.figures.numerals import Numeral, number_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kzsearch.types import Span


class Sort(Enum):
    """The sorts of numbers."""

    COUNT = auto()
    MONEY = auto()
    TIME = auto()
    NO_FIGURE = auto()


class Amount(NamedTuple):
    """A number and its sort.

    Attributes:
        sort: Its sort.
        end: Where the number ends with its unit, and with a conversion into dollars.
        unit: A currency, `years` or `months`; else empty.
        dollars: The conversion into dollars, or None.
    """

    sort: Sort
    end: int
    unit: str = ""
    dollars: float | None = None


MONTHS: Final = (
    "January|February|March|April|May|June|July|August|September|October|November|December"
    "|Jan\\.|Feb\\.|Mar\\.|Apr\\.|Aug\\.|Sept?\\.|Oct\\.|Nov\\.|Dec\\."
)
_FIRST_YEAR, _LAST_YEAR = 1900, 2060
_LAW: Final = re.compile(
    r"\b(?:articles?|arts?\.|sections?|secs?\.|chapters?|paragraphs?|paras?\.|clauses?|laws?|acts?|decrees?|resolutions?"
    r"|orders?|nos?\.|conventions?|protocols?|titles?|tier|phase|goals?|targets?|directives?|ordinances?|proclamations?"
    r"|regulations?|subsections?|bills?|codes?|circulars?|amendments?|schedules?|C|PL|RA|Public Law|UNSCR)"
    r"\s(?:nos?\.\s?|numbers?\s)?§*\s?\d[\w./:§-]*(?:\(\w{1,4}\))*(?:\s\([^()]*\))?"
    r"(?:(?:,\s(?:and\s|or\s)?|\s(?:and|or|through|to|&)\s)§*\s?\d[\w./:-]*(?:\(\w{1,4}\))*(?:\s\([^()]*\))?"
    r"(?=\s(?:and|or|of|in|under|to|through|did|do|which|that|were|was|are|is|for|with|as|also|"
    r"(?:prescrib|criminaliz|prohibit|provid|defin|punish|penaliz|cover|address)\w+)\b|\s?[,;.:()]|$))*",
    re.IGNORECASE,
)
_SYMBOLS: Final = {
    "$": "USD",
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY",
    "₹": "INR",
    "₦": "NGN",
    "₱": "PHP",
    "₩": "KRW",
}
_CODE: Final = (
    "USD|EUR|GBP|CHF|FCFA|CFA|XOF|XAF|RM|Rs\\.?|INR|PKR|KZT|KGS|UZS|TJS|AMD|AZN|GEL|MDL|UAH|RUB|BYN|RSD|ALL|BAM|MKD|BGN|RON"
    "|HUF|CZK|PLN|SEK|NOK|DKK|ISK|TRY|ILS|NIS|AED|SAR|QAR|KWD|BHD|OMR|JOD|EGP|MAD|TND|DZD|NGN|GHS|KES|UGX|TZS|ETB|ZAR|ZMW"
    "|MWK|MZN|BWP|NAD|RWF|BIF|SLL|LRD|GMD|GNF|MGA|MUR|SCR|CVE|AOA|CDF|SDG|SSP|SOS|DJF|ERN|CNY|RMB|JPY|KRW|TWD|HKD|MOP|MNT"
    "|THB|MYR|SGD|IDR|PHP|VND|LAK|KHR|MMK|BDT|LKR|NPR|BTN|MVR|AFN|IRR|IQD|SYP|LBP|YER|LYD|MXN|GTQ|HNL|NIO|CRC|PAB|DOP|HTG"
    "|JMD|TTD|BBD|XCD|BSD|BZD|GYD|SRD|COP|VES|PEN|BOB|BRL|CLP|ARS|UYU|PYG|CAD|AUD|NZD|FJD|PGK|SBD|VUV|WST|TOP|NT\\$|HK\\$"
)
_CURRENCY: Final = (
    "tenge|soms?|sums?|soums?|somonis?|manats?|drams?|laris?|lei|leu|leva|levs?|hryvnias?|hryvnya|rou?bles?|rupees?|rupiahs?"
    "|takas?|dong|baht|kip|kyats?|riels?|ringgit|pesos?|won|yen|yuan|renminbi|dollars?|euros?|pounds?|francs?|kron[aeo]r?"
    "|korun[ay]?|crowns?|kunas?|zlot(?:ys?|ych)|forints?|dinars?|denars?|dirhams?|riyals?|rials?|shekels?|liras?|birr"
    "|shillings?|nairas?|cedis?|kwachas?|metical|meticais|rand|leones?|dalasis?|ouguiyas?|ariary|pula|loti|maloti"
    "|emalangeni|lilangeni|quetzal(?:es)?|lempiras?|cordobas?|colon(?:es)?|sol(?:es)?|nuevos soles|reais|real"
    "|bolivar(?:es)?|bolivianos?|guaranis?|guaranies|gourdes?|tugriks?|togrogs?|marka|marks|afghanis?|rufiyaas?|ngultrums?"
    "|kinas?|vatu|tala|pataca|nakfa|leks?|dobras?|escudos?|balboas?|florins?|guilders?"
)
_SYMBOL_BEFORE: Final = re.compile(
    rf"(?:(?:US|NT|HK|A|C|CA|NZ|S|R|RD|J|TT|B|BZ|EC|F)?([{''.join(_SYMBOLS)}])|\b({_CODE}))\s?$"
)
_CURRENCY_AFTER: Final = re.compile(
    rf"\s(?:(?:(?!(?:of|in|and|to|from|per|with|for|by)\s)[\w’']+\s)?|(?:[A-Z][\w’']+\s){{0,3}}?)(?P<name>(?i:{_CURRENCY})|{_CODE})\b(?:\s\((?P<code>[A-Z]{{2,4}})\))?"
)
# Any words between a number and a conversion into dollars name a currency.
_NAMED_BY_CONVERSION: Final = re.compile(
    r"\s(?P<name>(?:(?!and\s|or\s)[^\W\d][\w’'.-]*\s){0,3}?[^\W\d][\w’'.-]*)"
    r"(?:\s\((?P<code>[A-Z]{2,5})\))?(?=\s\((?:\w+ )?(?:US)?\$)"
)
_CONVERSION: Final = re.compile(
    r"\s?[(,]\s?(?:approximately |about |around |nearly |roughly |or |equivalent to |some |over "
    r"|more than |USD |U\.?S\.? )*"
    r"(?:US)?\$\s?(?P<dollars>[\d,.]*\d(?:\s(?:million|billion|thousand))?)(?:\sUSD)?\)?"
)
_TIME: Final = re.compile(
    r"(?:\s(?:more|full|calendar|consecutive))?(?:-|\s)(?P<unit>year|month|week|day|hour|minute)(?:s"
    r"|’s)?(?![\w-])(?P<old>\sold|\sof age)?",
    re.IGNORECASE,
)
_NO_COUNT_AFTER: Final = re.compile(
    r"\s?(?:%|percent\b|per cent\b|percentage)|\s(?:hotline|helpline|line|tip line)\b|(?:st|nd|rd"
    r"|th)\b|[-\s](?:thirds?|quarters?|half|halves|fifths?)\b"
    r"|\sout of every\b|(?<=one)\sin (?:two|three|four|five|six|seven|eight|nine|ten"
    r"|\d{1,2})\b(?! cases| of)|\s?(?:a\.m\.|p\.m\.)|\spercentage"
    r"|\s(?:more|fewer|less)\s(?:\w+\s){0,3}than\b"
    r"|(?<=one)\s(?:another|such|time|hand|side|or more|or two)\b",
    re.IGNORECASE,
)
_NO_COUNT_BEFORE: Final = re.compile(
    r"\b(?:ages?|aged|under the age of|over the age of|ages of|older than|younger than|as young as|as old as|hotline"
    r"|helpline|dial|dialing|number|phone|page|pages|chapter|"
    r"(?:no|any|every|each|this|that|another|some) one)\s(?:of\s)?$|[§#]$"
    r"|\b(?:increas\w+|decreas\w+|declin\w+|drop\w*|reduc\w+|r(?:ise|ose|isen|ising)|gr(?:ew|own)"
    r"|f(?:ell|all)|up|down|more|fewer) (?:of|by)\s$"
    r"|\b(?:ages?|aged)(?: of)? \w+ (?:and|or|to)\s$|\bone (?:in|out of)(?: every)?\s$",
    re.IGNORECASE,
)
_NO_ONE: Final = re.compile(r"\b(?:no|any|every|each|this|that|another|some|loved)\s$", re.IGNORECASE)
_AGE: Final = re.compile(
    r"\b(?:under|below|over|above|age|aged|ages|than)\s(?:the age of\s)?$", re.IGNORECASE
)


def law_references(sentence: str) -> list[tuple[int, int]]:
    """Return where a sentence names articles, laws and their like by number."""
    return [match.span() for match in _LAW.finditer(sentence)]


def amount(sentence: str, numeral: Numeral, laws: Sequence[tuple[int, int]]) -> Amount:  # noqa: PLR0911  each is a rule, in the order in which they count
    """Return the sort of a number of a sentence.

    Args:
        sentence: The sentence.
        numeral: The number.
        laws: Where the sentence names articles.
    """
    start, end = numeral.span
    if any(first <= start < last for first, last in laws):
        return Amount(Sort.NO_FIGURE, end)
    if money := _money(sentence, numeral):
        return money
    if _is_year(sentence, numeral) or _is_day(sentence, numeral.span):
        return Amount(Sort.NO_FIGURE, end)
    if _NO_COUNT_AFTER.match(sentence, end):
        return Amount(Sort.NO_FIGURE, end)
    if found := _TIME.match(sentence, end):
        if found["old"] or (
            _AGE.search(sentence[: numeral.start]) and "imprison" not in sentence[end : end + 30]
        ):
            return Amount(Sort.NO_FIGURE, found.end())
        return Amount(Sort.TIME, found.end(), f"{found['unit'].casefold()}s")
    if _NO_COUNT_BEFORE.search(sentence[:start]) or (numeral.value == 1 and _NO_ONE.search(sentence[:start])):
        return Amount(Sort.NO_FIGURE, end)
    return Amount(Sort.COUNT, end)


def _money(sentence: str, numeral: Numeral) -> Amount | None:
    end = numeral.span.end
    unit, code = "", None
    if before := _SYMBOL_BEFORE.search(sentence[: numeral.span.start]):
        if _is_conversion(sentence, before.start()):
            return Amount(Sort.NO_FIGURE, end)
        unit = _SYMBOLS[before[1]] if before[1] else before[2]
    elif after := _CURRENCY_AFTER.match(sentence, end) or _NAMED_BY_CONVERSION.match(sentence, end):
        unit, code, end = " ".join(after["name"].split()), after["code"], after.end()
    if not unit:
        return None
    converted = _CONVERSION.match(sentence, end)
    dollars = number_of(converted["dollars"]) if converted else None
    if converted:
        end = converted.end()
    return Amount(Sort.MONEY, end, code or unit, dollars)


def _is_conversion(sentence: str, start: int) -> bool:
    """Whether an amount opens a bracket right behind another amount: `1.2 million tenge ($2,590)`."""
    opened = re.search(
        r"\(\s?(?:approximately |about |around |nearly |roughly |or |equivalent to |some |over |US ?|USD )*$",
        sentence[:start],
    )
    if opened is None:
        return False
    before = sentence[: opened.start()].rstrip()
    return bool(
        re.search(
            r"\d(?: (?:million|billion|thousand))?(?:(?: [\w’'.-]+){1,4}(?: \([A-Z]{2,5}\))?)?$", before
        )
    )


def _is_year(sentence: str, numeral: Numeral) -> bool:
    printed = sentence[numeral.span.start : numeral.span.start + 4]
    return (
        printed.isdecimal()
        and _FIRST_YEAR <= numeral.value <= _LAST_YEAR
        and not re.match(r"[,.]\d", sentence[numeral.span.start + 4 :])
    )


def _is_day(sentence: str, span: Span) -> bool:
    before = re.search(rf"\b(?:{MONTHS})\s$", sentence[: span.start])
    after = re.match(rf"\s(?:{MONTHS})\b", sentence[span.end :])
    return bool(before or after) and sentence[slice(*span)][:1].isdigit()
