"""The years that a report's sentences name, by what each says of the report year.

A narrative counts the last full year and compares it with the year before: `Police investigated 26 cases, compared
with 20 in 2021. In 2022, the government allocated ...`. Years in plans, links and dates of access say nothing of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet


_YEAR: Final = r"(?P<year>(?:19|20)\d\d)(?![\d%])"
_MONTHS: Final = (
    "January|February|March|April|May|June|July|August|September|October|November|December"
    "|Jan\\.|Feb\\.|Mar\\.|Apr\\.|Aug\\.|Sept?\\.|Oct\\.|Nov\\.|Dec\\."
)
_EARLY_MONTHS: Final = ("Jan", "Feb", "Mar")
_NUMBER: Final = (
    r"(?:\$?\d[\d,.]*|no|none|zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen"
    r"|twenty|thirty|forty|fifty)"
)
# Between "compared with" and its year: no new clause, unless it is one more number of the same list.
_GAP: Final = rf"(?:[^.;,]|[.,](?=\d)|,?\s(?:and\s)?(?={_NUMBER}\b)){{0,110}}?"
_IN: Final = r"\b(?:in|during|for|throughout|over)\s(?:all\sof\s|calendar\syear\s)?"

# Passages whose years say nothing of the report year.
_SILENT: Final = re.compile(
    r"(?:https?://|www\.)\S+"
    r"|[\[(]?\b(?:date\s)?(?:accessed|retrieved|last\s(?:updated|modified|visited|reviewed))\b"
    rf"(?:\s(?:on|in))?:?(?:\s?(?:\d{{1,2}},?|{_MONTHS}|\d{{1,4}}[-/]\d\d?[-/]\d{{1,4}}))*(?:\s?(?:19|20)\d\d)?[\])]?"
    r"|\b(?:19|20)\d\d\s?(?:[-‐‑–—/]|to|through|until)\s?(?:(?:19|20)\d\d|\d\d)\b"
    r"|\b(?:between|from)\s(?:19|20)\d\d\s(?:and|to|through)\s(?:19|20)\d\d\b"
    r"|\b(?:FY|fiscal\syear)\s?(?:19|20)?\d\d\b",
    re.IGNORECASE,
)
_OPEN_ENDED: Final = re.compile(
    r"\b(?:since|by|until|till|through|before|after|prior\sto|beyond|as\sof|dating\sfrom|starting\sin)"
    rf"\s(?:the\s)?(?:(?:end|start|beginning|middle)\sof\s)?(?:early\s|late\s|mid-?)?"
    rf"(?:(?:{_MONTHS})\s(?:\d\d?,\s)?)?(?:19|20)\d\d\b",
    re.IGNORECASE,
)
# A sentence about what is to come, or about figures that lag behind, dates nothing.
_TO_COME: Final = re.compile(
    r"\b(?:will|plan(?:s|ned|ning)?\s(?:to|for)|scheduled|upcoming|expected|intend(?:s|ed)?|slated|forthcoming"
    r"|anticipated|set\sto)\b",
    re.IGNORECASE,
)
_LAGGING: Final = re.compile(
    r"\b(?:latest|most\srecent|last)\s(?:full\s)?(?:year|data|period|statistics|figures|information)\s?"
    r"[^.]{0,60}\b(?:available|published|reported)\b",
    re.IGNORECASE,
)

_COMPARED: Final = re.compile(
    r"(?:\b(?:as\s)?compar(?:ed|ison)\s(?:with|to)|\bcomparable\sto|\bversus|\bas\sopposed\sto|\b(?:up|down)\sfrom"
    r"|\b(?:increas|decreas|declin|reduc|rise|rose|drop|fell|fall|grow|grew|improv)\w*\s(?:of\s\S+\s)?(?:from|over)"
    r"|\b(?:same|similar)\b[^.;,]{0,30}?\sas"
    r"|\bin\scontrast\s(?:to|with))\s"
    rf"(?:(?P<gap>{_GAP}){_IN}|(?:the\syear\s)?){_YEAR}",
    re.IGNORECASE,
)
# "more than 841 calls in 2016" is a count; "more than in 2015" and "fewer than the 30 in 2015" compare.
_THAN: Final = re.compile(
    rf"\bthan\s(?:the\s{_NUMBER}\s[^.;,]{{0,40}}?|[a-z]+\s)?(?:{_IN}|the\syear\s)?{_YEAR}", re.IGNORECASE
)
_ONE_MORE: Final = re.compile(
    rf"(?:,?\s(?:and|or)\s|,\s){_NUMBER}\b[^.;,]{{0,40}}?{_IN}{_YEAR}", re.IGNORECASE
)
_IN_BRACKETS: Final = re.compile(
    rf"\((?:[^()]{{0,60}}?\b)?{_NUMBER}\b[^()\d]{{0,40}}?{_IN}{_YEAR}[^()]{{0,40}}\)", re.IGNORECASE
)
# "increased from 44 to 110 in 2022" and "from the previous year" compare, but not with that year.
_NOT_THAT_YEAR: Final = re.compile(
    r"\bto\s|\b(?:previous|prior|last|preceding|reporting|current)\b|\bof\s(?:whom|which|them|those)\b",
    re.IGNORECASE,
)

_DATED: Final = re.compile(
    r"(?P<law>\b(?:entered\sinto\sforce|went\sinto\seffect|took\seffect|effective|enacted|adopted|passed|ratified"
    r"|amended|signed|promulgated|approved|issued|introduced|revised|made|expired|acceded)\b[^.;,]{0,30}?\s)?"
    r"(?:\b(?:in|during|throughout|over|on)\s)?"
    r"(?P<part>(?:early|late|mid)[\s-]|the\s(?:first|second|third|fourth|last)\s(?:half|quarter|(?:\w+\s)?months?)\sof\s)?"
    rf"(?P<month>\b(?:{_MONTHS})\s(?:\d\d?(?:st|nd|rd|th)?,?\s|and\s(?:{_MONTHS})\s)?)?{_YEAR}",
    re.IGNORECASE,
)
_PREPOSITION: Final = re.compile(r"\b(?:in|during|throughout|over)\s", re.IGNORECASE)
_ANY_YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")
_COUNT: Final = re.compile(rf"\b(?!(?:19|20)\d\d\b){_NUMBER}\b", re.IGNORECASE)
_SENTENCE_END: Final = re.compile(r"(?<=[.!?])[\"”’)\]]*\s+(?=[“\"(]?[A-Z•])|(?<=[a-z][.!?])(?=[A-Z][a-z])")


@dataclass(frozen=True, slots=True)
class Mentions:
    """What the years in one sentence say.

    Attributes:
        sentence: The sentence, white space squeezed.
        compared: Years that a count is compared with.
        counted: Years in which something is said to have happened.
        early: Years of which only the first months are named: they may belong to the report year itself.
        bounds: Years of laws and the like: the report is not older.
        has_count: Whether the sentence counts anything.
        lagging: Years that the sentence calls the latest with figures: the report is younger than they say.
    """

    sentence: str
    compared: AbstractSet[int] = frozenset()
    counted: AbstractSet[int] = frozenset()
    early: AbstractSet[int] = frozenset()
    bounds: AbstractSet[int] = frozenset()
    has_count: bool = False
    lagging: AbstractSet[int] = frozenset()


def read_mentions(text: str) -> list[Mentions]:
    """Return the mentions of each sentence that names a year, in order; line ends do not matter."""
    squeezed = re.sub(r"\s+", " ", text.replace("\u00ad", ""))
    return [
        mentions
        for sentence in _SENTENCE_END.split(squeezed)
        if re.search(_YEAR, sentence) and (mentions := _read(sentence))
    ]


def _read(sentence: str) -> Mentions | None:
    if _LAGGING.search(sentence):
        years = {int(year) for year in _ANY_YEAR.findall(sentence)}
        return Mentions(sentence.strip(), bounds=years, lagging=years)
    rest = _SILENT.sub(" ~ ", sentence)
    compared, counted, early, bounds = set[int](), set[int](), set[int](), set[int]()
    for pattern in (_IN_BRACKETS, _COMPARED, _THAN):
        rest = _take(pattern, rest, compared)
    if not _TO_COME.search(rest):
        for match in _DATED.finditer(_OPEN_ENDED.sub(" ~ ", rest)):
            year, month, part = int(match["year"]), match["month"], match["part"] or ""
            if match["law"] and not month:
                bounds.add(year)
            elif (month and month.startswith(_EARLY_MONTHS)) or part.lower().startswith(
                ("early", "the first")
            ):
                early.add(year)
            elif month or part or _PREPOSITION.match(match[0]):
                counted.add(year)
    if not compared | counted | early | bounds:
        return None
    has_count = _COUNT.search(sentence) is not None
    return Mentions(sentence.strip(), compared, counted - compared, early, bounds, has_count=has_count)


def _take(pattern: re.Pattern[str], sentence: str, years: set[int]) -> str:
    """Move the years that the pattern finds out of the sentence and into `years`."""
    position = 0
    kept: list[str] = []
    while match := pattern.search(sentence, position):
        end = match.end()
        gap = match.groupdict().get("gap") or ""
        if _NOT_THAT_YEAR.search(gap):
            kept.append(sentence[position : match.start() + 1])
            position = match.start() + 1
            continue
        years.update(map(int, _ANY_YEAR.findall(match[0])))
        while more := _ONE_MORE.match(sentence, end):
            years.add(int(more["year"]))
            end = more.end()
        kept.append(sentence[position : match.start()] + " ~ ")
        position = end
    return "".join(kept) + sentence[position:]
