"""A text cut into words that can be compared, with their places in the text."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

# A number with its separators and what is glued to it (`25.97`, `3b`, `21st`), or a word with its apostrophes.
_WORD = re.compile(r"\d+(?:[.,]\d+)*[^\W_]*|[^\W\d_]+(?:['’‘ʼ`´][^\W\d_]+)*\d*")
_TEXTS_KEPT = 512  # passages of a few hundred words; the quotes of a batch ask for the same ones again
_APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼ`´", "'"))


class Word(NamedTuple):
    """A word of a text.

    Attributes:
        key: What is compared: lower case, without accents, with one form of apostrophe.
        start: Where it begins in the text.
        end: Where it ends.
    """

    key: str
    start: int
    end: int


@lru_cache(maxsize=_TEXTS_KEPT)
def words_of(text: str) -> tuple[Word, ...]:
    """Return the words of a clean text in order; what stands between them is punctuation and space."""
    return tuple(Word(key_of(match[0]), match.start(), match.end()) for match in _WORD.finditer(text))


def key_of(word: str) -> str:
    """Return the form in which a word is compared."""
    if word.isascii():
        return word.lower().replace("`", "'")
    return without_accents(word.casefold()).translate(_APOSTROPHES)


def without_accents(text: str) -> str:
    """Return text without combining marks, and with ligatures and full-width forms as usual letters."""
    parts = unicodedata.normalize("NFKD", text)
    return "".join(character for character in parts if not unicodedata.combining(character))
