"""The text of a passage as a page shows it: its paragraphs, with a sentence and single words lit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzsearch.render.page.tags import Child, Html, tag, together
from kzsearch.types import Passage, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_AROUND = 420  # characters that an excerpt shows beside its sentence, at most
_ELLIPSIS = "…"


def paragraphs(
    passage: Passage, lit: Span | None = None, words: Sequence[Span] = (), window: Span | None = None
) -> Html:
    """Return the paragraphs of a passage.

    Args:
        passage: The passage.
        lit: What of its text is lit.
        words: Words of its text that are marked.
        window: What of its text is shown; all without it.
    """
    shown = window or Span(0, len(passage.text))
    found = []
    start = 0
    for line in passage.text.split("\n"):
        part = _shared(Span(start, start + len(line)), shown)
        if part and passage.text[slice(*part)].strip():
            found.append(tag("p", *_pieces(passage.text, part, lit, words, shown), dir="auto"))
        start += len(line) + 1
    return together(found)


def excerpt(passage: Passage, best: Span | None) -> Span:
    """Return what of a passage is shown at first: its best sentence, and as many beside it as there is room for."""
    spans = [sentence.within for sentence in passage.sentences] or [Span(0, len(passage.text))]
    place = next((number for number, span in enumerate(spans) if best and _shared(span, best)), 0)
    first = last = place
    room = _AROUND
    sides = [True, True]
    while any(sides):
        for side, other in enumerate((first - 1, last + 1)):
            fits = sides[side] and 0 <= other < len(spans) and _length(spans[other]) <= room
            sides[side] = fits
            if fits:
                room -= _length(spans[other])
                first, last = min(first, other), max(last, other)
    return Span(spans[first].start, spans[last].end)


def is_whole(passage: Passage, window: Span) -> bool:
    """Whether nothing of a passage is left out."""
    left_out = passage.text[: window.start] + passage.text[window.end :]
    return not left_out.strip()


def _length(span: Span) -> int:
    return span.end - span.start


def _shared(one: Span, other: Span) -> Span | None:
    """Return what two spans share, if anything."""
    both = Span(max(one.start, other.start), min(one.end, other.end))
    return both if both.start < both.end else None


def _pieces(text: str, part: Span, lit: Span | None, words: Sequence[Span], window: Span) -> Iterator[Child]:
    inside = _shared(part, lit) if lit else None
    if part.start == window.start and text[: part.start].strip():
        yield f"{_ELLIPSIS} "
    if inside is None:
        yield from _marked(text, part, words)
    else:
        yield from _marked(text, Span(part.start, inside.start), words)
        yield tag("mark", *_marked(text, inside, words))
        yield from _marked(text, Span(inside.end, part.end), words)
    if part.end == window.end and text[part.end :].strip():
        yield f" {_ELLIPSIS}"


def _marked(text: str, part: Span, words: Iterable[Span]) -> Iterator[Child]:
    at = part.start
    for word in sorted(words):
        shared = _shared(Span(at, part.end), word)
        if shared is None:
            continue
        yield text[at : shared.start]
        yield tag("b", text[slice(*shared)])
        at = shared.end
    yield text[at : part.end]
