"""A file with reports on many countries to one source for each country.

Pages such as `Country Narratives -- Countries H through P` and whole annual reports are divided at the series' own
country headings: the tier lines or, in years without tier lines, headings that consist of a country's name.
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

# A report has 500 words and more; lines of another country on a cut-out page are far fewer.
_MIN_WORDS: Final = 120
_MANY: Final = 3  # countries of a file that is divided, even if one report has nearly all of the text
_WORDS_A_MENTION: Final = 150  # a report names its country every 30 words or so
_LONGEST_NAME: Final = 60  # characters
_LONGEST_BANNER: Final = 200


class _Start(NamedTuple):
    """The start of a country's report. An unknown country is the name as printed."""

    country: Country | str
    offset: int


def split(source: Source) -> tuple[Source, ...]:
    """Return one source for each country that a file reports on.

    Returns:
        The source itself where it is on one country. Otherwise one source for each country, in order, with its own
        body and blocks. All spans count in the one source text. The lines above the first country are in each header
        as `above`, because they name the publication.
    """
    lines = _tier_lines(source)
    starts = _with_special_cases(source, lines) if lines else _names(source)
    bodies = _bodies(source, starts)
    lengths = [body.end - body.start for body in bodies.values()]
    if len(bodies) < _MANY and report_extent.is_chief(max(lengths, default=0), sum(lengths)):
        return (source,)
    first, last = min(bodies.values()), max(bodies.values())
    header = {key: value for key, value in source.header.items() if key != "country"}
    if above := _banner(source, first.start):
        header["above"] = above
    parts = []
    for country, body in bodies.items():
        own = _without_appendix(source, body, country) if body == last else body
        stated = header
        if not isinstance(country, str) and all(line.country != country for line in lines):
            stated = {**header, "country": country.name}  # as its heading says
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


def _tier_lines(source: Source) -> list[_Start]:
    """Return the starts at tier lines, also at those of unknown countries."""
    placed = report_extent.tier_lines(source.text, source.body)
    unknown = report_extent.unknown_countries(source.text, source.body)
    starts = [_Start(place.line.country, place.span.start) for place in placed]
    return sorted([*starts, *(_Start(*place) for place in unknown)], key=lambda start: start.offset)


def _names(source: Source) -> list[_Start]:
    """Return the starts at headings that consist of a country's name."""
    found = []
    for block in source.blocks:
        line = " ".join(source.text[slice(*block.span)].split()).strip("*_: ")
        if block.kind is not BlockKind.HEADING or len(line) > _LONGEST_NAME:
            continue
        if country := countries.find(line):
            found.append(_Start(country, block.span.start))
    return found


def _with_special_cases(source: Source, starts: Sequence[_Start]) -> list[_Start]:
    """Add the headings of countries without a tier line, which special cases did not have until 2008.

    The text below must be about the country: the caption of a picture may be in capitals too.
    """
    known = {start.country for start in starts}
    named = [
        start for start in _names(source) if start.country not in known and start.offset > starts[0].offset
    ]
    every = sorted([*starts, *named], key=lambda start: start.offset)
    ends = [*(start.offset for start in every[1:]), source.body.end]
    return [
        start
        for start, end in zip(every, ends, strict=True)
        if start not in named or _is_about(source.text[start.offset : end], start.country)
    ]


def _is_about(text: str, country: Country | str) -> bool:
    """Whether a text names a country often enough to be the report on it."""
    name = country if isinstance(country, str) else country.name
    return text.casefold().count(name.casefold()) * _WORDS_A_MENTION > len(text.split())


def _bodies(source: Source, starts: Iterable[_Start]) -> dict[Country | str, Span]:
    """Return the extent of each country's report: from its start to the next country's, the longest if several."""
    firsts = [next(same) for _, same in groupby(starts, key=lambda start: start.country)]
    ends = [*(start.offset for start in firsts[1:]), source.body.end]
    bodies: dict[Country | str, Span] = {}
    for (country, start), end in zip(firsts, ends, strict=False):
        known = bodies.get(country, Span(0, 0))
        if len(source.text[start:end].split()) >= _MIN_WORDS and end - start > known.end - known.start:
            bodies[country] = Span(start, end)
    return bodies


def _without_appendix(source: Source, body: Span, country: Country | str) -> Span:
    """Return the extent of the last report without the appendices and credits of an annual report below it.

    They begin at the first heading below all headings of a report's sections, and hardly speak of the country.
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
    """Yield the notes on text above the first report and below the last that is in no report."""
    if body.start == first and (words := len(source.text[source.body.start : first].split())):
        yield f"{words:,} words above the file's first country are in no report"
    if own != body:
        words = len(source.text[own.end : body.end].split())
        begins = " ".join(source.text[own.end : body.end].split())[:_LONGEST_NAME]
        yield f'{words:,} words below the file\'s last country are in no report ("{begins}")'


def _banner(source: Source, start: int) -> str:
    """Return the short lines above the first report."""
    lines = re.split(r"[\r\n\f]+", source.text[source.body.start : start])
    return "\n".join(line.strip() for line in lines if line.strip() and len(line) <= _LONGEST_BANNER)
