"""Country and tier from sentences that every report of the series has."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final

from kzsearch.domain import countries
from kzsearch.domain.tiers import parse_tier

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kzsearch.types import Country, Tier

_WINDOW: Final = 90  # characters; the longest country name has some fifty
_MOST: Final = 1_000  # sentences of a kind that are read; a report has a handful
_STANDARDS: Final = re.compile(r"\bgovernment of (?=([^.;]{3,160}?minimum standards))", re.IGNORECASE)
_RECOMMENDATIONS: Final = re.compile(
    r"\brecommendations for (?:the government of )?(?=(.{3,90}))", re.IGNORECASE
)
_PLACED: Final = re.compile(
    r"\b(?:remain(?:ed|s)|(?:was|is|has been)(?: again| therefore)? "
    r"(?:placed|upgraded|downgraded|moved|reinstated|ranked))"
    r" (?:on|to|in|at) (?:the )?(?P<tier>Tier [123](?: Watch List)?)(?!\w)",
    re.IGNORECASE,
)
_ROUTE: Final = re.compile(r" is [^.;]{0,80}?\b(?:source|transit|destination)\b", re.IGNORECASE)
_PROFILE: Final = re.compile(
    r"\btraffickers exploit (?:both )?(?:domestic|foreign)(?: (?:and|or) (?:domestic|foreign))? victims "
    r"(?:in|from) (?=(.{3,90}))",
    re.IGNORECASE,
)


def country_in_text(text: str) -> dict[Country, str]:
    """Return the country that the series' standard sentences name, with the words; several contradict each other.

    Only the strongest kind of sentence found counts. Other mentions of countries do not.
    """
    squeezed = " ".join(text.split())
    return (
        dict(_after(_STANDARDS, squeezed))
        or dict(_after(_RECOMMENDATIONS, squeezed))
        or dict(_before(_PLACED, squeezed))
        or {**dict(_before(_ROUTE, squeezed)), **dict(_after(_PROFILE, squeezed))}
    )


def tier_in_text(text: str, country: Country) -> dict[Tier, str]:
    """Return the tiers on which the text places the country, with the words of each.

    A sentence with `therefore` gives this year's tier; other sentences may be about the years before.
    """
    squeezed = " ".join(text.split())
    found: dict[Tier, str] = {}
    decided: dict[Tier, str] = {}
    for match in _PLACED.finditer(squeezed):
        before = squeezed[max(0, match.start() - _WINDOW) : match.start()].rstrip()
        subject = countries.at_end(before)
        tier = parse_tier(match["tier"])
        if tier is None or (subject is None and not before.endswith(" it")) or subject not in {None, country}:
            continue
        words = f"{before.split()[-1]} {match[0]}"
        found.setdefault(tier, words)
        if re.search(r"\btherefore\b[^.;]*$", before, re.IGNORECASE):
            decided.setdefault(tier, words)
    return decided or found


def _after(pattern: re.Pattern[str], text: str) -> Iterator[tuple[Country, str]]:
    """Yield the country that follows each match; the pattern looks ahead at the words after it."""
    for match in islice(pattern.finditer(text), _MOST):
        country = countries.at_start(re.split(r"[:;,]", match[1])[0]) or countries.at_start(match[1])
        if country:
            yield country, f"{match[0]}{country.name}"


def _before(pattern: re.Pattern[str], text: str) -> Iterator[tuple[Country, str]]:
    """Yield the country that stands before each match."""
    for match in islice(pattern.finditer(text), _MOST):
        before = text[max(0, match.start() - _WINDOW) : match.start()].rstrip()
        if country := countries.at_end(before):
            yield country, f"{country.name} {match[0].strip()}"
