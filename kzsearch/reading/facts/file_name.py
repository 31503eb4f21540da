"""Country and report year from a file's name: `kazakhstan-2017.txt`, `2017_TIP_Kazakhstan.txt`."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from kzsearch.domain import countries
from kzsearch.reading.facts.table import parse_year
from kzsearch.reading.files.formats import bare_name

if TYPE_CHECKING:
    from kzsearch.types import Country

_SEPARATORS: Final = re.compile(r"[\s_.,()\[\]+-]+")
# Whole words only: Denmark, Myanmar and Azerbaijan end as months begin.
_MONTH: Final = (
    r"(?<![^\W\d_])(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
# A full date is the day on which the file was saved: 2023-06-15, 15.06.2023, 2023-06.
_DATE: Final = re.compile(
    r"(?<!\d)(?:(?:19|20)\d\d[-_. ](?:0?[1-9]|1[0-2])(?:[-_. ][0-3]?\d)?"
    r"|(?:[0-3]?\d[-_. ])?[0-3]?\d[-_. ](?:19|20)\d\d)(?!\d)"
    rf"|(?:(?<!\d)[0-3]?\d[-_. ])?{_MONTH}[-_. ](?:[0-3]?\d[-_. ])?(?:19|20)\d\d(?!\d)",
    re.IGNORECASE,
)
# Words beside a country's code that name no country.
_FILLERS: Final = frozenset(
    ("trafficking", "in", "persons", "tip", "report", "reports", "narrative", "country", "copy", "text")
)
_CODE_LENGTH: Final = 3


def year_of(path: str) -> int | None:
    """Return the report year in a file's name, its only four digits between separators outside dates, or None."""
    stem = _stem(path)
    years = {year for word in _SEPARATORS.split(_DATE.sub(" ", stem)) if (year := parse_year(word))}
    return years.pop() if len(years) == 1 else None


def country_of(path: str) -> Country | None:
    """Return the only country in a file's name, by its name or by its alpha-3 code beside little else, or None."""
    words = [word for word in _SEPARATORS.split(_stem(path)) if word and not word.isdigit()]
    named = countries.within(words)
    if named:
        return named[0] if len(named) == 1 else None
    rest = [word for word in words if word.lower() not in _FILLERS]
    if len(rest) == 1 and len(rest[0]) == _CODE_LENGTH:
        return countries.by_alpha3(rest[0])
    return None


def _stem(path: str) -> str:
    return PurePosixPath(bare_name(path)).stem
