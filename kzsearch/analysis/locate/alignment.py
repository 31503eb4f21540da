"""The words of a quote laid beside the words of a report, so that as few as possible differ.

The quote is aligned as a whole, anywhere in the report's words (semi-global alignment), within a band around the place
that its rarer words point to, so that the time grows with the length of the quote and not with its square.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from kzsearch.analysis.locate.amounts import is_number

# Costs: a number is compared with a number and a word with a form of it, rather than with another neighbour.
# Words that agree are worth something: of alignments with as many differences, the one with more of them is better.
_CHANGED, _ALIKE, _AGREE = 10, 9, -3
_FAR = 10**9
_BAND, _WIDEST_BAND = 12, 40
_TOO_FREQUENT = 200  # a word that a stretch holds more often points to too many places
_RARE = 8  # a word that it holds no more often counts twice
_BUCKET = 6
_PLACES_TRIED = 4
_SHARE = 2  # a place to which less than this part of the most votes points is not tried
_LIKE_LETTERS = 4


class Pair(NamedTuple):
    """A word of the quote and a word of the report that stand beside each other; None where one has no partner."""

    quoted: int | None
    printed: int | None


def exact_starts(
    quoted: Sequence[str], printed: Sequence[str], places: Mapping[str, Sequence[int]]
) -> list[int]:
    """Return where the words of a quote stand in a row in the words of a report, not overlapping.

    Args:
        quoted: Words of the quote.
        printed: Words of the report.
        places: Where each word stands in the report.
    """
    offset, rarest = min(enumerate(quoted), key=lambda item: len(places.get(item[1], ())))
    starts: list[int] = []
    for place in places.get(rarest, ()):
        start = place - offset
        if (
            start >= 0
            and (not starts or start >= starts[-1] + len(quoted))
            and list(printed[start : start + len(quoted)]) == list(quoted)
        ):
            starts.append(start)
    return starts


def alignments(
    quoted: Sequence[str], printed: Sequence[str], places: Mapping[str, Sequence[int]]
) -> list[list[Pair]]:
    """Return the alignments of a quote at the places that its words point to, not overlapping, the best first."""
    votes: Counter[int] = Counter()
    for offset, key in enumerate(quoted):
        found = places.get(key, ())
        if len(found) <= _TOO_FREQUENT:
            votes.update((place - offset) // _BUCKET for place in found)
        if len(found) <= _RARE:
            votes.update((place - offset) // _BUCKET for place in found)
    # A change of length moves the words after it into the next bucket.
    near = {bucket: votes[bucket - 1] + 2 * votes[bucket] + votes[bucket + 1] for bucket in votes}
    most = max(near.values(), default=0)
    likely = [bucket for bucket in near if near[bucket] * _SHARE >= most]
    tried = sorted(likely, key=lambda bucket: (-near[bucket], bucket))[:_PLACES_TRIED]
    found_here = sorted(
        (align(quoted, printed, bucket * _BUCKET + _BUCKET // 2) for bucket in tried),
        key=lambda scored: scored[0],
    )
    chosen: list[list[Pair]] = []
    for _, pairs in found_here:
        held = [pair.printed for pair in pairs if pair.printed is not None]
        if held and all(_apart(held, other) for other in chosen):
            chosen.append(pairs)
    return chosen


def _apart(held: Sequence[int], other: Sequence[Pair]) -> bool:
    of_other = [pair.printed for pair in other if pair.printed is not None]
    return held[-1] < of_other[0] or held[0] > of_other[-1]


def align(quoted: Sequence[str], printed: Sequence[str], diagonal: int) -> tuple[int, list[Pair]]:
    """Return the cheapest alignment within a band, and its cost.

    Args:
        quoted: Words of the quote.
        printed: Words of the report; those before and after the quote cost nothing.
        diagonal: About how far the quote's first word is from the report's first.
    """
    band = min(_BAND + len(quoted) // 8, _WIDEST_BAND)
    length = len(printed)
    width = 2 * band + 1
    # Column c of row i is the place i + diagonal - band + c, before which a prefix of the report ends.
    shift = diagonal - band
    row = [0 if 0 <= shift + column <= length else _FAR for column in range(width)]
    steps: list[bytearray] = []
    for number, key in enumerate(quoted, start=1):
        new, step = [_FAR] * width, bytearray(width)
        for column in range(width):
            place = number + shift + column
            if not 0 <= place <= length:
                continue
            best, taken = _FAR, 0
            if place:
                word = printed[place - 1]
                best = row[column] + (_AGREE if key == word else _cost(key, word))
            # The row above is shifted by one: its column c + 1 is the same place of the report.
            if column + 1 < width and row[column + 1] + _CHANGED < best:
                best, taken = row[column + 1] + _CHANGED, 1
            if column and new[column - 1] + _CHANGED < best:
                best, taken = new[column - 1] + _CHANGED, 2
            new[column], step[column] = best, taken
        row = new
        steps.append(step)
    # Of equals the last: a last word that differs is then compared with the word in its place.
    column = min(reversed(range(width)), key=row.__getitem__)
    # Nothing is aligned where the band leaves the report before the quote ends.
    return row[column], _traced(steps, column, shift) if row[column] < _FAR // 2 else []


def _traced(steps: Sequence[bytearray], column: int, shift: int) -> list[Pair]:
    """Return the pairs of the cheapest alignment, from the step that was taken to each cell."""
    pairs: list[Pair] = []
    number = len(steps)
    while number:
        place = number + shift + column
        match steps[number - 1][column]:
            case 0:
                if place <= 0:
                    break
                pairs.append(Pair(number - 1, place - 1))
                number -= 1
            case 1:
                pairs.append(Pair(number - 1, None))
                number, column = number - 1, column + 1
            case _:
                pairs.append(Pair(None, place - 1))
                column -= 1
    pairs += [Pair(left, None) for left in reversed(range(number))]
    return pairs[::-1]


@lru_cache(maxsize=20_000)
def _cost(quoted: str, printed: str) -> int:
    alike = quoted[:_LIKE_LETTERS] == printed[:_LIKE_LETTERS] or (is_number(quoted) and is_number(printed))
    return _ALIKE if alike else _CHANGED
