"""Reports of other series: read whole, under the headings that they have."""

from __future__ import annotations

from collections.abc import Sequence

from kzsearch.sections.wrapper import without_edges
from kzsearch.text import clean
from kzsearch.types import Block, BlockKind, Outline, Section, SectionOrigin, SectionPart, Span

NO_HEADING = "(no heading)"


def own_outline(source: str, blocks: Sequence[Block]) -> Outline:
    """Divide a report at its own headings.

    Args:
        source: The source text.
        blocks: The blocks that the reader found in it.

    Returns:
        A section `other` for each heading that text follows. Nothing is inferred, and nothing is left out but
        what stands around a report.
    """
    own, wrapper = without_edges(source, blocks, whole=True)
    headings: list[Span] = []
    parts: list[SectionPart] = []
    label = ""
    text: list[Block] = []

    def close() -> None:
        if text:
            origin = SectionOrigin.HEADING if label else SectionOrigin.INFERRED
            first = label or clean(source, text[0].span).text[:80]
            parts.append(SectionPart(Section.OTHER, label or NO_HEADING, origin, first, tuple(text)))
            text.clear()

    for block in own:
        if block.kind is BlockKind.HEADING:
            close()
            label = clean(source, block.span).text
            headings.append(block.span)
        else:
            text.append(block)
    close()
    return Outline(tuple(parts), tuple(headings), tuple(wrapper))
