"""The names in a query that say which report is meant: country, report year, tier, series, section.

Such a name says nothing of a passage's subject. It is taken out of the text that passages are compared with, and
`understanding` makes a preference of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from kzsearch.domain import series
from kzsearch.domain.countries import LONGEST_NAME, fold
from kzsearch.languages import Language, language_of
from kzsearch.search.asking import PUNCTUATION
from kzsearch.stems import name_stems, stem
from kzsearch.types import Coverage, Filters, Section, Span, Tier, YearRange

_WORD = re.compile(r"[^\W_]+")
_YEAR = re.compile(r"(?<!\w)20\d\d(?!\w)")
_YEARS = (
    r"(?<!\w)20\d\d(?:(?:\s*(?:,|/|-|–|\band|\bor|\bto|\bи|\bили|\bжәне|\bмен))+\s*20\d\d)*(?!\w)"
    r"(?:\s+(?:год(?:а|у|ы|ов)?|г\.|жыл(?:ғы|дың|ы|дар)?))?"
)
_REPORT = (
    r"(?:reports?|editions?|narratives?|TIP|отч[её]т\w{0,2}|доклад\w{0,2}|есе(?:п|бі)\w{0,4}|баяндама\w{0,5})"
)
# A year names a report where it stands beside the word "report", or beside the name of a country or series:
# `the 2017 report`, `Kazakhstan (2017)`. Elsewhere it says when something happened.
_REPORT_OF_YEAR = re.compile(
    rf"{_YEARS}(?:['’]s)?\s+{_REPORT}\b|\b{_REPORT}\s*[,(]?\s*(?:(?:of|for|from|in|за)\s+)?{_YEARS}\)?",
    re.IGNORECASE,
)
_YEAR_BEFORE = re.compile(rf"(?<!\bin ){_YEARS}\s*[,:(]?\s*$", re.IGNORECASE)
_YEAR_AFTER = re.compile(rf"\s*[,:(]?\s*{_YEARS}\)?")
_PUBLISHER = re.compile(
    r"\b(?:(?:u\.?s\.?|american)\s+)?(?:state\s+department|department\s+of\s+state)\b", re.IGNORECASE
)
_ALL_REPORTS = re.compile(
    r"\b(?:both|all|each|every|either)\s+(?:(?:of\s+)?the\s+)?(?:years?|reports?|editions?)\b", re.IGNORECASE
)
_TIER = re.compile(
    r"\btier\s*[123](?:\s*watch\s*list)?\b|\bуров(?:ень|ня)\s*№?\s*[123]\b|\b[123]\s*-\s*(?:й\s+уровень|деңгей)\w*",
    re.IGNORECASE,
)
# After these words a tier is also the subject: `why did the country stay on Tier 2?`
_BEFORE_A_SUBJECT = re.compile(r"\b(?:on|to|from|at)\s+(?:the\s+)?$", re.IGNORECASE)
_RU_SECTION = r"раздел\w{0,2}\s+(?:об?\s+)?[«\"]?"  # `в разделе о защите`
_KK_SECTION = r"(?:\s+туралы)?[»\"]?\s+бөлім\w{0,8}"  # `қорғау бөлімінде`
_SECTIONS: Mapping[Section, re.Pattern[str]] = {
    section: re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
    for section, words in {
        Section.RECOMMENDATIONS: (
            r"(?:prioriti[sz]ed\s+)?recommend(?:ations?|ed|s)?(?:\s+section)?|рекомендаци\w{1,3}|ұсын(?:ыс|ым)\w{0,8}"
        ),
        Section.PROSECUTION: (
            rf"prosecution\s+section|{_RU_SECTION}(?:(?:судебн|уголовн)\w+\s+)?преследовани\w|"
            rf"(?:қылмыстық\s+)?қудалау{_KK_SECTION}"
        ),
        Section.PROTECTION: rf"protection\s+section|{_RU_SECTION}защит\w|қорғау{_KK_SECTION}",
        Section.PREVENTION: (
            rf"prevention\s+section|{_RU_SECTION}(?:профилактик|предотвращени|предупреждени)\w|алдын\s+алу{_KK_SECTION}"
        ),
        Section.PROFILE: r"trafficking\s+profile|profile\s+section",
        Section.OVERVIEW: r"overview|tier\s+(?:ranking|placement|justification)",
    }.items()
}
# The overview tells the tier and why, so a query on tiers prefers it; the word itself stays.
_ON_TIERS = re.compile(r"\btiers?\b|\bуров(?:ень|ня)\s*№?\s*[123]\b|\b[123]\s*-\s*деңгей", re.IGNORECASE)
# Words before a name that go with it, and words that its removal leaves at an end of the query.
_LEADING_IN = re.compile(
    r"(?:\b(?:according\s+to|in|of|for|from|by|about|on|to|within|inside|across|throughout|regarding|concerning|"
    r"в|во|о|об|по|из|на|для|согласно)\s+)?"
    r"(?:\b(?:the|an?|annual)\s+)*$",
    re.IGNORECASE,
)
_POSSESSIVE = re.compile(r"['’]s?(?!\w)", re.IGNORECASE)
_LEFT_OVER = re.compile(
    r"^(?:(?:in|of|for|from|by|about|on|to|and|or|with)\b\W*)+|(?:\W+(?:and|or|with|the))+$", re.IGNORECASE
)


class _Name(NamedTuple):
    """A stretch of a query that names something."""

    span: Span
    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class Named:
    """The names in a query that say which report is meant.

    Attributes:
        rest: The query without the names: the text that passages are compared with.
        with_countries: The same with the countries left in, as a country may be the subject of a passage on
            another country.
        countries: Alpha-3 codes of countries that the index holds.
        years: Report years that are named as such.
        tiers: Tier placements.
        series: Codes of series.
        sections: Sections.
        on_tiers: Whether the query is on tiers, which the overview tells.
        written: Each name as written, and what it was taken for.
    """

    rest: str
    with_countries: str
    countries: frozenset[str] = frozenset()
    years: frozenset[int] = frozenset()
    tiers: frozenset[Tier] = frozenset()
    series: frozenset[str] = frozenset()
    sections: frozenset[Section] = frozenset()
    on_tiers: bool = False
    written: Mapping[str, str] = field(default_factory=dict)

    @property
    def filters(self) -> Filters:
        """The filters that let through only the reports and sections that the query names."""
        return Filters(
            years=tuple(YearRange(year, year) for year in sorted(self.years)),
            sections=tuple(sorted(self.sections)),
            countries=tuple(sorted(self.countries)),
            tiers=tuple(sorted(self.tiers)),
            series=tuple(sorted(self.series)),
        )


def name(query: str, coverage: Coverage) -> Named:
    """Return the names in a query of reports that an index holds.

    A country, tier or series that the index does not hold is a subject like any other, and stays.

    Args:
        query: The query.
        coverage: Which reports the index holds.
    """
    printed = {country.alpha3: country.name for country in coverage.countries}
    reports = [*_countries(query, coverage), *_series(query, coverage)]
    tiers = [
        _Name(Span(*match.span()), "tier", tier.value)
        for match in _TIER.finditer(query)
        if (tier := _tier(match[0])) in coverage.tiers and tier
    ]
    sections = [
        _Name(Span(*match.span()), "section", section.value)
        for section, pattern in _SECTIONS.items()
        for match in pattern.finditer(query)
    ]
    all_reports = [_Name(Span(*match.span()), "reports", "") for match in _ALL_REPORTS.finditer(query)]
    found = sorted([*all_reports, *reports, *tiers, *sections, *_years(query, [*reports, *sections])])

    def of(kind: str) -> Iterator[str]:
        return (one.value for one in found if one.kind == kind)

    on_tiers = bool(_ON_TIERS.search(query)) and bool(coverage.tiers - {None})
    cut = [
        one for one in found if one.kind != "tier" or not _BEFORE_A_SUBJECT.search(query, 0, one.span.start)
    ]
    return Named(
        rest=_without(query, cut),
        with_countries=_without(query, [one for one in cut if one.kind != "country"]),
        countries=frozenset(of("country")),
        years=frozenset(map(int, of("year"))),
        tiers=frozenset(map(Tier, of("tier"))),
        series=frozenset(of("series")),
        sections=frozenset(map(Section, of("section"))) | ({Section.OVERVIEW} if on_tiers else set()),
        on_tiers=on_tiers,
        written=_written(query, found, printed),
    )


def _tier(printed: str) -> Tier | None:
    # Compiling the expressions of that module takes a tenth of a bare interpreter's start; few queries name a tier.
    from kzsearch.domain.tiers import parse_tier

    return parse_tier(printed)


def _written(query: str, names: Iterable[_Name], printed: Mapping[str, str]) -> dict[str, str]:
    """Return each name as written and what it was taken for; a name inside another is left out."""
    written: dict[str, str] = {}
    last = Span(0, 0)
    for one in names:
        text = query[slice(*one.span)].strip()
        if one.span == last:
            written[text] += f", {one.value}"
        elif one.span.end > last.end:
            written[text] = f"{one.kind} {printed.get(one.value, one.value)}".strip()
            last = one.span
    return written


def _countries(query: str, coverage: Coverage) -> Iterator[_Name]:
    """Yield the countries that the index holds, in any spelling; a name inside a longer name is left out."""
    codes = {country.alpha3 for country in coverage.countries}
    words = list(_WORD.finditer(query))
    inflected = _inflected(query, coverage)
    start = 0
    while start < len(words):
        for end in range(min(len(words), start + LONGEST_NAME), start, -1):
            span = Span(words[start].start(), words[end - 1].end())
            written = query[slice(*span)]
            code = coverage.names.get(fold(written))
            if not code and "." in written:
                code = coverage.names.get(fold(written.replace(".", "")))
            if not code and inflected:
                code = inflected.get(
                    tuple(stem(fold(word[0]), language_of(query)) for word in words[start:end])
                )
            if code:
                if code in codes:
                    yield _Name(span, "country", code)
                start = end - 1
                break
        start += 1


def _inflected(query: str, coverage: Coverage) -> Mapping[tuple[str, ...], str]:
    """Return the country of each Cyrillic name's stems, where a query is in Cyrillic: `в Казахстане`."""
    language = language_of(query)
    if language is Language.ENGLISH:
        return {}
    return {stems: code for name, code in coverage.names.items() for stems in name_stems(name, language)}


def _series(query: str, coverage: Coverage) -> Iterator[_Name]:
    for known in series.KNOWN:
        if known.code in coverage.series:
            for match in re.finditer(rf"\b(?:{known.spelling})s?\b", query, re.IGNORECASE):
                yield _Name(Span(*match.span()), "series", known.code)
    if coverage.series <= {known.code for known in series.KNOWN if known.publisher == series.TIP.publisher}:
        for match in _PUBLISHER.finditer(query):
            yield _Name(Span(*match.span()), "publisher", "")


def _years(query: str, beside: Iterable[_Name]) -> Iterator[_Name]:
    matches = list(_REPORT_OF_YEAR.finditer(query))
    for one in beside:
        matches += filter(
            None, (_YEAR_BEFORE.search(query[: one.span.start]), _YEAR_AFTER.match(query, one.span.end))
        )
    if alone := re.fullmatch(rf"\W*{_YEARS}\W*", query):
        matches.append(alone)
    for span, written in {Span(*match.span()): match[0] for match in matches}.items():
        for year in _YEAR.finditer(written):
            yield _Name(span, "year", year[0])


def _without(query: str, names: Iterable[_Name]) -> str:
    """Return a query without the names and the words that lead them in."""
    kept: list[str] = []
    position = 0
    for one in names:
        if one.span.start >= position:
            kept.append(_LEADING_IN.sub("", query[position : one.span.start]))
        position = max(position, one.span.end)
        if possessive := _POSSESSIVE.match(query, position):
            position = possessive.end()
    text = " ".join([*kept, query[position:]])
    text = re.sub(r"\s+(?=[,;:?!.)])", "", re.sub(r"[(\[]\s*[)\]]", " ", " ".join(text.split())))
    return (_LEFT_OVER.sub("", text.strip(PUNCTUATION)) if kept else text).strip(PUNCTUATION)
