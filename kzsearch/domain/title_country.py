"""The country that titles name: titles of pages and documents, headings, the last part of an address."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kzsearch.domain import countries, series
from kzsearch.domain.tiers import parse_tier_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kzsearch.types import Country

_PARTS: Final = re.compile(r"\s[-–—|»·]\s|[|»:()]|,\s|\s{2,}")
_YEAR: Final = re.compile(r"(?:(?<=^)|(?<=\s))20\d\d(?=\s|$)")


def country_in_title(titles: Iterable[str]) -> str:
    """Return the name of the only country that titles name, or nothing.

    A country must be a part of a title by itself: `U.S. Embassy in Georgia` names none.
    """
    found = set()
    for title in titles:
        if line := parse_tier_line(title):
            found.add(line.country)
            continue
        bare = series.without_name(title)
        parts = [bare] if _country(bare) else _PARTS.split(bare)
        found.update(country for part in parts if (country := _country(part)))
    return found.pop().name if len(found) == 1 else ""


def title_header(title: str) -> dict[str, str]:
    """Return the header of a file that states only a title: the title, and the country that it names."""
    header = {"title": title, "country": country_in_title([title])}
    return {name: value for name, value in header.items() if value}


def _country(words: str) -> Country | None:
    return countries.find(_YEAR.sub(" ", words).strip(" -–—:,"))
