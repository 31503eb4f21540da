"""What a title, heading or address says of the report: its country."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kzsearch import countries, series
from kzsearch.tiers import parse_tier_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kzsearch.types import Country

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
        bare = series.without_name(title)
        for part in [bare] if _country(bare) else _PARTS.split(bare):
            if country := _country(part):
                found.setdefault(country, part)
    return next(iter(found)).name if len(found) == 1 else ""


def _country(words: str) -> Country | None:
    return countries.find(_YEAR.sub(" ", words).strip(" -–—:,"))
