"""Lines of plain text and Markdown to blocks: paragraphs, items, headings.

Published copies have one paragraph on each line, or lines wrapped at 60 to 115 columns, or wrapped lines with a blank
line after each; page breaks fall in mid-sentence. The layout is measured on the whole file first. Then each pair of
neighbouring lines is joined or separated.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from kzsearch.domain.headings import cue, inline_headings, is_capitals, parse_heading, parse_run_in
from kzsearch.domain.list_markers import BULLET, NUMBER, marker_length
from kzsearch.domain.tiers import parse_tier_line
from kzsearch.text import ends_sentence, strip
from kzsearch.types import Block, BlockKind, Span

_LINE_END = re.compile(r"\r\n|[\n\r\u2028\u2029\x85\f\v]")
_MARKED_HEADING = re.compile(r"#{1,6}[ \t]+(?=\S)")
_UNDERLINE = re.compile(r"(?:={3,}|-{3,})\s*")
_INLINE_BULLET = re.compile(r"(?:(?<=\s)|(?<=[.;:]))[•▪‣●\uf0b7](?=\s*\S)")

# Lengths in characters. Wrapped files seen run from 60 to 115 columns; one-paragraph-a-line files over 300.
_WIDEST_WRAP = 200
# Share of lines that continue a sentence in lower case: near 0.8 in wrapped prose, near 0 otherwise.
_WRAPPED_SHARE = 0.3
# A page set in a proportional font wraps unevenly; a line this near to the widest counts as full.
_FULL_SHARE = 0.9


class _Line(NamedTuple):
    span: Span
    text: str
    gap: int  # blank lines before it


class _Layout(NamedTuple):
    wrapped: bool
    width: int
    usual_gap: int  # blank lines between the lines of one paragraph


def blocks(text: str, body: Span, *, markdown: bool) -> tuple[Block, ...]:
    """Divide the body of a text into blocks.

    Args:
        text: The source text.
        body: The extent of the text to divide.
        markdown: Whether Markdown's rules apply: a line break inside a paragraph means nothing, and a line of `===`
            or `---` makes the line above it a heading.

    Returns:
        Blocks in order. They contain every character of the body but white space and the marks of headings.
    """
    lines = _lines(text, body)
    layout = _measure(lines)
    found: list[Block] = []
    group: list[_Line] = []

    def close() -> None:
        if group:
            found.extend(within_paragraph(text, Span(group[0].span.start, group[-1].span.end)))
            group.clear()

    skip = False
    for index, line in enumerate(lines):
        if skip:
            skip = False
            continue
        following = lines[index + 1] if index + 1 < len(lines) else None
        previous = lines[index - 1] if index else None
        marked = _MARKED_HEADING.match(line.text)
        underlined = markdown and following and not following.gap and _UNDERLINE.fullmatch(following.text)
        if marked or underlined or _is_heading_line(previous, line, following):
            close()
            start = line.span.start + (marked.end() if marked else 0)
            end = following.span.end if underlined and following else line.span.end
            found.append(Block(BlockKind.HEADING, Span(start, end)))
            skip = bool(underlined)
            continue
        opening = (
            f"{line.text} {following.text}" if following and following.gap <= layout.usual_gap else line.text
        )
        if group and not _joins(group[-1], line, opening, layout, markdown=markdown):
            close()
        group.append(line)
    close()
    return tuple(found)


def _lines(text: str, body: Span) -> list[_Line]:
    lines: list[_Line] = []
    gap = 0
    start = body.start
    ends = [match.span() for match in _LINE_END.finditer(text, body.start, body.end)] + [(body.end, body.end)]
    for end, following in ends:
        span = strip(text, Span(start, end))
        if span.start == span.end:
            gap += 1
        else:
            lines.append(_Line(span, text[span.start : span.end], gap))
            gap = 0
        start = following
    return lines


def _measure(lines: Sequence[_Line]) -> _Layout:
    gaps: Counter[int] = Counter()
    for before, line in itertools.pairwise(lines):
        if line.text[0].islower() and not ends_sentence(before.text):
            gaps[line.gap] += 1
    lengths = sorted(len(line.text) for line in lines)
    # The two longest lines may be an address or a banner.
    width = lengths[max(0, len(lengths) - 3)] if lengths else 0
    typical = lengths[len(lengths) * 9 // 10] if lengths else 0
    wrapped = typical <= _WIDEST_WRAP and sum(gaps.values()) > _WRAPPED_SHARE * len(lines)
    usual_gap = gaps.most_common(1)[0][0] if wrapped else 0
    return _Layout(wrapped, width, usual_gap)


def _is_heading_line(previous: _Line | None, line: _Line, following: _Line | None) -> bool:
    if parse_tier_line(line.text):
        return True
    heading = parse_heading(line.text)
    if heading is None and not is_capitals(line.text):
        return False
    closed = previous is None or ends_sentence(previous.text) or is_capitals(previous.text)
    if heading is not None and heading.label.isupper():
        return True
    # "Protection" may be the last word of a wrapped sentence, and initials may fill a line of their own.
    return closed or (heading is not None and (following is None or not following.text[0].islower()))


def _joins(before: _Line, line: _Line, opening: str, layout: _Layout, *, markdown: bool) -> bool:
    """Whether a line continues the paragraph of the line before it; `opening` is the line with the next line."""
    ended = ends_sentence(before.text)
    if _starts_item(line.text, ended=ended or line.gap > layout.usual_gap):
        return False
    if ended and (parse_run_in(line.text) or cue(opening)):
        return False
    if markdown and line.gap == 0:
        return True
    hyphen = before.text[-1] in "-‐" and before.text[-2:-1].isalpha()
    continues = not ended and (line.text[0].islower() or line.text[0] in "(,;–—" or hyphen)
    if not layout.wrapped:
        return continues
    first_word = line.text.split(maxsplit=1)[0]
    full = len(before.text) + 1 + len(first_word) > layout.width * _FULL_SHARE
    if line.gap > layout.usual_gap:
        return continues or (not ended and full)
    return full or not ended


def _starts_item(line: str, *, ended: bool) -> bool:
    bullet = BULLET.match(line)
    if bullet:
        return bullet.group()[0] not in "-*+–" or ended or line[bullet.end()].isupper()
    return ended and NUMBER.match(line) is not None


def within_paragraph(text: str, span: Span) -> list[Block]:
    """Divide a paragraph, or a run of lines, at headings and bullets inside it."""
    found: list[Block] = []
    content = text[span.start : span.end]
    position = 0
    for heading in [*inline_headings(content), Span(len(content), len(content))]:
        found.extend(_items(text, Span(span.start + position, span.start + heading.start)))
        if heading.end > heading.start:
            found.append(Block(BlockKind.HEADING, Span(span.start + heading.start, span.start + heading.end)))
        position = heading.end
    return found


def _items(text: str, span: Span) -> list[Block]:
    starts = [match.start() for match in _INLINE_BULLET.finditer(text, span.start, span.end)]
    cuts = sorted({span.start, *starts, span.end})
    pieces = [strip(text, Span(start, end)) for start, end in itertools.pairwise(cuts)]
    return [
        Block(BlockKind.ITEM if marker_length(text[piece.start : piece.end]) else BlockKind.PARAGRAPH, piece)
        for piece in pieces
        if piece.start < piece.end
    ]
