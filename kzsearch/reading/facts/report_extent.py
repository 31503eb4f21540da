"""The extent of one country's report in a file, and the lines at its edges that may name the publication."""

from __future__ import annotations

import re
from collections import Counter
from itertools import accumulate
from typing import TYPE_CHECKING, Final, NamedTuple

from kzsearch.domain.tiers import TierLine, parse_tier_line, parse_tier_lines, unknown_country
from kzsearch.types import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kzsearch.types import Country, Source

_LINE: Final = re.compile(r"[^\r\n\f\v\u2028\u2029\x85]+")
_BREAK: Final = re.compile(r"[\r\n\f\v\u2028\u2029\x85]")
_ENDS: Final = re.compile(r"[.!?:;\])”\"’*]$")
_EDGE_LINES: Final = 10
_SOURCE_NOTE: Final = re.compile(
    r"original source|can be found here|\bcite as\b|\baccessed\b|\bpublisher\b|\bavailable at\b|https?://"
    r"|\bextracted from\b",
    re.IGNORECASE,
)
_LABELLED: Final = re.compile(r"(?:Cite as|Publisher|Source|Title)\b")
_CHIEF_SHARE: Final = 0.8  # of the text; lines of another country on a cut-out page are far less than a fifth
_LONGEST_NOTE: Final = 400  # characters
_MIN_WORDS: Final = 5


class PlacedTierLine(NamedTuple):
    """A tier line and its place in the source text."""

    line: TierLine
    span: Span


def tier_lines(text: str, body: Span) -> tuple[PlacedTierLine, ...]:
    """Return the tier lines of a text in order, including those printed on two lines."""
    found: list[PlacedTierLine] = []
    previous: re.Match[str] | None = None
    for match in _LINE.finditer(text, body.start, body.end):
        if not match[0].strip():
            continue
        line = parse_tier_line(match[0])
        start = match.start()
        if previous and (over_two := parse_tier_lines(previous[0], match[0])):
            line, start = over_two, previous.start()
        if line:
            found.append(PlacedTierLine(line, Span(start, match.end())))
        previous = match
    return tuple(found)


def unknown_countries(text: str, body: Span) -> tuple[tuple[str, int], ...]:
    """Return the unknown countries that lines built like tier lines name, and where each line begins."""
    found: dict[str, int] = {}
    for match in _LINE.finditer(text, body.start, body.end):
        if name := unknown_country(match[0]):
            found.setdefault(name, match.start())
    return tuple(found.items())


def extent(body: Span, placed: Sequence[PlacedTierLine], country: Country | None) -> Span:
    """Return where the report on a country stands: from its tier line to the next country's tier line.

    Text before the tier line may belong to another country's report. Without a tier line of the country the whole
    body is the report.
    """
    start = next((place.span.start for place in placed if place.line.country == country), None)
    if start is None:
        return body
    others = (place.span.start for place in placed if place.line.country != country)
    return Span(start, next((at for at in others if at > start), body.end))


def chief_country(body: Span, placed: Sequence[PlacedTierLine]) -> Country | None:
    """Return the country whose tier lines nearly all of the text is under, or None."""
    ends = [*(place.span.start for place in placed[1:]), body.end]
    lengths: Counter[Country] = Counter()
    for place, end in zip(placed, ends, strict=False):  # without tier lines there is still an end
        lengths[place.line.country] += end - place.span.start
    return next((each for each in lengths if is_chief(lengths[each], lengths.total())), None)


def is_chief(length: int, whole: int) -> bool:
    """Whether one country's part is nearly all of a text, so that the rest are stray lines of another country."""
    return length >= _CHIEF_SHARE * whole


def edges(source: Source, report: Span) -> tuple[str, ...]:
    """Return the lines above a report and at both its ends, without continuations of wrapped sentences."""
    text, body = source.text, source.body
    # Where every paragraph is one line, as on web pages, no line continues another.
    unwrapped = not any(_BREAK.search(text, *block.span) for block in source.blocks)
    whole: list[tuple[int, str]] = []
    before = ""
    for match in _LINE.finditer(text, body.start, body.end):
        line = match[0].strip()
        if not line:
            continue
        wrapped = not unwrapped and before and not _ENDS.search(before) and re.search(r"[a-z]{3}", before)
        if not wrapped or line[0] in "[(" or _LABELLED.match(line):
            whole.append((match.start(), line))
        before = line
    above = [line for at, line in whole if at < report.start]
    within = [line for at, line in whole if report.start <= at < report.end]
    return tuple(dict.fromkeys([*above, *within[:_EDGE_LINES], *within[-_EDGE_LINES:]]))


def has_prose(text: str, report: Span) -> bool:
    """Whether a report has text other than tier lines, headings and notes on the source."""
    words = (_prose_words(match[0].strip()) for match in _LINE.finditer(text, report.start, report.end))
    return any(total >= _MIN_WORDS for total in accumulate(words))


def _prose_words(line: str) -> int:
    """Return how many words of running text a line holds."""
    tier_line = parse_tier_line(line)
    if tier_line:
        line = tier_line.rest if tier_line.rest[:1].isalpha() else ""
    letters = re.findall(r"[^\W\d_]+", line)
    if not letters or line.startswith("#") or line == line.upper():
        return 0
    if len(line) <= _LONGEST_NOTE and _SOURCE_NOTE.search(line):
        return 0
    title = line[-1] not in '.;!?,”"' and all(word[0].isupper() for word in letters)
    return 0 if title else len(letters)
