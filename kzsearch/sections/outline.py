"""The walk over a report's blocks that opens one section after another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from kzsearch.headings import cue, parse_heading, parse_run_in
from kzsearch.sections.apparatus import apart
from kzsearch.sections.lost_recommendations import lost_recommendations
from kzsearch.sections.other_outline import own_outline
from kzsearch.sections.title_lines import without_title_lines
from kzsearch.sections.untold import untold_sections
from kzsearch.sections.wrapper import own_blocks
from kzsearch.sentence_forms import is_running_text
from kzsearch.series import TIP
from kzsearch.text import clean, sentences, strip
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
    parts: list[_Opening] = []
    for index, block in enumerate(own):
        text = clean(source, block.span).text
        heading = parse_heading(text)
        if heading or block.kind is BlockKind.HEADING:
            headings.append(block.span)
            section = heading.section if heading else Section.OTHER
            label = heading.label if heading else text
            parts.append(_Opening(section, label, SectionOrigin.HEADING, text))
            continue
        run_in = parse_run_in(source[block.span.start : block.span.end])
        if run_in:
            split = block.span.start + run_in.rest
            headings.append(strip(source, Span(block.span.start, split)))
            parts.append(_Opening(run_in.section, run_in.label, SectionOrigin.HEADING, run_in.label))
            parts[-1].blocks.append(Block(BlockKind.PARAGRAPH, Span(split, block.span.end)))
            continue
        if block.span in recommended and parts and parts[-1].section is not Section.RECOMMENDATIONS:
            first = _first_sentence(text)
            parts.append(
                _Opening(Section.RECOMMENDATIONS, "recommendations", SectionOrigin.INFERRED, first, [block])
            )
            continue
        opened = _infer(source, own, index, parts, titled, is_series=is_series, year=year)
        if opened:
            if opened.section is Section.OVERVIEW and tier_line and not parts:
                # The tier line is the heading under which the tier's justification stands.
                opened = _Opening(Section.OVERVIEW, tier_line, SectionOrigin.HEADING, tier_line)
            parts.append(opened)
        parts[-1].blocks.append(block)
    return Outline(
        tuple(apart(source, untold_sections(source, [_finish(part) for part in parts if part.blocks]))),
        tuple(sorted(headings)),
        tuple(wrapper),
    )


def _finish(part: _Opening) -> SectionPart:
    return SectionPart(part.section, part.label, part.origin, part.evidence, tuple(part.blocks))


def _headed_sections(source: str, blocks: Sequence[Block]) -> frozenset[Section]:
    """Return the sections that have a heading somewhere in the report: no cue may open those."""
    found = set()
    for block in blocks:
        heading = parse_heading(clean(source, block.span).text) or parse_run_in(
            source[block.span.start : block.span.end]
        )
        if heading and heading.section is not Section.OTHER:
            found.add(heading.section)
    return frozenset(found)


def _infer(
    source: str,
    blocks: Sequence[Block],
    index: int,
    parts: Sequence[_Opening],
    titled: frozenset[Section],
    *,
    is_series: bool,
    year: int,
) -> _Opening | None:
    """Return the section that a block without a heading opens, or None where it carries on."""
    block = blocks[index]
    current = parts[-1] if parts else None
    taken = titled | {part.section for part in parts}
    text = clean(source, block.span).text
    first = _first_sentence(text)
    section = cue(first)
    if section is Section.PROFILE and current is None:
        # Before 2017 the profile opens the report, and goes on until the status sentence.
        section = Section.PROFILE if _status_follows(source, blocks, index) else None
    if section and section not in taken and _may_open(section, current, year):
        return _Opening(section, section.value, SectionOrigin.INFERRED, first)
    if current is None:
        return _first_section(source, blocks, index, is_series=is_series)
    if (
        current.section is Section.OVERVIEW
        and Section.RECOMMENDATIONS not in taken
        and block.kind is BlockKind.ITEM
    ):
        return _Opening(Section.RECOMMENDATIONS, "recommendations", SectionOrigin.INFERRED, first)
    if (
        current.section is Section.RECOMMENDATIONS
        and Section.PROSECUTION not in taken
        and block.kind is BlockKind.PARAGRAPH
        and current.blocks
        and is_running_text(text)
    ):
        return _Opening(Section.PROSECUTION, "prosecution", SectionOrigin.INFERRED, first)
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


def _first_section(source: str, blocks: Sequence[Block], index: int, *, is_series: bool) -> _Opening:
    """Name the section of text that stands before any heading or cue."""
    first = _first_sentence(clean(source, blocks[index].span).text)
    if not is_series:
        return _Opening(Section.OTHER, "(no heading)", SectionOrigin.INFERRED, first)
    following = next((s for s in _sections_after(source, blocks, index)), None)
    if following in (None, Section.OVERVIEW, Section.RECOMMENDATIONS, Section.PROSECUTION):
        section = Section.OVERVIEW
    else:
        # A copy that begins in the middle: what stands before PREVENTION is PROTECTION, and so on.
        section = _ORDER[_ORDER.index(following) - 1] if following in _ORDER else Section.OTHER
    return _Opening(section, section.value, SectionOrigin.INFERRED, f"stands before {following or 'the end'}")


def _sections_after(source: str, blocks: Sequence[Block], index: int) -> list[Section]:
    found = []
    for block in blocks[index + 1 :]:
        text = clean(source, block.span).text
        heading = parse_heading(text) or parse_run_in(source[block.span.start : block.span.end])
        section = heading.section if heading else cue(_first_sentence(text))
        if section:
            found.append(section)
    return found


def _status_follows(source: str, blocks: Sequence[Block], index: int) -> bool:
    following = (s for s in _sections_after(source, blocks, index) if s is not Section.PROFILE)
    return next(following, Section.OVERVIEW) in (Section.OVERVIEW, Section.RECOMMENDATIONS)


def _first_sentence(text: str) -> str:
    opening = text[:600]  # the longest first sentence of a section seen is near 300 characters
    spans = sentences(opening)
    return opening[spans[0].start : spans[0].end] if spans else opening
