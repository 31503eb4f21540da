"""Short lines above and below a report: titles, dates, remains of a page's menus.

A site puts its name, the bureau, the report's title and a date above the text, and links below it. Where a copy has no
tier line to begin with, these lines must neither join the first section nor open a section of their own.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kzsearch.domain import countries, series
from kzsearch.domain.headings import cue, parse_heading, parse_run_in
from kzsearch.text import clean, ends_sentence, first_sentence
from kzsearch.types import Block, BlockKind, Country, Section

_LONGEST_LINE: Final = 120  # characters; the longest title seen has 74
_LONGEST_LAST_LINE: Final = 60
_LABEL_WORDS: Final = 4  # `Share this:`; what introduces a list is longer
_MOST_ABOVE: Final = 0.1  # share of the text; more than a notice of the site is part of the report


def without_title_lines(
    source: str, blocks: Sequence[Block], country: Country, *, begun: bool
) -> tuple[list[Block], list[Block]]:
    """Separate a report from the short lines above and below it.

    Args:
        source: The source text.
        blocks: The report's blocks, without its tier line.
        country: The report's country, whose name is a title.
        begun: Whether a tier line shows where the report begins, so that there are no lines above it.

    Returns:
        The report's own blocks, and the others.
    """
    texts = [clean(source, block.span).text for block in blocks]
    first = 0 if begun else _first(texts, country)
    last = len(blocks)
    while (
        last > first + 1
        and blocks[last - 1].kind is not BlockKind.ITEM
        and _is_line(texts[last - 1], _LONGEST_LAST_LINE)
    ):
        last -= 1
    if last < len(blocks) and not ends_sentence(texts[last - 1]):
        last = len(blocks)  # a copy that is cut off, or whose lines do not end as sentences
    return list(blocks[first:last]), [*blocks[:first], *blocks[last:]]


def _first(texts: Sequence[str], country: Country) -> int:
    """Return the number of texts above a report: only lines, or little more and then a title."""
    opening = next((index for index, text in enumerate(texts) if _opens(text)), 0)
    lines = opening
    while lines and _is_line(texts[lines - 1], _LONGEST_LINE):
        lines -= 1
    titles = [index for index, text in enumerate(texts[:opening]) if _is_title(text, country)]
    above = sum(map(len, texts[:lines]))
    if lines == 0 or (titles and titles[-1] >= lines and above <= _MOST_ABOVE * sum(map(len, texts))):
        return opening
    begin = 0
    while _is_line(texts[begin], _LONGEST_LINE):
        begin += 1
    return max((title + 1 for title in titles if title < begin), default=0)


def _is_line(text: str, longest: int) -> bool:
    """Whether a text is short, no part of a sentence, and no heading of these reports."""
    label = text.endswith(":") and text.count(" ") < _LABEL_WORDS
    return (
        len(text) <= longest
        and not (text[:1].islower() or (ends_sentence(text.rstrip("]")) and not label))
        and parse_heading(text) is None
        and parse_run_in(text) is None
    )


def _is_title(text: str, country: Country) -> bool:
    if len(text) > _LONGEST_LINE:
        return False
    return countries.find(text) == country or series.named_in(text) is series.TIP


def _opens(text: str) -> bool:
    """Whether a text is a heading of these reports, or begins as a report or a section of one does."""
    if parse_heading(text) or parse_run_in(text):
        return True
    return cue(first_sentence(text)) not in {None, Section.RECOMMENDATIONS}
