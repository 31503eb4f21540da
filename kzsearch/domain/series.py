"""The series of reports, their names, and the years that titles give beside the names.

kzsearch is made for the Trafficking in Persons Report; a corpus may hold other series as well. A series that is not
listed here has the name that the user gives it.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Series:
    """A series of reports.

    Attributes:
        code: Short name, used in report ids and by `--series`; `tip` for the Trafficking in Persons Report.
        name: Its name in citations.
        publisher: Its publisher; empty where unknown.
        spelling: Pattern of its names in print.
        has_tiers: Whether its reports place countries on tiers.
        first_year: Year of its first report; 0 where unknown.
    """

    code: str
    name: str
    publisher: str = ""
    spelling: str = ""
    has_tiers: bool = False
    first_year: int = 0


TIP: Final = Series(
    "tip",
    "Trafficking in Persons Report",
    "U.S. Department of State",
    r"trafficking[ -]in[ -]persons(?:\s\(TIP\))?[ -]report|TIP[ -]report",
    has_tiers=True,
    first_year=2001,
)
KNOWN: Final = (
    TIP,
    Series(
        "hr",
        "Country Reports on Human Rights Practices",
        "U.S. Department of State",
        r"country[ -]reports?[ -]on[ -]human[ -]rights(?:[ -]practices)?|human[ -]rights[ -]report",
    ),
    Series(
        "irf",
        "Report on International Religious Freedom",
        "U.S. Department of State",
        r"reports?[ -]on[ -]international[ -]religious[ -]freedom|international[ -]religious[ -]freedom[ -]report",
    ),
    Series(
        "child-labor",
        "Findings on the Worst Forms of Child Labor",
        "U.S. Department of Labor",
        r"findings[ -]on[ -]the[ -]worst[ -]forms[ -]of[ -]child[ -]labou?r",
    ),
)
_LONGEST_CODE: Final = 30
_MONTHS: Final = "(?:June|July|September)"  # of publication, in titles


def parse(text: str) -> Series | None:
    """Return the series of this code or name, or None for a text without letters.

    A series that is not listed gets a code made of its name.
    """
    wanted = " ".join(text.split())
    for series in KNOWN:
        if wanted.casefold() in {series.code, series.name.casefold()} or re.fullmatch(
            rf"(?:the )?(?:annual )?(?:{series.spelling})s?", wanted, re.IGNORECASE
        ):
            return series
    plain = unicodedata.normalize("NFKD", wanted).encode("ascii", "ignore").decode().lower()
    code = "-".join(re.findall(r"[a-z]+", plain))[:_LONGEST_CODE].strip("-")
    return Series(code, wanted) if code else None


def named_in(line: str) -> Series | None:
    """Return the listed series that a title or address names, or None."""
    for series in KNOWN:
        if re.search(rf"\b(?:{series.spelling})\b", line, re.IGNORECASE):
            return series
    return None


def years_in(line: str, series: Series) -> Iterator[tuple[int, str]]:
    """Yield each year beside a series' name in a title or address, with both as printed.

    `2023 Country Reports on Human Rights Practices: Kazakhstan` is such a title, and
    `/2023-country-reports-on-human-rights-practices/` a part of such an address.
    """
    name = series.spelling or re.escape(series.name)
    pattern = (
        rf"\b(?P<before>20\d\d)[ -](?:{name})s?\b"
        rf"|\b(?:{name})s?(?:,|:|\s[-–—]|\s\()?[ -]?(?:(?:for|of)\s)?(?:{_MONTHS}\s)?(?P<after>20\d\d)\b"
    )
    for match in re.finditer(pattern, " ".join(line.split()), re.IGNORECASE):
        yield int(match["before"] or match["after"]), match[0]


def without_name(line: str) -> str:
    """Return a title without the names of listed series and the years beside them."""
    for series in KNOWN:
        line = re.sub(
            rf"(?:\b20\d\d[ -])?\b(?:the[ ])?(?:{series.spelling})s?\b(?:(?:,|\s\(|\s)\s?20\d\d\b\)?)?",
            " ",
            line,
            flags=re.IGNORECASE,
        )
    return line
