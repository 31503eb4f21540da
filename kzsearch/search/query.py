"""A user's input checked and made into values: the query, the settings and each filter."""

from __future__ import annotations

import math
import re
import time
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from kzsearch.domain.series import TIP
from kzsearch.errors import QueryError
from kzsearch.search.function_words import FUNCTION_WORDS
from kzsearch.suggestion import did_you_mean
from kzsearch.text import squeeze
from kzsearch.types import Filters, ReportRecord, Section, Tier, YearRange

if TYPE_CHECKING:
    from kzsearch.search.settings import Settings

MAX_WORDS = 1_000
MAX_HITS = 10_000
MAX_CONTEXT = 1_000
_LABELS_TOLD, _LONGEST_LABEL = 12, 50

_Choice = TypeVar("_Choice", bound=StrEnum)


def check_query(query: str) -> str:
    """Return a query without white space at its ends.

    Raises:
        QueryError: It is empty, has no letter or digit, is too long, or is not valid text.
    """
    if not isinstance(query, str):
        raise QueryError(f"the query is a {type(query).__name__}, not text", "give a text to look for")
    if "\x00" in query:
        raise QueryError("the query holds a NUL character", "type the words to look for")
    if any("\ud800" <= character <= "\udfff" for character in query):
        raise QueryError("the query is not valid text in the terminal's encoding", "type it again, in UTF-8")
    query = query.strip()
    if not query:
        raise QueryError("the query is empty", 'say what to look for: kzsearch search "shelter funding"')
    if not any(character.isalnum() for character in query):
        raise QueryError(
            "the query has no letter or digit", 'say what to look for: kzsearch search "shelter funding"'
        )
    words = len(query.split())
    if words > MAX_WORDS or len(query) > 20 * MAX_WORDS:
        raise QueryError(
            f"the query has {words:,} words and {len(query):,} characters; at most {MAX_WORDS:,} words are read",
            "ask for one thing at a time",
        )
    return query


def terms(query: str) -> tuple[str, ...]:
    """Return the words of a query that the lexical side looks for, each once, in order.

    Function words are left out unless there is nothing else.
    """
    words = dict.fromkeys(all_words(query))
    return tuple(word for word in words if word not in FUNCTION_WORDS) or tuple(words)


def all_words(text: str) -> list[str]:
    """Return the words of a text in lower case, in order."""
    # Composed, because a combining accent would end the word; squeezed, because a soft hyphen would.
    return re.findall(r"[^\W_]+", unicodedata.normalize("NFC", squeeze(text)).casefold())


def check_context(context: int) -> int:
    """Return a number of neighbouring passages.

    Raises:
        QueryError: It is negative or beyond MAX_CONTEXT.
    """
    if not 0 <= context <= MAX_CONTEXT:
        raise QueryError(
            f"{context} neighbours cannot be shown", f"--context takes a number from 0 to {MAX_CONTEXT}"
        )
    return context


def check_settings(settings: Settings) -> Settings:
    """Return settings whose numbers make sense.

    Raises:
        QueryError: One does not.
    """
    if not 1 <= settings.top_k <= MAX_HITS:
        raise QueryError(
            f"{settings.top_k} hits cannot be shown", f"-k takes a number from 1 to {MAX_HITS:,}"
        )
    check_context(settings.context)
    if settings.per_report is not None and settings.per_report < 1:
        raise QueryError(
            f"{settings.per_report} hits of a report cannot be shown", "--per-report takes 1 or more"
        )
    if settings.min_score is not None and not math.isfinite(settings.min_score):
        raise QueryError(f"{settings.min_score} is no score", "--min-score takes a number, such as 0.3")
    if settings.rerank is not None and not settings.rerank.strip():
        raise QueryError("--rerank names no model", "name a cross-encoder, or leave --rerank out")
    return settings


def parse_filters(
    years: Iterable[str] = (),
    sections: Iterable[str] = (),
    named_countries: Iterable[str] = (),
    named_tiers: Iterable[str] = (),
    named_series: Iterable[str] = (),
    labels: Callable[[], Sequence[str]] = tuple,
    *,
    section_option: str = "--section",
) -> Filters:
    """Make filters of what a user wrote.

    Args:
        years: `2017`, `2017..2023` or `2017-2023`.
        sections: Section names, or words of a heading of another series' outline.
        named_countries: Names in any spelling, or ISO 3166 codes.
        named_tiers: `2`, `Tier 2 Watch List`, `2WL`, `special case`.
        named_series: Codes or names of series: `tip`, `hr`, `Country Reports on Human Rights Practices`.
        labels: Gives the headings of other outlines that the index holds; asked where a name is no section.
        section_option: What the user calls sections by.

    Raises:
        QueryError: A value makes no sense; the hint names the nearest that does.
    """
    known_sections, headings = _sections(sections, labels, section_option)
    return Filters(
        years=tuple(map(parse_years, years)),
        sections=known_sections,
        labels=headings,
        countries=tuple(map(_country, named_countries)),
        tiers=tuple(map(_tier, named_tiers)),
        series=tuple(map(_series, named_series)),
    )


def kept_out(filters: Filters, reports: Iterable[ReportRecord]) -> list[str]:
    """Return what the index holds, for each kind of filter that alone allows no report."""
    known = list(reports)
    if filters.also:
        also = [line for others in filters.also for line in kept_out(others, known)]
        return list(dict.fromkeys([*kept_out(replace(filters, also=()), known), *also]))
    years = sorted({report.year for report in known})
    holds = []
    if filters.years and not any(span.first <= year <= span.last for span in filters.years for year in years):
        holds.append(f"the index holds the report years {', '.join(map(str, years))}")
    if filters.countries and not any(report.country.alpha3 in filters.countries for report in known):
        holds.append(f"the index holds the countries {', '.join(sorted({r.country.name for r in known}))}")
    if filters.tiers and not any(report.tier in filters.tiers for report in known):
        tiers_held = sorted({report.tier.value for report in known if report.tier})
        holds.append(f"the index holds the tiers {', '.join(tiers_held) or '(none is known)'}")
    if filters.series and not any(report.series in filters.series for report in known):
        series_held = sorted({report.series for report in known})
        near = "".join(did_you_mean(code, series_held) for code in filters.series[:1])
        holds.append(f"{near}the index holds the series {', '.join(series_held)}")
    return holds


def parse_years(text: str) -> YearRange:
    """Return a year or a range of years.

    Raises:
        QueryError: It is neither, runs backwards, or lies outside the series.
    """
    hint = "--year takes a report year or a range: --year 2017, --year 2017..2023"
    match = re.fullmatch(r"\s*(\d{4})\s*(?:(?:\.\.|-|–)\s*(\d{4})\s*)?", text, re.ASCII)
    if match is None:
        raise QueryError(f"{text!r} is no report year", hint)
    first = int(match[1])
    last = int(match[2] or first)
    if last < first:
        raise QueryError(f"the years {text.strip()} run backwards", f"--year {last}..{first}")
    latest = time.gmtime().tm_year + 1
    for year in (first, last):
        if not TIP.first_year <= year <= latest:
            raise QueryError(
                f"there is no report of {year}: the series runs from {TIP.first_year} to {latest - 1}", hint
            )
    return YearRange(first, last)


def parse_choice(text: str, choices: type[_Choice], option: str) -> _Choice:
    """Return the member of an enumeration that a word names.

    Raises:
        QueryError: It names none; the hint says the nearest.
    """
    for choice in choices:
        if text.strip().casefold() == choice.value:
            return choice
    values = [choice.value for choice in choices]
    raise QueryError(
        f"{option} has no {text!r}", f"{did_you_mean(text, values)}{option} takes {', '.join(values)}"
    )


def _sections(
    named: Iterable[str], labels: Callable[[], Sequence[str]], option: str
) -> tuple[tuple[Section, ...], tuple[str, ...]]:
    """Return the sections that words name, and the headings of other outlines that hold all of the words."""
    sections: list[Section] = []
    headings: list[str] = []
    for text in named:
        words = re.findall(r"\w+", text.casefold())
        if " ".join(words) in list(Section):
            sections.append(Section(" ".join(words)))
            continue
        known = labels()
        holding = [
            label for label in known if words and set(words) <= set(re.findall(r"\w+", label.casefold()))
        ]
        if not holding:
            values = [*(section.value for section in Section), *known]
            raise QueryError(
                f"{option} has no {text!r}", f"{did_you_mean(text, values)}{option} takes {_some(known)}"
            )
        headings += holding
    return tuple(dict.fromkeys(sections)), tuple(dict.fromkeys(headings))


def _some(labels: Sequence[str]) -> str:
    """Return the sections, and as many headings of the index as one line holds."""
    sections = ", ".join(section.value for section in Section)
    headings = list(dict.fromkeys(" ".join(label.split())[:_LONGEST_LABEL] for label in labels))
    shown = headings[:_LABELS_TOLD]
    if not shown:
        return sections
    more = f" and {len(headings) - len(shown)} more" if len(headings) > len(shown) else ""
    return f"{sections}; or words of a heading: {'; '.join(shown)}{more}"


def _country(text: str) -> str:
    """Return the alpha-3 code of a country."""
    from kzsearch.domain import countries

    country = countries.parse(text)
    if country is None:
        near = countries.nearest(text)
        hint = f"did you mean {near}?" if near else "kzsearch reports lists the countries of the index"
        raise QueryError(f"no country is called {text!r}", hint)
    return country.alpha3


def _tier(text: str) -> Tier:
    """Return a tier placement."""
    from kzsearch.domain import tiers

    tier = tiers.parse_tier(text)
    if tier is None:
        near = did_you_mean(text, (Tier.TIER_2_WATCH_LIST, Tier.SPECIAL_CASE))
        raise QueryError(f"no tier is called {text!r}", f"{near}--tier takes 1, 2, 2WL, 3 or special")
    return tier


def _series(text: str) -> str:
    """Return the code of a series."""
    from kzsearch.domain import series

    named = series.parse(text)
    if named is None:
        codes = ", ".join(known.code for known in series.KNOWN)
        raise QueryError(f"no series is called {text!r}", f"--series takes {codes}, or a name from the table")
    return named.code
