"""References, tables of contents and lists of acronyms, separated from running text because they answer no query.

A section is a list if its heading says so. Within other sections a run of blocks is a list if most of the blocks have
the form of entries.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from kzsearch.text import clean
from kzsearch.types import Block, PassageKind, SectionPart

_HEADINGS: Mapping[PassageKind, re.Pattern[str]] = {
    kind: re.compile(rf"\W*(?:{words})\W*", re.IGNORECASE)
    for kind, words in {
        PassageKind.REFERENCES: r"(?:list\s+of\s+)?(?:references|sources|citations)|(?:end|foot)\s?notes"
        r"|bibliography|works\s+cited",
        PassageKind.CONTENTS: r"(?:table\s+of\s+)?contents|list\s+of\s+(?:tables|figures|maps)",
        PassageKind.ACRONYMS: r"(?:(?:list\s+of|key\s+to)\s+)?(?:acronyms|abbreviations)"
        r"(?:\s+and\s+(?:acronyms|abbreviations))?",
    }.items()
}
_ENTRIES: Mapping[PassageKind, re.Pattern[str]] = {
    # A number and a year or an address; or hardly more than an address.
    PassageKind.REFERENCES: re.compile(
        r"(?:\[?\d{1,3}[\].)]?\s+|\*\s+)(?=.{0,400}?(?:\b(?:19|20)\d\d\b|https?://|\bibid\b)).{5,600}"
        r"|\W*(?:\w+:?\s+){0,3}https?://\S+\W*",
        re.IGNORECASE | re.DOTALL,
    ),
    PassageKind.CONTENTS: re.compile(
        r"\S.{2,150}?(?:\.{3,}|(?:\s\.){3,}|…)\s*(?:\d{1,4}|[ivxlc]{1,7})", re.DOTALL
    ),
    PassageKind.ACRONYMS: re.compile(
        r"(?=\w*[A-Z]\w*[A-Z])[A-Z][\w&/-]{1,11}(?:\s*[–—:=-]\s+|\t|\s{2,})\w.{3,120}"
    ),
}
_LONGEST_ENTRY = 600  # characters
_FEWEST = 5  # entries of a list, which must also be at least half of its blocks
_NEAREST = 3  # blocks from one entry to the next


def separate_lists(source: str, parts: Sequence[SectionPart]) -> Iterator[SectionPart]:
    """Yield sections, each list in them as a part of its own."""
    for part in parts:
        headed = next((kind for kind, words in _HEADINGS.items() if words.fullmatch(part.label)), None)
        texts = [_short_text(source, block) for block in part.blocks]
        if headed and 2 * sum(text is not None for text in texts) > len(texts):
            yield replace(part, kind=headed)
            continue
        lists = _lists(texts)
        cuts = sorted({0, len(texts), *(end for _, run in lists for end in (run.start, run.stop))})
        kinds = {run.start: kind for kind, run in lists}
        for start, end in pairwise(cuts):
            yield replace(
                part,
                blocks=part.blocks[start:end],
                kind=kinds.get(start, PassageKind.TEXT),
                first_paragraph=part.first_paragraph + start,
            )


def _short_text(source: str, block: Block) -> str | None:
    """Return the text of a block that is short enough for an entry."""
    if block.span.end - block.span.start > 2 * _LONGEST_ENTRY:
        return None
    text = clean(source, block.span).text
    return text if len(text) <= _LONGEST_ENTRY else None


def _lists(texts: Sequence[str | None]) -> list[tuple[PassageKind, range]]:
    """Return the runs of blocks that are lists; no two overlap."""
    found: list[tuple[PassageKind, range]] = []
    for kind, entry in _ENTRIES.items():
        groups: list[list[int]] = []
        for place, text in enumerate(texts):
            if text is None or not entry.fullmatch(text):
                continue
            if groups and place - groups[-1][-1] <= _NEAREST:
                groups[-1].append(place)
            else:
                groups.append([place])
        for group in groups:
            run = range(group[0], group[-1] + 1)
            dense = len(group) >= _FEWEST and 2 * len(group) >= len(run)
            if dense and not any(other.start < run.stop and run.start < other.stop for _, other in found):
                found.append((kind, run))
    return found
