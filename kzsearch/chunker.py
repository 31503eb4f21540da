"""Sections to passages: whole sentences of one section, packed up to what the model reads."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from kzsearch.domain.list_markers import marker_length
from kzsearch.text import clean, line_of, line_starts, sentences, strip
from kzsearch.types import Block, Outline, Passage, Report, Section, SectionPart, Sentence, Span

CHUNKER_VERSION = 3
"""Part of an index's settings: a change here makes passages differ."""

# Headings of other outlines run to whole sentences; the passage is what counts.
_LABEL_LENGTH = 80

# Sentences together have a little more or fewer tokens than one by one. They are counted together only near the
# limit, so that the time grows with the length and no faster.
_SURELY_FITS = 0.8
_SURELY_TOO_LONG = 1.25
_ITEM_END = re.compile(r";(?= )")
_LETTERS_A_TOKEN = 8  # more than English has, spaces included
_PROPORTIONAL_ATTEMPTS = 4


@dataclass(frozen=True, slots=True)
class _Unit:
    """A sentence to be packed, in offsets of the source text.

    Attributes:
        span: The sentence; a list marker before it stands in `start` only.
        start: Where its passage's span begins if this is the first sentence.
        paragraph: Number of its paragraph within the section, from 1.
        tokens: Its word pieces, special tokens excluded.
    """

    span: Span
    start: int
    paragraph: int
    tokens: int


def context(report: Report, section: Section, label: str) -> str:
    """Return what is put before a passage's text when it is encoded and indexed.

    A passage rarely repeats its country, year and section; a query often names them.
    """
    name = label[:_LABEL_LENGTH] if section is Section.OTHER else section.value
    return f"{report.country.name} {report.year}, {name}:"


def split(
    report: Report, outline: Outline, count_tokens: Callable[[str], int], max_tokens: int
) -> list[Passage]:
    """Split a report into passages.

    Args:
        report: The report.
        outline: Its sections.
        count_tokens: Tokens of a text as the model counts them, special tokens included.
        max_tokens: The most that the model reads, special tokens and context included.

    Returns:
        Passages in order of the source. Each lies in one section and is at most `max_tokens` long with its
        context; paragraphs stay together where they fit, and a sentence is cut only where it alone is too
        long.
    """
    lines = line_starts(report.source.text)
    numbers: Counter[Section] = Counter()
    passages = []
    for part in outline.parts:
        for units in _pack_part(report, part, count_tokens, max_tokens):
            numbers[part.section] += 1
            passage_id = f"{report.report_id}-{part.section}-{numbers[part.section]:02d}"
            passages.append(_passage(passage_id, report, part, units, lines))
    return passages


def _pack_part(
    report: Report, part: SectionPart, count_tokens: Callable[[str], int], max_tokens: int
) -> Iterator[list[_Unit]]:
    source = report.source.text
    special = count_tokens("")
    prefix = context(report, part.section, part.label)
    budget = max_tokens - count_tokens(prefix)

    def count(text: str) -> int:
        return count_tokens(text) - special

    def fits(units: Sequence[_Unit]) -> bool:
        told = sum(unit.tokens for unit in units)
        if not _SURELY_FITS * budget <= told <= _SURELY_TOO_LONG * budget:
            return told < budget
        text = clean(source, Span(units[0].start, units[-1].span.end)).text
        return count_tokens(f"{prefix} {text}") <= max_tokens

    pending: list[_Unit] = []
    for number, block in enumerate(part.blocks, start=part.first_paragraph):
        units = _units(source, block, part.section, number, count, budget)
        if not units:
            continue
        parted = bool(pending) and _parted(source, pending[-1], units[0])
        if pending and (parted or (not fits([*pending, *units]) and fits(units))):
            yield pending
            pending = []
        # A paragraph that must be cut anyway is cut together with what precedes it, so that no scrap is left.
        *full, pending = _balanced([*pending, *units], budget, fits)
        yield from full
    if pending:
        yield pending


def _parted(source: str, before: _Unit, unit: _Unit) -> bool:
    """Whether the source has other text between two units, which is not the report's."""
    return bool(source[before.span.end : unit.start].strip())


def _balanced(
    units: Sequence[_Unit], budget: int, fits: Callable[[Sequence[_Unit]], bool]
) -> list[list[_Unit]]:
    """Divide what is too long into runs of about equal length, so that no short tail is left."""
    total = sum(unit.tokens for unit in units)
    runs = max(1, -(-total // budget))
    while True:
        target = total / runs
        packed: list[list[_Unit]] = [[]]
        filled = 0
        for unit in units:
            # A run is closed where going on would leave its end further from the target than stopping.
            boundary = target * len(packed)
            if packed[-1] and len(packed) < runs and filled + unit.tokens / 2 > boundary:
                packed.append([])
            packed[-1].append(unit)
            filled += unit.tokens
        if all(fits(run) for run in packed) or runs >= len(units):
            return [piece for run in packed for piece in ([run] if fits(run) else [[unit] for unit in run])]
        runs += 1


def _units(
    source: str,
    block: Block,
    section: Section,
    paragraph: int,
    count: Callable[[str], int],
    budget: int,
) -> list[_Unit]:
    text, offsets = clean(source, block.span)
    skip = marker_length(text)
    units: list[_Unit] = []
    for sentence in sentences(text[skip:]):
        for piece in _pieces(text, Span(sentence.start + skip, sentence.end + skip), section, count, budget):
            span = Span(offsets[piece.start], offsets[piece.end - 1] + 1)
            start = span.start if units else block.span.start
            marker = 0 if units else skip
            # At least 1: a passage would hold any number of sentences without a token.
            tokens = max(1, count(text[piece.start - marker : piece.end]))
            units.append(_Unit(span, start, paragraph, tokens))
    return units


def _pieces(
    text: str, sentence: Span, section: Section, count: Callable[[str], int], budget: int
) -> Iterator[Span]:
    """Cut a sentence into recommendations, and into what the model can read where it is too long."""
    cuts = [sentence.start]
    if section is Section.RECOMMENDATIONS:
        cuts += [match.end() for match in _ITEM_END.finditer(text, *sentence)]
    cuts.append(sentence.end)
    for start, end in itertools.pairwise(cuts):
        yield from _readable(text, strip(text, Span(start, end)), count, budget)


def _readable(text: str, span: Span, count: Callable[[str], int], budget: int) -> Iterator[Span]:
    """Yield the pieces that the model can read, each the longest beginning of what is left.

    Never all that is left is counted: a file of 20 MB may be one sentence, which is cut into thousands of pieces.
    """
    start, length = span.start, _LETTERS_A_TOKEN * budget
    while start < span.end:
        end = min(start + length, span.end)
        tokens = count(text[start:end])
        if tokens <= budget and end < span.end:
            length *= 2
            continue
        if tokens > budget:
            end = _longest(text, Span(start, end), tokens, count, budget)
            length = (end - start) * 3 // 2 + 1  # the next piece is about as long
        yield strip(text, Span(start, end))
        start = strip(text, Span(end, span.end)).start


def _longest(text: str, span: Span, tokens: int, count: Callable[[str], int], budget: int) -> int:
    """Return the end of the longest readable beginning of a span, at a word's end where there is one.

    `tokens` is what the whole span has, which is more than the budget.
    """
    spaces = [i for i in range(span.start + 1, span.end) if text[i] == " "]
    by_words = spaces and count(text[span.start : spaces[0]]) <= budget
    ends = spaces if by_words else range(span.start + 1, span.end)
    fits, too_long = 0, len(ends)
    fewer, more = 0, tokens
    for attempt in itertools.count():
        if too_long - fits <= 1:
            break
        # Tokens lie about evenly, so that their proportion leads nearer than halving. Where they do not, halve.
        share = (budget - fewer) / (more - fewer) if attempt < _PROPORTIONAL_ATTEMPTS else 0.5
        place = min(max(fits + round(share * (too_long - fits)), fits + 1), too_long - 1)
        tokens = count(text[span.start : ends[place]])
        if tokens <= budget:
            fits, fewer = place, tokens
        else:
            too_long, more = place, tokens
    return ends[fits]


def _passage(
    passage_id: str, report: Report, part: SectionPart, units: Sequence[_Unit], lines: Sequence[int]
) -> Passage:
    source = report.source.text
    span = Span(units[0].start, units[-1].span.end)
    text, offsets = _text(source, units)
    places = {offset: index for index, offset in enumerate(offsets)}
    return Passage(
        passage_id=passage_id,
        report_id=report.report_id,
        section=part.section,
        section_label=part.label,
        section_origin=part.origin,
        paragraph=units[0].paragraph,
        text=text,
        span=span,
        lines=_lines(lines, span),
        page=bisect_right(report.source.page_starts, span.start) or None,
        sentences=tuple(
            Sentence(
                span=unit.span,
                within=Span(places[unit.span.start], places[unit.span.end - 1] + 1),
                paragraph=unit.paragraph,
                lines=_lines(lines, unit.span),
                page=bisect_right(report.source.page_starts, unit.span.start) or None,
            )
            for unit in units
        ),
        kind=part.kind,
    )


def _lines(starts: Sequence[int], span: Span) -> tuple[int, int]:
    return line_of(starts, span.start), line_of(starts, span.end - 1)


def _text(source: str, units: Sequence[_Unit]) -> tuple[str, list[int]]:
    """Return a passage's text and the source offset of each of its characters (-1 between paragraphs)."""
    text = ""
    offsets: list[int] = []
    first = 0
    for index, unit in enumerate(units):
        if index + 1 < len(units) and units[index + 1].paragraph == unit.paragraph:
            continue
        piece = clean(source, Span(units[first].start, unit.span.end))
        if text:
            text += "\n"
            offsets.append(-1)
        text += piece.text
        offsets.extend(piece.offsets)
        first = index + 1
    return text, offsets
