"""Quotes that leave something out and say so: pieces parted by an ellipsis, in order in one report."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kzsearch.analysis.locate.differences import Known, Text, negates
from kzsearch.analysis.locate.finding import Found, find_all, quoted
from kzsearch.analysis.locate.stretches import Stretch, stretch, whole_report
from kzsearch.analysis.locate.words import words_of
from kzsearch.types import Store
from kzsearch.types.locating import GRAVE, Difference, DifferenceKind

_ELLIPSIS = re.compile(r"\s*[\[(]?\s*(?:…|\.\s?\.\s?\.(?:\s?\.)?)\s*[\])]?\s*")
_WORDS_SHOWN = 12
_CLOSE = 6  # words left out within one sentence, whose negation the reader would have needed
_SENTENCE_END = re.compile(r"[.!?]\s")


def pieces_of(quote: str) -> list[str]:
    """Return the pieces of a quote between its ellipses; those without a word are left out."""
    return [piece for piece in _ELLIPSIS.split(quote) if words_of(piece)]


def join_pieces(
    store: Store, pieces: Sequence[str], anchor: int, found: Found, known: Known, *, marked: bool
) -> Found | None:
    """Return all pieces of a quote as one place of a report, given where one of them is, or None.

    Args:
        store: The index.
        pieces: The pieces, in the order of the quote.
        anchor: Number of the piece that was found.
        found: Where it was found.
        known: Whether something is a word.
        marked: Whether the quote says, by an ellipsis, that it leaves something out.
    """
    whole = whole_report(store, found.stretch)
    moved = whole.starts[whole.keys.index(found.stretch.keys[0])]
    places = {anchor: (found.start + moved, found.end + moved, found)}
    start, end = places[anchor][:2]
    for number in range(anchor + 1, len(pieces)):
        after = _next_to(quoted(pieces[number]), whole, end, len(whole.text), known, last=False)
        if after is None:
            return None
        places[number], end = after, after[1]
    for number in reversed(range(anchor)):
        before = _next_to(quoted(pieces[number]), whole, 0, start, known, last=True)
        if before is None:
            return None
        places[number], start = before, before[0]
    differences: list[Difference] = []
    for number in range(len(pieces)):
        if number:
            differences += _left_out(whole.text[places[number - 1][1] : places[number][0]], marked=marked)
        differences += places[number][2].differences
    edits = sum(of.edits for _, _, of in places.values())
    grave = sum(difference.kind in GRAVE for difference in differences)
    words = sum(len(words_of(piece)) for piece in pieces)
    return Found(whole, start, end, tuple(differences), max(edits, grave), 1.0 - edits / words)


def _next_to(
    piece: Text, whole: Stretch, start: int, end: int, known: Known, *, last: bool
) -> tuple[int, int, Found] | None:
    """Return the place of a piece within a part of a report's text that is nearest to the part's beginning or end."""
    part = _part(whole, start, end)
    found = [(start + one.start, start + one.end, one) for one in _all_in(piece, part, known)]
    if not found:
        return None
    best = min(one.edits for _, _, one in found)
    nearest = [one for one in found if one[2].edits == best]
    return max(nearest, key=lambda one: one[0]) if last else min(nearest, key=lambda one: one[0])


def _all_in(piece: Text, part: Stretch, known: Known) -> Iterator[Found]:
    yield from find_all(piece, part, known) if part.words else ()


def _part(whole: Stretch, start: int, end: int) -> Stretch:
    """Return a part of a stretch's text as a stretch of which only the text and its words are asked."""
    part = stretch((), ())
    return type(part)((), (), (), whole.text[start:end])


def _left_out(text: str, *, marked: bool) -> list[Difference]:
    """Return the difference that a gap between two pieces is, given the report's words in it."""
    words = words_of(text)
    printed = " ".join(text.split()).strip(" ,;.")
    kind = DifferenceKind.ELLIPSIS if marked else DifferenceKind.WORD
    if len(words) <= _CLOSE and negates([word.key for word in words]) and not _SENTENCE_END.search(text):
        kind = DifferenceKind.NEGATION
    if not words and not marked:
        return []
    if len(words) > _WORDS_SHOWN:
        shown, half = printed.split(), _WORDS_SHOWN // 2
        printed = f"{' '.join(shown[:half])} … {' '.join(shown[-half:])} ({len(words)} words)"
    return [Difference(kind, "…" if marked else "", printed)]
