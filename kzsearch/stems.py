"""Stems of Russian and Kazakh words. FTS5's own stemmer, Porter's, knows English alone.

Russian words are stemmed by Snowball (Porter 2001, the package snowballstemmer). There is no Snowball for Kazakh. Its
endings are taken off by rule, one after the other, as they stand in Muhamedowa, Kazakh: A Comprehensive Grammar
(Routledge 2016): plural, third person possessive, case, and the endings of participles and converbs.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from kzsearch.languages import CYRILLIC, Language, language_of

if TYPE_CHECKING:
    from collections.abc import Sequence

FILLER = "\ue000"
"""What a stem is filled up with to the length of its word: a character for private use, which parts words in FTS5."""

_WORD = re.compile("[\u0400-\u052f]+")
_VOWELS = frozenset("аәеёиоөұүыіэюя")
_VOICELESS = frozenset("пткқсшщчцхфһ")
_SHORTEST = 3  # letters of a Kazakh stem
# Consonants that become voiced before an ending that begins with a vowel.
_DEVOICED = {"ғ": "қ", "г": "к", "б": "п"}
# Each ending in the shapes that vowel harmony and the letter before it give it.
_ENDINGS = (
    "лар лер дар дер тар тер "  # plural
    "сы сі ы і "  # third person possessive
    "ның нің дың дің тың тің "  # genitive
    "ға ге ғе қа ке на не "  # dative
    "ны ні ды ді ты ті сын сін ын ін "  # accusative
    "да де та те нда нде "  # locative
    "дан ден тан тен нан нен "  # ablative
    "мен бен пен "  # instrumental
    "ған ген қан кен атын етін йтын йтін ып іп "  # participles and converbs
    "дағы дегі тағы тегі ғы гі қы кі "  # of a place, of a time
    "лық лік дық дік тық тік"  # the quality of something, and belonging to it
).split()
_LONGEST_ENDING = max(map(len, _ENDINGS))
_ENDINGS_SET = frozenset(_ENDINGS)


def stem(word: str, language: Language) -> str:
    """Return the stem of a word; a word that is not in Cyrillic is its own stem."""
    word = word.casefold().replace("ё", "е")
    if not CYRILLIC.search(word):
        return word
    return _kazakh(word) if language is Language.KAZAKH else _russian(word)


def name_stems(name: str, language: Language) -> set[tuple[str, ...]]:
    """Return the stems of the words of a name, in each way that its cases are stemmed.

    Snowball takes the end of `Казахстан` for an ending, and that of `Казахстане` for another.
    """
    words = _WORD.findall(name.casefold())
    if not words:
        return set()
    cases = [words] if language is Language.KAZAKH else [words, [*words[:-1], f"{words[-1]}е"]]
    return {tuple(stem(word, language) for word in case) for case in cases}


def stemmed(text: str, language: Language | None = None) -> str:
    """Return a text of the same length in which each Cyrillic word is its stem, filled up with `FILLER`.

    Words in other scripts stay as they are, so that FTS5 stems them.

    Args:
        text: The text.
        language: The language of its Cyrillic words; None for the language that the text is in.
    """
    if text.isascii() or not CYRILLIC.search(text):
        return text
    spoken = language or language_of(" ".join(_WORD.findall(text)))

    def cut(match: re.Match[str]) -> str:
        # Folding changes the length of no Cyrillic letter, and a stem is never longer than its word.
        return stem(match[0], spoken).ljust(len(match[0]), FILLER)

    return _WORD.sub(cut, text)


def stemmed_alike(terms: Sequence[str]) -> list[str]:
    """Return the terms of one query with the stems of Cyrillic words, in the language that they are in together."""
    words = [word for term in terms for word in _WORD.findall(term)]
    if not words:
        return list(terms)
    language = language_of(" ".join(words))
    return [stemmed(term, language) for term in terms]


@lru_cache(maxsize=50_000)
def _russian(word: str) -> str:
    from snowballstemmer.russian_stemmer import RussianStemmer

    # One for each word: a stemmer keeps the word that it is at, so that two threads cannot share it.
    return str(RussianStemmer().stemWord(word))


@lru_cache(maxsize=50_000)
def _kazakh(word: str) -> str:
    while True:
        shorter = _without_ending(word)
        if shorter == word:
            return word
        word = shorter


def _without_ending(word: str) -> str:
    """Return a word without its longest ending that leaves a stem with a vowel."""
    for length in range(min(_LONGEST_ENDING, len(word) - _SHORTEST), 0, -1):
        rest = word[:-length]
        ending = word[-length:]
        if ending in _ENDINGS_SET and _may_follow(ending, rest[-1]) and not _VOWELS.isdisjoint(rest):
            return rest[:-1] + _DEVOICED.get(rest[-1], rest[-1])
    return word


def _may_follow(ending: str, letter: str) -> bool:
    """Whether an ending of this shape may stand after a letter."""
    first = ending[0]
    if first in _VOWELS:
        return letter not in _VOWELS
    if ending in {"ғы", "гі", "қы", "кі"} and letter in _VOWELS:
        return False  # the last letter of the stem, and the possessive
    if first == "с":
        return letter in _VOWELS
    return (first in _VOICELESS) == (letter in _VOICELESS)
