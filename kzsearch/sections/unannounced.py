"""Sections that neither a heading nor a cue opens, found by the words of their paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kzsearch.domain.list_markers import marker_length
from kzsearch.domain.sentence_forms import is_imperative, is_running_text
from kzsearch.text import clean
from kzsearch.types import Block, Section, SectionOrigin, SectionPart

# Words of the three sections, whatever the country.
_WORDS = {
    Section.PROSECUTION: re.compile(
        r"\b(?:investigat|prosecut|convict|sentenc|imprison|penal|criminal|articles? \d|penalt|courts?\b|judges?\b|"
        r"defendant|prison|law enforcement|police|complicit|complicity|extradit|acquit|punish|indict|charged|arrest)",
        re.IGNORECASE,
    ),
    Section.PROTECTION: re.compile(
        r"\b(?:shelter|assist|referr|refer\b|counsel|medical|psycholog|legal aid|repatriat|residen|reintegrat|"
        r"rehabilit|services|protect|compensat|restitution|identified|screen|penalized|deport|housing|victims?\b)",
        re.IGNORECASE,
    ),
    Section.PREVENTION: re.compile(
        r"\b(?:awareness|campaign|hotline|action plan|national plan|inter-?agency|inter-?ministerial|committee|"
        r"working group|task force|council|recruit|inspect|demand for|peacekeep|diplomat|brochure|poster|broadcast|"
        r"radio|television|leaflet|billboard|schools?\b|prevent|sex tourism|migrant workers)",
        re.IGNORECASE,
    ),
}
_ORDER = tuple(_WORDS)
_SHOULD = re.compile(r"[^.]* should\b")
_CLEARLY = 3  # of its section's words in a paragraph, and twice as many as of the section before


def unannounced_sections(source: str, parts: Sequence[SectionPart]) -> list[SectionPart]:
    """Return the sections of a report, with those that neither a heading nor a cue opened.

    A missing section is opened, as inferred, at the paragraph from which on the words are clearly its own. Where there
    is no such paragraph, but a later section shows that one is missing, the section before it may hold its text: that
    section is marked as inferred, because its end is not known.
    """
    found = list(parts)
    if not {part.section for part in found} & {*_ORDER, Section.OVERVIEW, Section.RECOMMENDATIONS}:
        return found
    for missing in _ORDER:
        if any(part.section is missing for part in found):
            continue
        later = _ORDER[_ORDER.index(missing) + 1 :]
        after = next((index for index, part in enumerate(found) if part.section in later), None)
        # A report that puts the profile last puts it behind the three.
        end = after if after is not None else len(found)
        while after is None and end and found[end - 1].section in (Section.PROFILE, Section.OTHER):
            end -= 1
        if end == 0:
            continue
        host = found[end - 1]
        start = _start(source, host, missing)
        if start is not None:
            first = clean(source, host.blocks[start].span).text[:80]
            opened = SectionPart(missing, missing.value, SectionOrigin.INFERRED, first, host.blocks[start:])
            found[end - 1 : end] = [replace(host, blocks=host.blocks[:start]), opened]
        elif after is not None and _may_hold_more(source, host):
            found[end - 1] = replace(host, origin=SectionOrigin.INFERRED)
    return found


def _start(source: str, host: SectionPart, missing: Section) -> int | None:
    """Return the paragraph of a section from which on the words are clearly the missing section's, or None."""
    if host.section in (Section.PROFILE, Section.OTHER):
        return None
    texts = [_text(source, block) for block in host.blocks]
    gains = []
    starts = []
    for index, text in enumerate(texts):
        before, own, after = _about(text, missing)
        gains.append(max(own, after) - before)
        if index and own >= max(_CLEARLY, 2 * before) and own > after and not is_imperative(text):
            starts.append(index)
    best = max(starts, key=lambda index: sum(gains[index:]), default=None)
    return best if best is not None and sum(gains[best:]) > 0 else None


def _about(text: str, section: Section) -> tuple[int, int, int]:
    """Count a paragraph's words of the sections before one, of that section, and of the sections after it."""
    counts = [len({word.lower() for word in _WORDS[each].findall(text)}) for each in _ORDER]
    place = _ORDER.index(section)
    return max(counts[:place], default=0), counts[place], max(counts[place + 1 :], default=0)


def _may_hold_more(source: str, host: SectionPart) -> bool:
    """Whether paragraphs of a section could belong to another section."""
    if host.section is Section.RECOMMENDATIONS:
        texts = [_text(source, block) for block in host.blocks]
        return any(is_running_text(text) and not _SHOULD.match(text) for text in texts)
    return host.section in (Section.OVERVIEW, *_ORDER) and len(host.blocks) > 1


def _text(source: str, block: Block) -> str:
    text = clean(source, block.span).text
    return text[marker_length(text) :]
