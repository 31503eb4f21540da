"""A report's blocks to its sections, one opened after the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from kzsearch.domain.headings import Heading, cue, parse_heading, parse_run_in
from kzsearch.domain.sentence_forms import is_running_text
from kzsearch.domain.series import TIP
from kzsearch.sections.boilerplate import own_blocks, without_edges
from kzsearch.sections.lists import separate_lists
from kzsearch.sections.lost_recommendations import lost_recommendations
from kzsearch.sections.title_lines import without_title_lines
from kzsearch.sections.unannounced import unannounced_sections
from kzsearch.text import clean, first_sentence, strip
from kzsearch.types import Block, BlockKind, Country, Outline, Section, SectionOrigin, SectionPart, Span

_ORDER = (
    Section.OVERVIEW,
    Section.RECOMMENDATIONS,
    Section.PROSECUTION,
    Section.PROTECTION,
    Section.PREVENTION,
    Section.PROFILE,
)
# The narratives have put the profile last, under a heading of its own, since the report of 2017.
_PROFILE_LAST_SINCE = 2017


_NO_HEADING = "(no heading)"


@dataclass(slots=True)
class _Opening:
    """A section that is being filled."""

    section: Section
    label: str
    origin: SectionOrigin
    evidence: str
    blocks: list[Block] = field(default_factory=list)


class _Read(NamedTuple):
    """A block with the section that its own words name.

    Attributes:
        block: The block.
        text: Its clean text.
        first: Its first sentence.
        heading: The heading that it consists of, or None.
        run_in: The heading with which it begins, or None.
        section: The section that its heading names, or that its first sentence is a cue to.
    """

    block: Block
    text: str
    first: str
    heading: Heading | None
    run_in: Heading | None
    section: Section | None


def outline(
    source: str, blocks: Sequence[Block], country: Country, year: int, *, series: str = TIP.code
) -> Outline:
    """Divide a report into sections.

    Args:
        source: The source text.
        blocks: The blocks that the reader found in it.
        country: The report's country.
        year: The report year, which decides where the profile stands.
        series: Code of the report's series. Each heading of a report of another series than the Trafficking in
            Persons Report opens a section `other` under its own label, and nothing is inferred.

    Returns:
        The sections, the headings and the boilerplate. A section without a heading is opened by a cue, and is marked
        as inferred.
    """
    if series == TIP.code:
        parts, headings, boilerplate = _tip_sections(source, blocks, country, year)
        parts = unannounced_sections(source, parts)
    else:
        own, boilerplate = without_edges(source, blocks, ends_only=True)
        parts, headings = _other_sections(source, own)
    return Outline(
        tuple(separate_lists(source, parts)),
        tuple(sorted(headings)),
        tuple(sorted(block.span for block in boilerplate)),
    )


def _other_sections(source: str, blocks: Sequence[Block]) -> tuple[list[SectionPart], list[Span]]:
    """Return a section for each heading that text follows, and the headings."""
    headings: list[Span] = []
    sections: list[tuple[str, list[Block]]] = [("", [])]
    for block in blocks:
        if block.kind is BlockKind.HEADING:
            headings.append(block.span)
            sections.append((clean(source, block.span).text, []))
        else:
            sections[-1][1].append(block)
    parts = []
    for label, text in sections:
        if text:
            origin = SectionOrigin.HEADING if label else SectionOrigin.INFERRED
            evidence = label or clean(source, text[0].span).text[:80]
            parts.append(SectionPart(Section.OTHER, label or _NO_HEADING, origin, evidence, tuple(text)))
    return parts, headings


def _tip_sections(
    source: str, blocks: Sequence[Block], country: Country, year: int
) -> tuple[list[SectionPart], list[Span], list[Block]]:
    """Return the sections of a Trafficking in Persons report, its headings and the boilerplate."""
    own, headings, boilerplate = own_blocks(source, blocks, country)
    known = {block.span: _read(source, block) for block in own}
    # No cue opens a section that has a heading anywhere in the report.
    headed = frozenset(
        read.section for read in known.values() if read.section and (read.heading or read.run_in)
    ) - {Section.OTHER}
    if headed:
        own, lines = without_title_lines(source, own, country, begun=bool(headings))
        boilerplate += lines
    tier_line = " ".join(clean(source, span).text for span in headings)
    has_headings = bool(headings or headed)
    recommended: frozenset[Span] = frozenset()
    if Section.RECOMMENDATIONS not in headed:
        own, recommended = lost_recommendations(source, own)
    reads = [known.get(block.span) or _read(source, block) for block in own]
    parts: list[_Opening] = []
    for index, read in enumerate(reads):
        span = read.block.span
        if read.heading or read.block.kind is BlockKind.HEADING:
            headings.append(span)
            section, label = read.heading[:2] if read.heading else (Section.OTHER, read.text)
            parts.append(_Opening(section, label, SectionOrigin.HEADING, read.text))
            continue
        if run_in := read.run_in:
            split = span.start + run_in.rest
            headings.append(strip(source, Span(span.start, split)))
            text = Block(BlockKind.PARAGRAPH, Span(split, span.end))
            parts.append(_Opening(run_in.section, run_in.label, SectionOrigin.HEADING, run_in.label, [text]))
            continue
        if span in recommended and parts and parts[-1].section is not Section.RECOMMENDATIONS:
            parts.append(_inferred(Section.RECOMMENDATIONS, read.first))
        elif opened := _infer(reads, index, parts, headed, has_headings=has_headings, year=year):
            if opened.section is Section.OVERVIEW and tier_line and not parts:
                # The tier line is the heading of the overview, which justifies the tier.
                opened = _Opening(Section.OVERVIEW, tier_line, SectionOrigin.HEADING, tier_line)
            parts.append(opened)
        parts[-1].blocks.append(read.block)
    filled = [
        SectionPart(part.section, part.label, part.origin, part.evidence, tuple(part.blocks))
        for part in parts
        if part.blocks
    ]
    return filled, headings, boilerplate


def _read(source: str, block: Block) -> _Read:
    text = clean(source, block.span).text
    first = first_sentence(text)
    heading = parse_heading(text)
    run_in = None if heading else parse_run_in(source[slice(*block.span)])
    printed = heading or run_in
    return _Read(block, text, first, heading, run_in, printed.section if printed else cue(first))


def _inferred(section: Section, evidence: str) -> _Opening:
    return _Opening(section, section.value, SectionOrigin.INFERRED, evidence)


def _infer(
    reads: Sequence[_Read],
    index: int,
    parts: Sequence[_Opening],
    headed: frozenset[Section],
    *,
    has_headings: bool,
    year: int,
) -> _Opening | None:
    """Return the section that a block without a heading opens, or None where it continues the current one."""
    read, following = reads[index], reads[index + 1 :]
    current = parts[-1] if parts else None
    taken = headed | {part.section for part in parts}
    section = read.section
    # Before 2017 the profile opens the report; it continues up to the sentence on minimum standards.
    if section is Section.PROFILE and current is None and not _overview_follows(following):
        section = None
    if section and section not in taken and _may_open(section, current, year):
        return _inferred(section, read.first)
    if current is None:
        return _first_section(read.first, following, has_headings=has_headings)
    if (
        current.section is Section.OVERVIEW
        and Section.RECOMMENDATIONS not in taken
        and read.block.kind is BlockKind.ITEM
    ):
        return _inferred(Section.RECOMMENDATIONS, read.first)
    if (
        current.section is Section.RECOMMENDATIONS
        and Section.PROSECUTION not in taken
        and read.block.kind is BlockKind.PARAGRAPH
        and current.blocks
        and is_running_text(read.text)
    ):
        return _inferred(Section.PROSECUTION, read.first)
    return None


def _may_open(section: Section, current: _Opening | None, year: int) -> bool:
    """Whether a cue may open its section here, by the order of sections in these reports."""
    if current is None or current.section is Section.OTHER:
        return current is None
    if section is Section.OVERVIEW:
        return current.section is Section.PROFILE
    if section is Section.PROFILE:
        return year >= _PROFILE_LAST_SINCE
    return True


def _first_section(first: str, following: Sequence[_Read], *, has_headings: bool) -> _Opening:
    """Return the section of the text before any heading or cue."""
    if not has_headings:
        return _Opening(Section.OTHER, _NO_HEADING, SectionOrigin.INFERRED, first)
    after = next((read.section for read in following if read.section), None)
    if after in (None, Section.OVERVIEW, Section.RECOMMENDATIONS, Section.PROSECUTION):
        section = Section.OVERVIEW
    else:
        # A copy that begins in the middle: the text before PREVENTION is PROTECTION, and so on.
        section = _ORDER[_ORDER.index(after) - 1] if after in _ORDER else Section.OTHER
    return _inferred(section, f"stands before {after or 'the end'}")


def _overview_follows(following: Sequence[_Read]) -> bool:
    after = (read.section for read in following if read.section not in {None, Section.PROFILE})
    return next(after, Section.OVERVIEW) in {Section.OVERVIEW, Section.RECOMMENDATIONS}
