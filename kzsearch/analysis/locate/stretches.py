"""Passages that follow one another in a report, as one text with its words: where a quote may run over their ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from kzsearch.analysis.locate.words import Word, words_of
from kzsearch.types import Passage, Store

_SLACK = 20  # words beyond the length of the quote that the report may have more


@dataclass(frozen=True)
class Stretch:
    """Passages of one report that follow one another.

    Attributes:
        keys: Their keys in the store.
        passages: The passages.
        starts: Where each begins in the text.
        text: Their texts, each on lines of its own.
    """

    keys: tuple[int, ...]
    passages: tuple[Passage, ...]
    starts: tuple[int, ...]
    text: str

    @cached_property
    def words(self) -> list[Word]:
        """The words of the text."""
        if not self.passages:
            return list(words_of(self.text))
        return [
            Word(key, begin + start, begin + end)
            for begin, passage in zip(self.starts, self.passages, strict=True)
            for key, start, end in words_of(passage.text)
        ]

    @cached_property
    def keys_of_words(self) -> list[str]:
        """The words as they are compared."""
        return [word.key for word in self.words]

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """Where each word stands."""
        found: dict[str, list[int]] = {}
        for place, key in enumerate(self.keys_of_words):
            found.setdefault(key, []).append(place)
        return found

    def passages_of(self, start: int, end: int) -> range:
        """Return the numbers of the passages that a part of the text touches."""
        held = [
            number
            for number, (begin, passage) in enumerate(zip(self.starts, self.passages, strict=True))
            if begin < end and begin + len(passage.text) > start
        ]
        return range(held[0], held[-1] + 1)


def stretch(keys: Sequence[int], passages: Sequence[Passage]) -> Stretch:
    """Return passages as one text."""
    starts, length = [], 0
    for passage in passages:
        starts.append(length)
        length += len(passage.text) + 1
    text = "\n".join(passage.text for passage in passages)
    return Stretch(tuple(keys), tuple(passages), tuple(starts), text)


def stretches_around(store: Store, keys: Iterable[int], words: int) -> Iterator[Stretch]:
    """Yield the stretches around passages, wide enough for a quote of so many words that touches one of them.

    Stretches that overlap are made one; they come in the order of their first passage.
    """
    reach = words + _SLACK
    around: dict[int, tuple[int, int]] = {}
    for key in sorted(keys):
        around[key] = _reached(store, key, reach)
    merged: list[tuple[int, int]] = []
    for first, last in around.values():
        if merged and first <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    for first, last in merged:
        found = store.passages(range(first, last + 1))
        yield stretch(list(found), list(found.values()))


def whole_report(store: Store, around: Stretch) -> Stretch:
    """Return all of the report that a stretch is part of."""
    passages = store.report_passages(around.passages[0].report_id)
    place = next(
        number
        for number, passage in enumerate(passages)
        if passage.passage_id == around.passages[0].passage_id
    )
    first = around.keys[0] - place
    return stretch(range(first, first + len(passages)), passages)


def _reached(store: Store, key: int, reach: int) -> tuple[int, int]:
    """Return the first and last key of the passages that hold so many words before and after a passage."""
    report_id = store.passages([key])[key].report_id
    ends = []
    for step in (-1, 1):
        end, words = key, 0
        while words < reach and end + step >= 0:
            passage = store.passages([end + step]).get(end + step)
            if passage is None or passage.report_id != report_id:
                break
            end, words = end + step, words + passage.text.count(" ") + 1
        ends.append(end)
    return ends[0], ends[1]
