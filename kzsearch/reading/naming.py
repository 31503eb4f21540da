"""What a title, heading or address says of the report: its country."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kzsearch import countries, series
from kzsearch.tiers import parse_tier_line

if TYPE_CHECKING:
    from collections.abc import Iterable

_PARTS: Final = re.compile(r"\s[-–—|»·]\s|[|»:()]|,\s|\s{2,}")
_YEAR: Final = re.compile(r"(?:(?<=^)|(?<=\s))20\d\d(?=\s|$)")


def country_in_title(titles: Iterable[str]) -> str:
    """Return the name of the country that titles name, if they name one and no other; else nothing.

    A country counts where it is a part of a title by itself: `U.S. Embassy in Georgia` names none.
    """
    found = {}
    for title in titles:
        line = parse_tier_line(title)
        if line:
            found[line.country] = line.country_name
            continue
        for part in _PARTS.split(series.without_name(title)):
            words = _YEAR.sub(" ", part).strip(" -–—:,")
            country = countries.find(words) if words else None
            if country:
                found.setdefault(country, words)
    return next(iter(found)).name if len(found) == 1 else ""
