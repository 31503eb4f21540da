"""Which series a report belongs to, and its report year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzsearch import series
from kzsearch.errors import MetadataError
from kzsearch.reading import file_name, report_extent, titles
from kzsearch.reading.claims import evidence_of, note_disagreement, stated_of
from kzsearch.reading.report_year import infer_year
from kzsearch.reading.table import FIRST_YEAR, how_to_state, last_year, parse_year
from kzsearch.types import Fact, Origin

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kzsearch.reading.report_extent import PlacedTierLine
    from kzsearch.reading.table import Row
    from kzsearch.series import Series
    from kzsearch.types import Source, Span


def series_fact(
    source: Source,
    row: Row | None,
    stated: Mapping[str, str],
    placed: Sequence[PlacedTierLine],
    notes: list[str],
) -> tuple[Fact | None, Series]:
    """Return the series that the report belongs to; without a sign of another, the one kzsearch is made for."""
    found: list[tuple[Fact, Series]] = []
    for value, origin in stated_of("series", source, row, stated):
        named = series.parse(value)
        if named:
            found.append((Fact(named.name, origin, evidence_of(value, named.name)), named))
        elif origin is Origin.OPTION:
            raise MetadataError(
                f'{source.path}: "{value}" is no series.', how_to_state("series", source.path)
            )
    if not any(fact.origin is Origin.HEADER for fact, _ in found):
        found += [(Fact(named.name, Origin.HEADER, line), named) for line, named in titles.series_of(source)]
    if not placed:
        found += [(Fact(named.name, Origin.TEXT, line), named) for line, named in titles.series_above(source)]
    note_disagreement("series", [fact for fact, _ in found], notes)
    return found[0] if found else (None, series.TIP)


def year_fact(
    source: Source,
    row: Row | None,
    stated: Mapping[str, str],
    where: Span,
    of_series: Series,
    notes: list[str],
) -> Fact:
    """Return the report year, from its strongest origin.

    Raises:
        MetadataError: It is missing, no report year, or contradicts itself.
    """
    found: list[Fact] = []
    for value, origin in stated_of("year", source, row, stated):
        year = parse_year(value)
        if year:
            found.append(Fact(str(year), origin))
        elif found:
            notes.append(f'year: the {origin} says "{value}", which is no report year')
        else:
            raise MetadataError(
                f'{source.path}: the {origin} says "{value}", '
                f"which is no report year ({FIRST_YEAR} to {last_year()}).",
                how_to_state("year", source.path),
            )
    named = titles.years_of(source, of_series)
    if len(named) == 1 and not any(fact.origin is Origin.HEADER for fact in found):
        ((year, words),) = named.items()
        found.append(Fact(str(year), Origin.HEADER, words))
    elif len(named) > 1:
        notes.append(
            f"year: the header names {' and '.join(map(str, sorted(named)))}, so it counts for nothing"
        )
    if year := file_name.year_of(source.path):
        found.append(Fact(str(year), Origin.FILE_NAME))
    try:
        found.append(_year_in_text(source, where, of_series))
    except MetadataError:
        if not found:
            raise
    note_disagreement("year", found, notes)
    return found[0]


def _year_in_text(source: Source, where: Span, of_series: Series) -> Fact:
    """Return the year that the text gives away; of another series than the one kzsearch knows, its title."""
    if of_series is series.TIP:
        edges = report_extent.edges(source, where)
        return infer_year(source.text[where.start : where.end], edges, source.path)
    years = titles.years_above(source, of_series)
    if len(years) == 1:
        ((year, words),) = years.items()
        return Fact(str(year), Origin.TEXT, words)
    raise MetadataError(
        f"The report year of {source.path} is not known: it is not in its title.",
        how_to_state("year", source.path),
    )
