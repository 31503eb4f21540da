"""One file with the reports on many countries to one source a country.

Pages such as `Country Narratives -- Countries H through P` and whole annual reports are divided where the
series' own country headings stand: the tier lines, or, in years that print none, headings that are a country's
name and nothing else.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from kzsearch import countries
from kzsearch.reading import report_extent
from kzsearch.types import BlockKind, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kzsearch.types import Country, Source

# A report has 500 words and more; a neighbour's lines on a cut-out page are far fewer.
_MIN_WORDS: Final = 120
_TWO: Final = 2
_MANY: Final = 3
_CHIEF_SHARE: Final = 0.8  # of two: the other may be a neighbour's lines on a cut-out page
_LONGEST_NAME: Final = 60  # characters
_LONGEST_BANNER: Final = 200


class _Place(NamedTuple):
    """Where a country's report begins."""

    country: Country
    start: int


def split(source: Source) -> tuple[Source, ...]:
    """Return one source for each country that a file reports on.

    Args:
        source: The file as read.

    Returns:
        The source itself where it is on one country. Otherwise one a country, in order, with its own body and
        blocks; spans keep counting in the one source text, and what stands above the first country is in each
        header as `above`, because it names the publication.
    """
    places = _tier_lines(source)
    if not places:
        places = _names(source)
    bodies = _bodies(source, places)
    if len(bodies) < _MANY and (len(bodies) < _TWO or _chief(bodies)):
        return (source,)
    above = _banner(source, min(body.start for body in bodies.values()))
    header = {key: value for key, value in source.header.items() if key != "country"}
    return tuple(
        replace(
            source,
            body=body,
            blocks=tuple(block for block in source.blocks if body.start <= block.span.start < body.end),
            header={**header, "above": above} if above else header,
        )
        for body in bodies.values()
    )


def _tier_lines(source: Source) -> list[_Place]:
    placed = report_extent.tier_lines(source.text, source.body)
    return [_Place(place.line.country, place.span.start) for place in placed]


def _names(source: Source) -> list[_Place]:
    """Return the headings that are a country's name."""
    found = []
    for block in source.blocks:
        line = " ".join(source.text[slice(*block.span)].split()).strip("*_: ")
        if block.kind is not BlockKind.HEADING or len(line) > _LONGEST_NAME:
            continue
        if country := countries.find(line):
            found.append(_Place(country, block.span.start))
    return found


def _bodies(source: Source, places: Sequence[_Place]) -> dict[Country, Span]:
    """Return where each country's report stands; a country that is named again keeps its longest part."""
    bodies: dict[Country, Span] = {}
    for start, end, country in _stretches(source, places):
        if len(source.text[start:end].split()) < _MIN_WORDS:
            continue
        known = bodies.get(country)
        if known is None or end - start > known.end - known.start:
            bodies[country] = Span(start, end)
    return bodies


def _chief(bodies: Mapping[Country, Span]) -> bool:
    """Whether one country has nearly all of the text."""
    lengths = [body.end - body.start for body in bodies.values()]
    return max(lengths) >= _CHIEF_SHARE * sum(lengths)


def _stretches(source: Source, places: Sequence[_Place]) -> Iterator[tuple[int, int, Country]]:
    """Yield from one country's heading to the next country's; its own name may stand in between again."""
    index = 0
    while index < len(places):
        following = index + 1
        while following < len(places) and places[following].country == places[index].country:
            following += 1
        end = places[following].start if following < len(places) else source.body.end
        yield places[index].start, end, places[index].country
        index = following


def _banner(source: Source, start: int) -> str:
    """Return the short lines above the first report."""
    lines = re.split(r"[\r\n\f]+", source.text[source.body.start : start])
    return "\n".join(line.strip() for line in lines if line.strip() and len(line) <= _LONGEST_BANNER)
