"""Recommendations whose heading was lost, or that never had one.

They are sentences in the imperative: each a paragraph, all in one, or glued to the end of the overview. In 2007
they stand inside a paragraph as `The government should: a; b; and c.`
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kzsearch.domain.sentence_forms import is_imperative
from kzsearch.text import clean, sentences
from kzsearch.types import Block, BlockKind, Span

_SHOULD = re.compile(r"(?:^|(?<=[.!?”\"] ))[A-Z][^.;:]{2,120}? should:? *(?=:|[a-z])")
_SHOULD_LIST = re.compile(r"[^.]*;")
_FEWEST = 2  # sentences in the imperative: a single one may be a quotation


def is_recommendation(text: str) -> bool:
    """Whether every sentence of a text is in the imperative."""
    return bool(text) and all(is_imperative(text[slice(*span)]) for span in sentences(text))


def lost_recommendations(source: str, blocks: Sequence[Block]) -> tuple[list[Block], frozenset[Span]]:
    """Part recommendations without a heading from the text that they are glued to.

    Args:
        source: The source text.
        blocks: The blocks of a report that has no heading of recommendations.

    Returns:
        The blocks, the first that holds recommendations divided where they begin, and the spans of the blocks
        that they fill; none where fewer than two sentences in the imperative stand together.
    """
    for index, block in enumerate(blocks):
        if block.kind is BlockKind.HEADING:
            continue
        start = _start(source, block)
        if start is None:
            continue
        own = Block(block.kind, Span(start, block.span.end))
        filled = [own]
        for following in blocks[index + 1 :]:
            if following.kind is BlockKind.HEADING or not is_recommendation(
                clean(source, following.span).text
            ):
                break
            filled.append(following)
        if sum(_count(source, each) for each in filled) < _FEWEST:
            continue
        before = Block(block.kind, Span(block.span.start, start))
        parted = [before, own] if source[slice(*before.span)].strip() else [block]
        spans = {each.span for each in (parted[-1], *filled[1:])}
        return [*blocks[:index], *parted, *blocks[index + 1 :]], frozenset(spans)
    return list(blocks), frozenset()


def _start(source: str, block: Block) -> int | None:
    """Return where in a block recommendations begin that go on to its end."""
    text, offsets = clean(source, block.span)
    should = _SHOULD.search(text)
    if should and _SHOULD_LIST.match(text, should.end()):
        return offsets[should.start()]
    start = None
    for span in reversed(sentences(text)):
        if not is_imperative(text[slice(*span)]):
            break
        start = offsets[span.start]
    return start


def _count(source: str, block: Block) -> int:
    text = clean(source, block.span).text
    return max(len(sentences(text)), text.count(";"))
