"""The walk over a report's blocks that opens one section after another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from kzsearch.domain.headings import Heading, cue, parse_heading, parse_run_in
from kzsearch.domain.sentence_forms import is_running_text
from kzsearch.domain.series import TIP
from kzsearch.sections.apparatus import apart
from kzsearch.sections.lost_recommendations import lost_recommendations
from kzsearch.sections.other_outline import NO_HEADING, own_outline
from kzsearch.sections.title_lines import without_title_lines
from kzsearch.sections.untold import untold_sections
from kzsearch.sections.wrapper import own_blocks
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


@dataclass(slots=True)
class _Opening:
    """A section as it fills."""

    section: Section
    label: str
    origin: SectionOrigin
    evidence: str
    blocks: list[Block] = field(default_factory=list)


class _Read(NamedTuple):
    """A block with what its own words say of the section.

    Attributes:
        block: The block.
        text: Its clean text.
        first: Its first sentence.
        heading: The heading that it consists of, or None.
        run_in: The heading with which it begins, or None.
        section: The section that its heading names, or its first sentence gives away.
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
        year: The report year, which tells where the profile stands.
        series: Code of the report's series. One other than the Trafficking in Persons Report has an outline of
            its own: each of its headings opens a section `other` under its own label.

    Returns:
        The sections, the headings and the wrapper. A section without a heading is opened by the first
        sentence that its kind of section begins with, and is marked as inferred.
    """
    if series != TIP.code:
        found = own_outline(source, blocks)
        return replace(found, parts=tuple(apart(source, found.parts)))
    own, headings, wrapper = own_blocks(source, blocks, country)
    titled = _headed_sections(source, own)
    if titled:
        own, lines = without_title_lines(source, own, country, begun=bool(headings))
        wrapper = sorted([*wrapper, *(block.span for block in lines)])
    tier_line = " ".join(clean(source, span).text for span in headings)
    is_series = bool(headings or titled)
    recommended: frozenset[Span] = frozenset()
    if Section.RECOMMENDATIONS not in titled:
        own, recommended = lost_recommendations(source, own)
    reads = [_read(source, block) for block in own]
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
        elif opened := _infer(reads, index, parts, titled, is_series=is_series, year=year):
            if opened.section is Section.OVERVIEW and tier_line and not parts:
                # The tier line is the heading under which the tier's justification stands.
                opened = _Opening(Section.OVERVIEW, tier_line, SectionOrigin.HEADING, tier_line)
            parts.append(opened)
        parts[-1].blocks.append(read.block)
    filled = [
        SectionPart(part.section, part.label, part.origin, part.evidence, tuple(part.blocks))
        for part in parts
        if part.blocks
    ]
    return Outline(
        tuple(apart(source, untold_sections(source, filled))), tuple(sorted(headings)), tuple(wrapper)
    )


def _read(source: str, block: Block) -> _Read:
    text = clean(source, block.span).text
    first = first_sentence(text)
    heading = parse_heading(text)
    run_in = None if heading else parse_run_in(source[slice(*block.span)])
    printed = heading or run_in
    return _Read(block, text, first, heading, run_in, printed.section if printed else cue(first))


def _inferred(section: Section, evidence: str) -> _Opening:
    return _Opening(section, section.value, SectionOrigin.INFERRED, evidence)


def _headed_sections(source: str, blocks: Sequence[Block]) -> frozenset[Section]:
    """Return the sections that have a heading somewhere in the report: no cue may open those."""
    headings = (
        parse_heading(clean(source, block.span).text) or parse_run_in(source[slice(*block.span)])
        for block in blocks
    )
    return frozenset(heading.section for heading in headings if heading) - {Section.OTHER}


def _infer(
    reads: Sequence[_Read],
    index: int,
    parts: Sequence[_Opening],
    titled: frozenset[Section],
    *,
    is_series: bool,
    year: int,
) -> _Opening | None:
    """Return the section that a block without a heading opens, or None where it carries on."""
    read, following = reads[index], reads[index + 1 :]
    current = parts[-1] if parts else None
    taken = titled | {part.section for part in parts}
    section = read.section
    if section is Section.PROFILE and current is None and not _status_follows(following):
        section = None  # before 2017 the profile opens the report, and goes on until the status sentence
    if section and section not in taken and _may_open(section, current, year):
        return _inferred(section, read.first)
    if current is None:
        return _first_section(read.first, following, is_series=is_series)
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
    """Whether a cue may open its section here, going by the order in which these reports stand."""
    if current is None or current.section is Section.OTHER:
        return current is None
    if section is Section.OVERVIEW:
        return current.section is Section.PROFILE
    if section is Section.PROFILE:
        return year >= _PROFILE_LAST_SINCE
    return True


def _first_section(first: str, following: Sequence[_Read], *, is_series: bool) -> _Opening:
    """Name the section of text that stands before any heading or cue."""
    if not is_series:
        return _Opening(Section.OTHER, NO_HEADING, SectionOrigin.INFERRED, first)
    after = next((read.section for read in following if read.section), None)
    if after in (None, Section.OVERVIEW, Section.RECOMMENDATIONS, Section.PROSECUTION):
        section = Section.OVERVIEW
    else:
        # A copy that begins in the middle: what stands before PREVENTION is PROTECTION, and so on.
        section = _ORDER[_ORDER.index(after) - 1] if after in _ORDER else Section.OTHER
    return _inferred(section, f"stands before {after or 'the end'}")


def _status_follows(following: Sequence[_Read]) -> bool:
    after = (read.section for read in following if read.section not in {None, Section.PROFILE})
    return next(after, Section.OVERVIEW) in {Section.OVERVIEW, Section.RECOMMENDATIONS}
