"""Which country a title names: the title of a page or document, a heading, the last part of an address.

Which series and year titles name is asked in `publication`.
"""

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


def titled(title: str) -> dict[str, str]:
    """Return the header of a file that states only its title: that, and the country where the title names one."""
    header = {"title": title, "country": country_in_title([title])}
    return {name: value for name, value in header.items() if value}


def _country(words: str) -> Country | None:
    return countries.find(_YEAR.sub(" ", words).strip(" -–—:,"))
