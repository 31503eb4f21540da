"""Reports of other series: divided at their own headings, with no section inferred."""

from __future__ import annotations

from collections.abc import Sequence

from kzsearch.sections.wrapper import without_edges
from kzsearch.text import clean
from kzsearch.types import Block, BlockKind, Outline, Section, SectionOrigin, SectionPart

NO_HEADING = "(no heading)"


def own_outline(source: str, blocks: Sequence[Block]) -> Outline:
    """Divide a report at its own headings.

    Args:
        source: The source text.
        blocks: The blocks that the reader found in it.

    Returns:
        A section `other` for each heading that text follows. Nothing is inferred, and nothing is left out but
        banners and notes above and below the report.
    """
    own, wrapper = without_edges(source, blocks, whole=True)
    headings = [block.span for block in own if block.kind is BlockKind.HEADING]
    sections: list[tuple[str, list[Block]]] = [("", [])]
    for block in own:
        if block.kind is BlockKind.HEADING:
            sections.append((clean(source, block.span).text, []))
        else:
            sections[-1][1].append(block)
    parts = tuple(_part(source, label, text) for label, text in sections if text)
    return Outline(parts, tuple(headings), tuple(wrapper))


def _part(source: str, label: str, text: Sequence[Block]) -> SectionPart:
    origin = SectionOrigin.HEADING if label else SectionOrigin.INFERRED
    evidence = label or clean(source, text[0].span).text[:80]
    return SectionPart(Section.OTHER, label or NO_HEADING, origin, evidence, tuple(text))
