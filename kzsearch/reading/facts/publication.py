"""The publication that a report belongs to: its series, and the report year.

Both are stated (`stated_facts`), named by titles, or inferred from the text. Titles are what a header states and, for a
text file, the headings at its very beginning.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kzsearch.domain import series
from kzsearch.errors import MetadataError
from kzsearch.reading.facts import file_name, report_extent
from kzsearch.reading.facts.report_year import banner_years, infer_year
from kzsearch.reading.facts.table import FIRST_YEAR, last_year, parse_year
from kzsearch.types import BlockKind, Fact, Origin

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kzsearch.domain.series import Series
    from kzsearch.reading.facts.report_extent import PlacedTierLine
    from kzsearch.reading.facts.stated_facts import StatedFacts
    from kzsearch.types import Source, Span

_NAMING_KEYS: Final = ("title", "heading", "cite as", "series", "above")
# Addresses of the department's own pages until 2018: /j/tip/rls/tiprpt/countries/2017/271216.htm.
_OLD_ADDRESS: Final = re.compile(r"/tiprpt/(?:countries/)?(20\d\d)(?:/|$)")
_LONGEST_TITLE: Final = 200  # characters
_FIRST_BLOCKS: Final = 3


def series_fact(stated: StatedFacts, placed: Sequence[PlacedTierLine]) -> tuple[Fact | None, Series]:
    """Return the report's series; the Trafficking in Persons Report where nothing names another."""
    source = stated.source
    found = stated.parsed("series", series.parse, "no series", show=lambda named: named.name)
    titles = [] if placed else [(Origin.TEXT, line) for line in _first_headings(source)]
    if not any(fact.origin is Origin.HEADER for fact, _ in found):
        titles = [*((Origin.HEADER, line) for line in _header_lines(source)), *titles]
    found += [
        (Fact(named.name, origin, line), named) for origin, line in titles if (named := series.named_in(line))
    ]
    fact = stated.strongest("series", [fact for fact, _ in found])
    return fact, found[0][1] if found else series.TIP


def year_fact(stated: StatedFacts, where: Span, of_series: Series) -> Fact:
    """Return the report year, from its strongest origin.

    Args:
        stated: What is stated of the report.
        where: The extent of the report.
        of_series: Its series.

    Raises:
        MetadataError: It is missing, no report year, or contradicts itself.
    """
    source = stated.source
    none = f"no report year ({FIRST_YEAR} to {last_year()})"
    found = [fact for fact, _ in stated.parsed("year", parse_year, none, required=True)]
    named = _years_in_header(source, of_series)
    if len(named) > 1:
        years = " and ".join(map(str, sorted(named)))
        stated.notes.append(f"year: the header names {years}, so it counts for nothing")
    elif not any(fact.origin is Origin.HEADER for fact in found):
        found += [Fact(str(year), Origin.HEADER, words) for year, words in named.items()]
    if year := file_name.year_of(source.path):
        found.append(Fact(str(year), Origin.FILE_NAME))
    try:
        found.append(_year_in_text(stated, where, of_series))
    except MetadataError:
        if not found:
            raise
    stated.strongest("year", found)
    return found[0]


def _year_in_text(stated: StatedFacts, where: Span, of_series: Series) -> Fact:
    """Return the year that the text gives; in a report of another series only its title counts."""
    source = stated.source
    if of_series is series.TIP:
        edges = report_extent.edges(source, where)
        return infer_year(source.text[where.start : where.end], edges, source.path)
    years = _years(_first_headings(source), of_series)
    if len(years) == 1:
        ((year, words),) = years.items()
        return Fact(str(year), Origin.TEXT, words)
    raise stated.refusal("year", f"The report year of {source.path} is not known: it is not in its title.")


def _years_in_header(source: Source, of_series: Series) -> dict[int, str]:
    """Return the years beside the series' name in the header, with the words that name them."""
    if of_series is not series.TIP:
        return _years(_header_lines(source), of_series)
    years = banner_years(_header_lines(source))
    if address := _OLD_ADDRESS.search(source.header.get("url", "")):
        years.setdefault(int(address[1]), address[0].strip("/"))
    return years


def _years(lines: Iterator[str], of_series: Series) -> dict[int, str]:
    found: dict[int, str] = {}
    for line in lines:
        for year, words in series.years_in(line, of_series):
            found.setdefault(year, words)
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
