"""What the titles of a file name: the series and the year that stands beside it.

Titles are what a header states and, for a text file, the lines above the report or at its very beginning.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kzsearch import series
from kzsearch.reading.report_year import banner_years
from kzsearch.types import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kzsearch.series import Series
    from kzsearch.types import Source

_NAMING_KEYS: Final = ("title", "heading", "cite as", "series", "above")
# Addresses of the department's own pages until 2018: /j/tip/rls/tiprpt/countries/2017/271216.htm.
_OLD_ADDRESS: Final = re.compile(r"/tiprpt/(?:countries/)?(20\d\d)(?:/|$)")
_LONGEST_TITLE: Final = 200  # characters
_FIRST_BLOCKS: Final = 3


def series_of(source: Source) -> Iterator[tuple[str, Series]]:
    """Yield the series that the header names, with the words that do."""
    for line in _header_lines(source):
        if named := series.named_in(line):
            yield line, named


def series_above(source: Source) -> Iterator[tuple[str, Series]]:
    """Yield the series that headings at the beginning of the text name, with the words that do."""
    for line in _first_headings(source):
        if named := series.named_in(line):
            yield line, named


def years_of(source: Source, of_series: Series) -> dict[int, str]:
    """Return the years beside the series' name in the header, with the words that name them."""
    if of_series is series.TIP:
        years = banner_years(_header_lines(source))
        if address := _OLD_ADDRESS.search(source.header.get("url", "")):
            years.setdefault(int(address[1]), address[0].strip("/"))
        return years
    return _years(_header_lines(source), of_series)


def years_above(source: Source, of_series: Series) -> dict[int, str]:
    """Return the years beside the series' name in headings at the beginning of the text."""
    return _years(_first_headings(source), of_series)


def _years(lines: Iterator[str], of_series: Series) -> dict[int, str]:
    found: dict[int, str] = {}
    for line in lines:
        if named := series.year_in(line, of_series):
            found.setdefault(*named)
    return found


def _header_lines(source: Source) -> Iterator[str]:
    for key in _NAMING_KEYS:
        yield from source.header.get(key, "").splitlines()
    # An address names the publication in one of its parts: /reports/2023-trafficking-in-persons-report/.
    for part in re.split(r"[/?#]", source.header.get("url", "")):
        if "-" in part:
            yield part.replace("-", " ").title()


def _first_headings(source: Source) -> Iterator[str]:
    for block in source.blocks[:_FIRST_BLOCKS]:
        line = " ".join(source.text[slice(*block.span)].split())
        if block.kind is BlockKind.HEADING and len(line) <= _LONGEST_TITLE:
            yield line
