"""Boilerplate: lines of a file that are not the report's, such as banners, source notes and page numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kzsearch.domain.tiers import TierLine, parse_tier_line, parse_tier_lines
from kzsearch.text import clean, strip
from kzsearch.types import Block, Country, Span

_LONGEST_BANNER = 300  # characters
_LONGEST_NOTE = 8  # words behind a tier line; prose has more

# Lines that are boilerplate wherever they stand.
_ANYWHERE = re.compile(
    r"original source (?:can be found|is available) (?:here|at\b.*)\.?|"
    r"(?:source|link|url|see also|read more|full report|original)\s*:\s*https?://\S+|https?://\S+|"
    r"(?:page|стр\.?)\s*\d{1,4}(?:\s*(?:of|из|/)\s*\d{1,4})?|[-–—]\s*\d{1,4}\s*[-–—]|\d{1,4}|"
    r"[-=_*~•.\s]{3,}|back to top|top of page|share(?: this)?|print|permalink|end of (?:text|document|report)|"
    r"skip to (?:main )?content|\[?this is a mobile copy of .{1,80}\]?",
    re.IGNORECASE,
)
# Lines of a library's or agency's record. They count as boilerplate only at the ends of a report.
_BANNER = re.compile(
    r"(?:publisher|author|title|country|cite as|comments|disclaimer|publication date|date|language|type|"
    r"reference|topics?|keywords?|document type|document source|released?|source|retrieved|accessed|"
    r"last updated?|isn|other languages? / attachments?)\s*(?::|\t|\s{2,}).*|"
    r"(?:publisher|author|title|country|cite as|comments|disclaimer|publication date)\s+\S.*|"
    r"\[?\(?(?:last )?(?:accessed|retrieved|extracted from)\b.*|"
    r"(?:this is not a unhcr publication|copyright|©|all rights reserved|this page was|the office of electronic)\b.*|"
    r"(?:u\.?s\.? )?(?:united states )?department of state\.?|u\.s\. embassy\b[^.]{0,60}|"
    r"(?:office to monitor and combat trafficking in persons)|"
    r"(?:(?:june |july )?(?:19|20)\d\d )?trafficking in persons report\b.{0,80}|"
    r"(?:x{0,1}v?i{1,3}\. )?country narratives\b.*|(?:released|published)\b.{0,60}",
    re.IGNORECASE,
)
# What government sites say of themselves above and below every page.
_OF_THE_SITE = re.compile(
    r"(?:(?:published by the )?u\.?s\.? department of state website\b|"
    r"the office of (?:website management|electronic information)\b|"
    r"(?:this|the) (?:state department )?(?:web ?)?site (?:is managed by|is published|below is a permanent)\b|"
    r"this is the official web ?site of\b|an official web ?site of the united states government\b|"
    r"(?:note: )?external links to other internet sites\b|(?:note: )?documents in portable document format\b|"
    r"(?:you are viewing: )?archived content\b|information released online (?:from|prior to)\b|"
    r"(?:note: )?content in this archive site\b|go to the current state\.gov\b)[^\n]{0,700}",
    re.IGNORECASE,
)


def own_blocks(
    source: str, blocks: Sequence[Block], country: Country
) -> tuple[list[Block], list[Span], list[Block]]:
    """Separate the blocks of a report from boilerplate.

    Args:
        source: The source text.
        blocks: All blocks of the file's body.
        country: The report's country; the tier line of another country ends the report.

    Returns:
        The report's blocks, the spans of its tier line (headings), the blocks of boilerplate.
    """
    texts = [clean(source, block.span).text for block in blocks]
    tier_spans: list[Span] = []
    boilerplate: list[Block] = []
    own: list[Block] = []
    of_another = False
    index = 0
    while index < len(blocks):
        found = _tier_line(texts[index : index + 2])
        if found is None:
            (boilerplate if of_another else own).append(blocks[index])
            index += 1
            continue
        line, length = found
        printed = blocks[index : index + length]
        index += length
        of_another = line.country != country
        if of_another:
            boilerplate += printed
            continue
        if not tier_spans:
            # Text before the report's first tier line is a banner, or belongs to another country's report.
            boilerplate += own
            own = []
        tier_spans += [_heading_part(source, line, block.span) for block in printed]
        text = strip(source, Span(tier_spans[-1].end, printed[-1].span.end))
        if text.start < text.end:
            own.append(Block(printed[-1].kind, text))
    own, edges = without_edges(source, own)
    return own, tier_spans, boilerplate + edges


def _tier_line(texts: Sequence[str]) -> tuple[TierLine, int] | None:
    """Return the tier line with which blocks of these texts begin, and the number of its blocks, or None."""
    if found := parse_tier_line(texts[0]):
        return found, 1
    if len(texts) > 1:
        found = parse_tier_lines(texts[0], texts[1])
    return (found, 2) if found else None


def _heading_part(source: str, line: TierLine, span: Span) -> Span:
    """Return the part of a tier line's span before prose that runs on in the same line."""
    rest = line.rest
    if len(rest.split()) <= _LONGEST_NOTE or not rest[0].isupper():
        return span
    at = source.find(rest[:12], span.start, span.end)
    return Span(span.start, at) if at > span.start else span


def without_edges(
    source: str, blocks: Sequence[Block], *, ends_only: bool = False
) -> tuple[list[Block], list[Block]]:
    """Separate a report's blocks from banners at both ends and from notes between its paragraphs.

    Args:
        source: The source text.
        blocks: The blocks of a report.
        ends_only: Whether notes between the ends are kept, unless they are mere rules: a report of unknown outline
            may print an address or a number on a line of its own.

    Returns:
        The report's blocks, and the others.
    """
    texts = [clean(source, block.span).text for block in blocks]
    first = 0
    while first < len(blocks) and _is_banner(texts[first]):
        first += 1
    last = len(blocks)
    while last > first and _is_banner(texts[last - 1]):
        last -= 1
    own: list[Block] = []
    others = [*blocks[:first], *blocks[last:]]
    for block, text in zip(blocks[first:last], texts[first:last], strict=True):
        is_note = _ANYWHERE.fullmatch(text) and not (ends_only and any(map(str.isalnum, text)))
        (others if is_note else own).append(block)
    return own, others


def _is_banner(text: str) -> bool:
    if _ANYWHERE.fullmatch(text) or _OF_THE_SITE.fullmatch(text):
        return True
    return len(text) < _LONGEST_BANNER and _BANNER.fullmatch(text) is not None
