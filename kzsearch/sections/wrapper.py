"""The lines of a file that are not the report's: banners, source notes, page numbers, another country's lines."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kzsearch.domain.tiers import TierLine, parse_tier_line, parse_tier_lines
from kzsearch.text import clean, strip
from kzsearch.types import Block, Country, Span

# Lines that are wrapper wherever they stand.
_ANYWHERE = re.compile(
    r"original source (?:can be found|is available) (?:here|at\b.*)\.?|"
    r"(?:source|link|url|see also|read more|full report|original)\s*:\s*https?://\S+|https?://\S+|"
    r"(?:page|стр\.?)\s*\d{1,4}(?:\s*(?:of|из|/)\s*\d{1,4})?|[-–—]\s*\d{1,4}\s*[-–—]|\d{1,4}|"
    r"[-=_*~•.\s]{3,}|back to top|top of page|share(?: this)?|print|permalink|end of (?:text|document|report)|"
    r"skip to (?:main )?content|\[?this is a mobile copy of .{1,80}\]?",
    re.IGNORECASE,
)
# Lines of a library's or agency's record; they count as wrapper only before the report's first text or
# after its last.
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


def tier_line(source: str, blocks: Sequence[Block], index: int) -> tuple[TierLine, int] | None:
    """Return the tier line that stands at a block, with the number of blocks it takes, or None."""
    text = clean(source, blocks[index].span).text
    found = parse_tier_line(text)
    if found:
        return found, 1
    if index + 1 < len(blocks) and len(text) < 80:  # noqa: PLR2004  a country's name, not a paragraph
        found = parse_tier_lines(text, clean(source, blocks[index + 1].span).text)
        if found:
            return found, 2
    return None


def own_blocks(
    source: str, blocks: Sequence[Block], country: Country
) -> tuple[list[Block], list[Span], list[Span]]:
    """Separate a report's own blocks from these lines, the wrapper.

    Args:
        source: The source text.
        blocks: All blocks of the file's body.
        country: The report's country; another country's tier line ends the report.

    Returns:
        The report's blocks, the spans of its tier line (headings), the spans of wrapper.
    """
    tier_spans: list[Span] = []
    wrapper: list[Span] = []
    own: list[Block] = []
    of_another = False
    index = 0
    while index < len(blocks):
        found = tier_line(source, blocks, index)
        if found is None:
            if of_another:
                wrapper.append(blocks[index].span)
            else:
                own.append(blocks[index])
            index += 1
            continue
        line, taken = found
        of_another = line.country != country
        spans = [block.span for block in blocks[index : index + taken]]
        if of_another:
            wrapper.extend(spans)
        else:
            if not tier_spans:
                # What precedes the report's first tier line is a banner or the tail of another country.
                wrapper.extend(block.span for block in own)
                own = []
            tier_spans.extend(_heading_part(source, line, span) for span in spans)
            last = blocks[index + taken - 1]
            text = strip(source, Span(tier_spans[-1].end, last.span.end))
            own += [Block(last.kind, text)] if text.start < text.end else []
        index += taken
    kept, edges = without_edges(source, own)
    return kept, tier_spans, sorted(wrapper + edges)


def _heading_part(source: str, line: TierLine, span: Span) -> Span:
    """Return the part of a tier line's span before prose that runs on in the same line."""
    rest = line.rest
    if not _is_prose(rest):
        return span
    at = source.find(rest[:12], span.start, span.end)
    return Span(span.start, at) if at > span.start else span


def _is_prose(rest: str) -> bool:
    return len(rest.split()) > 8 and rest[:1].isupper()  # noqa: PLR2004  longer than any trailing note seen


def without_edges(
    source: str, blocks: Sequence[Block], *, whole: bool = False
) -> tuple[list[Block], list[Span]]:
    """Return blocks without banners at both ends and notes between, and the spans of those.

    Args:
        source: The source text.
        blocks: The blocks of a report.
        whole: Whether what stands between the ends is kept, all of it: a report whose outline is not known may
            print an address or a number on a line of its own.
    """
    texts = [clean(source, block.span).text for block in blocks]
    first = 0
    while first < len(blocks) and _is_banner(texts[first]):
        first += 1
    last = len(blocks)
    while last > first and _is_banner(texts[last - 1]):
        last -= 1
    kept: list[Block] = []
    wrapper = [block.span for block in (*blocks[:first], *blocks[last:])]
    for block, text in zip(blocks[first:last], texts[first:last], strict=True):
        if _ANYWHERE.fullmatch(text) and (not whole or not any(map(str.isalnum, text))):
            wrapper.append(block.span)
        else:
            kept.append(block)
    return kept, wrapper


def _is_banner(text: str) -> bool:
    if _ANYWHERE.fullmatch(text) or _OF_THE_SITE.fullmatch(text):
        return True
    return len(text) < 300 and bool(_BANNER.fullmatch(text))  # noqa: PLR2004
