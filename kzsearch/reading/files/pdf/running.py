"""Running lines of a PDF: headers, footers and page numbers.

A running line is near the edge of its page. It is recognised by its words, if many pages have them at the same height,
whatever the numbers in them; or by its place, if it is further out than text. The place matters in a short file, where
each header may come once: headers alternate between left and right pages, or name the current country. Headings are
at the top of some pages too, so that in a long file it is not enough for words to come twice.
"""

from __future__ import annotations

import re
from collections import Counter
from statistics import median
from typing import TYPE_CHECKING, Final

from kzsearch.domain.headings import parse_heading
from kzsearch.domain.tiers import parse_tier_line
from kzsearch.text import ends_sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kzsearch.reading.files.pdf.lines import Line

_BAND: Final = 0.12  # of the page's height, at the top and at the bottom
_NUMBER: Final = re.compile(
    r"(?:page|p\.)?\s*[-–—|]?\s*(?:\d{1,4}|[ivxlc]{1,7})(?:\s*(?:of|/)\s*\d{1,4})?\s*[-–—|]?", re.IGNORECASE
)
_MANY_PAGES: Final = 0.2  # share of pages from which the same words at the same height are a running line
_MOSTLY: Final = 10  # times as many pages with a separate line at a height as with text there
_GRAIN: Final = 4.0  # points: lines of two pages at most so far apart are at the same height
_GAP: Final = 1.6  # times the size of type: lines of a paragraph are closer together
_LONGEST: Final = 100  # characters
_LONGEST_FOOTER: Final = 60  # the last line of a note may be longer
_LARGER: Final = 1.3  # times the usual size of type: a title, not a running line


def without_running(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """Return the lines of each page without running lines."""
    counts: Counter[tuple[str, int]] = Counter()
    for page in pages:
        counts.update({key for line in page if _in_band(line) for key in _keys(line)})
    enough = max(2, _MANY_PAGES * len(pages))
    repeated = [
        {line for line in page if _in_band(line) and any(counts[key] >= enough for key in _keys(line))}
        for page in pages
    ]
    others = [
        [line for line in page if line not in known] for page, known in zip(pages, repeated, strict=True)
    ]
    usual = median([line.size for page in pages for line in page] or [0.0])
    outer = [_outer_lines(others, repeated, usual, top=top) for top in (True, False)]
    return [
        _without_number([line for line in page if line not in above and line not in below])
        for page, above, below in zip(others, *outer, strict=True)
    ]


def _in_band(line: Line) -> bool:
    return _at_edge(line, top=True) or _at_edge(line, top=False)


def _at_edge(line: Line, *, top: bool) -> bool:
    return line.top > (1 - _BAND) * line.page_height if top else line.bottom < _BAND * line.page_height


def _keys(line: Line) -> tuple[tuple[str, int], ...]:
    """Return the keys of a running line: its text without numbers, and its height rounded in two ways."""
    text = re.sub(r"\d+", "#", line.text).casefold()
    return (text, _height(line)), (text, _height(line) + 1)


def _height(line: Line) -> int:
    return int(line.bottom // _GRAIN)


def _without_number(page: list[Line]) -> list[Line]:
    """Return a page's lines without its number: a number on the outermost line."""
    highest = max((line.bottom for line in page), default=0.0)
    lowest = min((line.bottom for line in page), default=0.0)
    return [
        line
        for line in page
        if not (
            _in_band(line)
            and _NUMBER.fullmatch(line.text)
            and min(highest - line.bottom, line.bottom - lowest) <= _GRAIN
        )
    ]


def _outer_lines(
    pages: Sequence[list[Line]], repeated: Sequence[set[Line]], usual: float, *, top: bool
) -> list[set[Line]]:
    """Return the running lines of each page that are recognised by their place.

    Args:
        pages: The lines of each page, without repeated lines.
        repeated: The lines of each page whose words are repeated on many pages.
        usual: The usual size of type.
        top: Whether to look at the top of the pages, or at the bottom.
    """
    candidates = [set(_separate_lines(page, usual, top=top)) for page in pages]
    on_pages: Counter[int] = Counter()
    edges: Counter[int] = Counter()
    for page, separate, known in zip(pages, candidates, repeated, strict=True):
        on_pages.update({_height(line) for line in separate | known})
        if text := _without_number([line for line in page if line not in separate]):
            edges[_height((max if top else min)(text, key=lambda line: line.bottom))] += 1

    def is_outer(line: Line) -> bool:
        at = _height(line)
        text = sum(
            count for height, count in edges.items() if (height >= at - 1 if top else height <= at + 1)
        )
        return on_pages[at - 1] + on_pages[at] + on_pages[at + 1] >= max(2, _MOSTLY * text)

    return [set(filter(is_outer, separate)) for separate in candidates]


def _separate_lines(page: Sequence[Line], usual: float, *, top: bool) -> Iterator[Line]:
    """Yield the lines of the outermost row of a page, if a gap separates it from the rest."""
    lines = sorted(page, key=lambda line: -line.bottom if top else line.bottom)
    if not lines:
        return
    row = [line for line in lines if abs(line.bottom - lines[0].bottom) <= 1]
    inner = next((line for line in lines if line not in row), None)
    if inner is not None and abs(inner.bottom - lines[0].bottom) < _GAP * max(inner.size, lines[0].size):
        return
    for line in row:
        small = line.size <= _LARGER * usual
        if small and _at_edge(line, top=top) and _may_run(line.text, _LONGEST if top else _LONGEST_FOOTER):
            yield line


def _may_run(text: str, longest: int) -> bool:
    return (
        len(text) <= longest
        and not ends_sentence(text)
        and parse_heading(text) is None
        and parse_tier_line(text) is None
    )
