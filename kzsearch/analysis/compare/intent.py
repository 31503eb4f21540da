"""Whether a query asks for several years or for change, and what about.

`What changed between 2017 and 2023?` asks for a comparison, `shelter funding in both years` for each year's answer. A
year that is only told of, such as the 2016 of `victims identified in 2016`, asks for neither.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kzsearch.search import asking, naming
from kzsearch.types import Coverage, Section

_CHANGE = re.compile(
    r"(?:\b(?:what|which|anything|something|things?)\s+(?:else\s+)?)?(?:\b(?:has|have|had|did|was|is|were|are)\s+)?"
    r"\b(?:chang(?:ed|es?|ing)|differ(?:s|ed|ent(?:ly)?|ences?)?|evolv(?:ed|es?|ing)|evolution|compar(?:e|ison)s?"
    r"|updat(?:ed|es)|versus|vs\.?)(?!\w)",
    re.IGNORECASE,
)
_WORDS_OF_BOTH = (
    r"(?:both|each|all|either|every|the\s+two|across(?:\s+the)?|over(?:\s+the)?|between(?:\s+the)?(?:\s+two)?)\s+"
    r"(?:of\s+the\s+)?(?:two\s+)?(?:report\s+)?(?:years?|reports?|editions?)|year[\s-](?:by|over|on|to)[\s-]year|"
    r"from\s+(?:one\s+)?year\s+to\s+(?:the\s+next|year)"
)
_BOTH = re.compile(rf"\b(?:in\s+|by\s+|from\s+)?(?:{_WORDS_OF_BOTH})\b", re.IGNORECASE)
_TWO_YEARS = re.compile(
    r"\b(?:(?:between|from|in|of|for|since|both|across|comparing)\s+)*(?:the\s+)?(20\d\d)(?:\s+reports?)?\s*"
    r"(?:and|to|vs\.?|versus|until|through|or|with|[-–/&,→]|\.\.)+\s*(?:in\s+|by\s+|of\s+|for\s+)?(?:the\s+)?(20\d\d)"
    r"(?:\s+(?:TIP\s+)?(?:reports?|narratives?))?\b",
    re.IGNORECASE,
)
_REPEATED = re.compile(r"\b(?:(?:was|were|is|are)\s+)?(?:repeat(?:ed|s)?|appear(?:s|ed)?)\b", re.IGNORECASE)
_SINCE = re.compile(r"\bsince\s+(?:the\s+)?(20\d\d)(?:\s+(?:TIP\s+)?reports?)?\b", re.IGNORECASE)
_JOINED = re.compile(r"\b(?:between|from|both|across|comparing)\b", re.IGNORECASE)
_SECTIONS = {
    section: re.compile(rf"\b{section.value}\b", re.IGNORECASE)
    for section in Section
    if section not in {Section.OTHER, Section.RECOMMENDATIONS}
}
_RECOMMENDED = re.compile(r"\brecommend(?:ed|ations?|s)?\b", re.IGNORECASE)
# What is left of a question once its subject is gone.
_EMPTY = re.compile(
    r"\b(?:the|a|an|in|on|of|to|for|from|about|between|and|or|with|what|which|how|was|were|is|are|has|have|had|did|do|"
    r"does|section|sections|report|reports|narratives?|years?|text|wording|language|since|then|there|been|that|"
    r"things?|anything|made|new|main|any|priority|prioritized)\b|\W+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Intent:
    """What a query asks of several years.

    Attributes:
        change: Whether it asks for change.
        topic: What it asks about; empty where it asks about the reports or a section as a whole.
        years: Report years of the index that it names.
        countries: Alpha-3 codes of countries that it names.
        sections: Sections that it names.
    """

    change: bool
    topic: str
    years: tuple[int, ...]
    countries: tuple[str, ...]
    sections: tuple[Section, ...]


def read_intent(query: str, coverage: Coverage) -> Intent | None:
    """Return what a query asks of several years, or None where it asks of none.

    Args:
        query: The query.
        coverage: Which reports the index holds.
    """
    if not asking.may_ask_of_years(query):
        return None
    both, change = _BOTH.search(query), _CHANGE.search(query)
    repeated = _REPEATED.search(query)
    years, named_years = _years(query, coverage, asks=bool(change or repeated))
    if not both and not years:
        return None
    rest = _cut(query, [match.span() for match in (named_years, both, change, repeated) if match])
    named = naming.name(rest, coverage)
    recommended = bool(_RECOMMENDED.search(rest))
    topic = asking.split(_RECOMMENDED.sub(" ", named.rest))[0]
    sections = named.sections | {section for section, words in _SECTIONS.items() if words.search(topic)}
    beside = topic
    for words in _SECTIONS.values():
        beside = words.sub(" ", beside)
    whole = not _EMPTY.sub("", beside)
    return Intent(
        change=change is not None,
        topic="" if whole else topic,
        years=years,
        countries=tuple(sorted(named.countries)),
        sections=(Section.RECOMMENDATIONS,)
        if recommended
        else tuple(section for section in Section if whole and section in sections),
    )


def _years(query: str, coverage: Coverage, *, asks: bool) -> tuple[tuple[int, ...], re.Match[str] | None]:
    """Return the report years that a query puts side by side, and where it names them."""
    for match in _TWO_YEARS.finditer(query):
        years = {int(match[1]), int(match[2])}
        if len(years) > 1 and years <= coverage.years and (asks or _JOINED.search(match[0])):
            return tuple(sorted(years)), match
    since = _SINCE.search(query)
    if since and asks and int(since[1]) in coverage.years and max(coverage.years) > int(since[1]):
        return (int(since[1]), max(coverage.years)), since
    return (), None


def _cut(query: str, spans: list[tuple[int, int]]) -> str:
    kept, position = [], 0
    for start, end in sorted(spans):
        kept.append(query[position : max(start, position)])
        position = max(position, end)
    return " ".join([*kept, query[position:]])
