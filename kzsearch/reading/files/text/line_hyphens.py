"""Hyphens at line ends: those that belong to the word, and those that only divide it."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

_WORD: Final = re.compile(r"[^\W\d_]+(?:[-‐][^\W\d_]+)*")
_BROKEN: Final = re.compile(r"(?P<head>[^\W\d_]+(?:[-‐][^\W\d_]+)*)[-‐\u00ad]$")
_ADDRESS: Final = re.compile(r"(?:https?://|www\.)\S*[-/_=&?]$", re.IGNORECASE)
_ADDRESS_PART: Final = re.compile(r"\S*[a-z0-9][/_=-]", re.IGNORECASE)
_LONGEST_ADDRESS: Final = 400
_LONGEST_WORD: Final = 80
_REST: Final = re.compile(r"[^\W\d_]+")
# First parts of hyphenated words in English, for words that the text does not hold elsewhere.
_PREFIXES: Final = frozenset(
    "all anti at best by child co counter country cross decision de e ex extra first forced four full good "
    "government half high human in inter intra ill job labor law long low mid multi near new non off on one over "
    "part post pre pro re second self semi sex short single so state sub ten third three to two under up victim "
    "web well work year zero".split()
)
# Second parts of hyphenated words: `debt-based`, `trauma-informed`.
_SUFFIXES: Final = frozenset(
    "affected affiliated aged backed based born centered centred controlled driven facing financed focused funded "
    "informed led level motivated operated oriented owned related sensitive specific sponsored style supported "
    "trained type".split()
)
_ADVERB: Final = re.compile(r"[a-z]{4,}ly")  # `politically-motivated`


class Words:
    """The words of a text, with the number of times that each stands in it unbroken."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._counts: Counter[str] = Counter()
        broken = False
        for line in lines:
            words = [match[0].lower() for match in _WORD.finditer(line)]
            # The parts of a broken word are no words of the text.
            begins = 1 if broken else 0
            broken = _broken(line) is not None
            self._counts.update(words[begins : len(words) - broken])

    def count(self, word: str) -> int:
        """Return how often a word stands in the text."""
        return self._counts[word.lower().replace("‐", "-")]


def joined(before: str, line: str, words: Words) -> tuple[str, int]:
    """Return a text with the next line joined to it, and the offset at which that line begins.

    A hyphen at the end stays where the text has the hyphenated word elsewhere, or where it follows a prefix or stands
    between two words. It goes where the text has the word in one piece.
    """
    if not before:
        return line, 0
    if _continues_address(before, line):
        return before + line, len(before)
    broken = _broken(before)
    rest = _REST.match(line)
    if broken is None or rest is None:
        # A number or a capital letter after the hyphen: `COVID-` and `19`.
        glued = before[-1] in "-‐" and len(before) > 1 and before[-2].isalnum() and line[:1].isalnum()
        return (before + line, len(before)) if glued else (f"{before} {line}", len(before) + 1)
    head, tail = broken["head"], rest[0]
    if before[-1] == "\u00ad" or not _keeps_hyphen(head, tail, words):
        return before[:-1] + line, len(before) - 1
    return before + line, len(before)


def _broken(line: str) -> re.Match[str] | None:
    """Return the first part of a divided word at the end of a line, or None."""
    return _BROKEN.search(line, max(0, len(line) - _LONGEST_WORD))


def _continues_address(before: str, line: str) -> bool:
    """Whether a text ends in an address that the next line continues.

    An address may end with a slash; then the next line must look like a part of an address.
    """
    if not _ADDRESS.search(before, max(0, len(before) - _LONGEST_ADDRESS)):
        return False
    return before[-1] != "/" or _ADDRESS_PART.match(line) is not None


def _keeps_hyphen(head: str, tail: str, words: Words) -> bool:
    whole, compound = words.count(head + tail), words.count(f"{head}-{tail}")
    if whole or compound:
        return compound >= whole
    if (
        not tail[0].islower()
        or (head.isupper() and len(head) > 1)
        or re.split("[-‐]", head.lower())[-1] in _PREFIXES
        or tail in _SUFFIXES
        or _ADVERB.fullmatch(head.lower())
    ):
        return True
    return bool(words.count(head) and words.count(tail))
