"""Recommendations without a heading: sentences in the imperative.

Each is a paragraph, or all are one paragraph, or they are glued to the end of the overview. In 2007 a sentence within
a paragraph lists them: `The government should: a; b; and c.`
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


def _is_recommendation(text: str) -> bool:
    return bool(text) and all(is_imperative(text[slice(*span)]) for span in sentences(text))


def lost_recommendations(source: str, blocks: Sequence[Block]) -> tuple[list[Block], frozenset[Span]]:
    """Separate recommendations from the text that they are glued to, in a report without their heading.

    Returns:
        The blocks, the first that holds recommendations divided where they begin, and the spans of the blocks of
        recommendations; none where fewer than two sentences in the imperative stand together.
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
            text = clean(source, following.span).text
            if following.kind is BlockKind.HEADING or not _is_recommendation(text):
                break
            filled.append(following)
        if sum(_count(source, each) for each in filled) < _FEWEST:
            continue
        before = Block(block.kind, Span(block.span.start, start))
        divided = [before, own] if source[slice(*before.span)].strip() else [block]
        spans = {each.span for each in (divided[-1], *filled[1:])}
        return [*blocks[:index], *divided, *blocks[index + 1 :]], frozenset(spans)
    return list(blocks), frozenset()


def _start(source: str, block: Block) -> int | None:
    """Return where in a block the recommendations begin that fill the rest of it, or None."""
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
