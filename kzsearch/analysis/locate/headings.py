"""Headings that were copied into a quote: who copies a page across sections copies the heading between them too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kzsearch.analysis.locate.differences import Known, Text
from kzsearch.analysis.locate.finding import Found, find_all, quoted
from kzsearch.analysis.locate.stretches import Stretch
from kzsearch.analysis.locate.words import Word, words_of
from kzsearch.types import SectionOrigin
from kzsearch.types.locating import Difference, DifferenceKind

_FEWEST = 2  # words of a quote
_BESIDE = 3  # words on each side of a heading that must be the report's


def find_without_headings(quote: Text, around: Stretch, known: Known) -> Iterator[Found]:
    """Yield where a stretch holds a quote without the headings in it, each of which stands there in the report.

    Args:
        quote: The quote.
        around: The stretch; it holds the texts of sections, and knows their headings.
        known: Whether something is a word.
    """
    rest, headings, places = quote, list[Difference](), list[int]()
    for place, label in _headings(around):
        held = _held(rest, words_of(label), around, place)
        if held is not None:
            first, last = held
            headings.append(Difference(DifferenceKind.HEADING, rest.said([first, last]), label))
            rest = _without(rest, first, last)
            places.append(place)
    if headings and len(rest.words) >= _FEWEST:
        for found in find_all(rest, around, known):
            if all(_touches(found, around, place) for place in places):
                yield replace(found, differences=(*headings, *found.differences))


def _headings(around: Stretch) -> Iterator[tuple[int, str]]:
    """Yield the headings that the report has, each with the place of the first word below it."""
    before = None
    for begin, passage in zip(around.starts, around.passages, strict=True):
        here = passage.section, passage.section_label
        opens = passage.paragraph == 1 if before is None else here != before
        before = here
        if opens and passage.section_origin is SectionOrigin.HEADING:
            below = next((place for place, word in enumerate(around.words) if word.start >= begin), None)
            if below is not None:
                yield below, passage.section_label


def _touches(found: Found, around: Stretch, place: int) -> bool:
    """Whether a quote holds words on one side of a heading, or on both."""
    before = around.words[place - 1].end if place else 0
    return found.start <= around.words[place].start and before <= found.end


def _held(quote: Text, label: Sequence[Word], around: Stretch, place: int) -> tuple[int, int] | None:
    """Return the first and last word of a heading in a quote, if the words beside it stand there in the report too."""
    keys, wanted = [word.key for word in quote.words], [word.key for word in label]
    printed = around.keys_of_words
    for first in range(len(keys) - len(wanted) + 1) if wanted else ():
        end = first + len(wanted)
        before, after = keys[max(0, first - _BESIDE) : first], keys[end : end + _BESIDE]
        if (
            keys[first:end] == wanted
            and printed[max(0, place - len(before)) : place] == before
            and printed[place : place + len(after)] == after
        ):
            return first, end - 1
    return None


def _without(quote: Text, first: int, last: int) -> Text:
    before = quote.text[: quote.words[first].start].rstrip(" \"'“”‘’([")
    after = quote.text[quote.words[last].end :].lstrip(" :.–—-\"'“”‘’)]")
    return quoted(f"{before} {after}".strip())
