"""One file with the reports on many countries to one source a country.

Pages such as `Country Narratives -- Countries H through P` and whole annual reports are divided where the
series' own country headings stand: the tier lines, or, in years that print none, headings that are a country's
name and nothing else.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, Final, NamedTuple

from kzsearch.domain import countries
from kzsearch.domain.headings import parse_heading
from kzsearch.reading.facts import report_extent
from kzsearch.text import clean
from kzsearch.types import BlockKind, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kzsearch.types import Country, Source

# A report has 500 words and more; a neighbour's lines on a cut-out page are far fewer.
_MIN_WORDS: Final = 120
_TWO: Final = 2
_MANY: Final = 3
_WORDS_A_MENTION: Final = 150  # a report names its country every 30 words or so
_LONGEST_NAME: Final = 60  # characters
_LONGEST_BANNER: Final = 200


class _Place(NamedTuple):
    """Where a country's report begins; the country by the name that is printed, where that is not known."""

    country: Country | str
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
    lines = _tier_lines(source)
    places = _with_special_cases(source, lines) if lines else _names(source)
    bodies = _bodies(source, places)
    lengths = [body.end - body.start for body in bodies.values()]
    if len(bodies) < _MANY and (len(bodies) < _TWO or report_extent.is_chief(max(lengths), sum(lengths))):
        return (source,)
    first, last = min(bodies.values()), max(bodies.values())
    header = {key: value for key, value in source.header.items() if key != "country"}
    if above := _banner(source, first.start):
        header["above"] = above
    parts = []
    for country, body in bodies.items():
        own = _end(source, body, country) if body == last else body
        stated = header
        if not isinstance(country, str) and all(line.country != country for line in lines):
            stated = {**header, "country": country.name}  # its heading says it, as no tier line does
        parts.append(
            replace(
                source,
                body=own,
                blocks=tuple(block for block in source.blocks if own.start <= block.span.start < own.end),
                header=stated,
                notes=(*source.notes, *_left_out(source, body, own, first.start)),
            )
        )
    return tuple(parts)


def _tier_lines(source: Source) -> list[_Place]:
    """Return the tier lines, those that name no known country among them."""
    placed = report_extent.tier_lines(source.text, source.body)
    unknown = report_extent.unknown_countries(source.text, source.body)
    places = [_Place(place.line.country, place.span.start) for place in placed]
    return sorted([*places, *(_Place(name, start) for name, start in unknown)], key=lambda place: place.start)


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


def _with_special_cases(source: Source, places: Sequence[_Place]) -> list[_Place]:
    """Add the headings of countries that have no tier line, as special cases had until 2008.

    The text below must speak of the country: the caption of a picture may be in capitals too.
    """
    known = {place.country for place in places}
    named = [
        place for place in _names(source) if place.country not in known and place.start > places[0].start
    ]
    every = sorted([*places, *named], key=lambda place: place.start)
    ends = [*(place.start for place in every[1:]), source.body.end]
    return [
        place
        for place, end in zip(every, ends, strict=True)
        if place not in named or _is_about(source.text[place.start : end], place.country)
    ]


def _is_about(text: str, country: Country | str) -> bool:
    """Whether a text names a country often enough to be the report on it."""
    name = country if isinstance(country, str) else country.name
    return text.casefold().count(name.casefold()) * _WORDS_A_MENTION > len(text.split())


def _bodies(source: Source, places: Sequence[_Place]) -> dict[Country | str, Span]:
    """Return where each country's report stands; a country that is named again keeps its longest part."""
    bodies: dict[Country | str, Span] = {}
    for (country, start), end in _stretches(source, places):
        known = bodies.get(country, Span(0, 0))
        if len(source.text[start:end].split()) >= _MIN_WORDS and end - start > known.end - known.start:
            bodies[country] = Span(start, end)
    return bodies


def _end(source: Source, body: Span, country: Country | str) -> Span:
    """Return where the last report ends: at a heading that is none of a report's, with none of those below it.

    Appendices and credits follow the last country of an annual report. They hardly speak of that country.
    """
    headings = [
        block.span
        for block in source.blocks
        if block.kind is BlockKind.HEADING and body.start < block.span.start < body.end
    ]
    known = [parse_heading(clean(source.text, span).text) is not None for span in headings]
    if not any(known):
        return body
    after = headings[len(known) - known[::-1].index(True) :]
    if not after:
        return body
    rest = source.text[after[0].start : body.end]
    return body if _is_about(rest, country) else Span(body.start, after[0].start)


def _left_out(source: Source, body: Span, own: Span, first: int) -> Iterator[str]:
    """Yield the notes on text that is in no report; the report beside that text carries them."""
    if body.start == first and (words := len(source.text[source.body.start : first].split())):
        yield f"{words:,} words above the file's first country are in no report"
    if own != body:
        words = len(source.text[own.end : body.end].split())
        begins = " ".join(source.text[own.end : body.end].split())[:_LONGEST_NAME]
        yield f'{words:,} words below the file\'s last country are in no report ("{begins}")'


def _stretches(source: Source, places: Iterable[_Place]) -> Iterator[tuple[_Place, int]]:
    """Yield each place with where the next country's begins; a country's own name may stand in between again."""
    firsts = [next(same) for _, same in groupby(places, key=lambda place: place.country)]
    return zip(firsts, [*(place.start for place in firsts[1:]), source.body.end], strict=False)


def _banner(source: Source, start: int) -> str:
    """Return the short lines above the first report."""
    lines = re.split(r"[\r\n\f]+", source.text[source.body.start : start])
    return "\n".join(line.strip() for line in lines if line.strip() and len(line) <= _LONGEST_BANNER)
