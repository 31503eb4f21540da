"""Other spellings of a query's words: abbreviations of the field, British and American forms, misspellings."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

# Abbreviations that the reports use, mostly without saying what they mean. Each stands for the other.
ABBREVIATIONS: Mapping[str, tuple[str, ...]] = {
    "nap": ("national action plan",),
    "mvd": ("ministry of internal affairs",),
    "mia": ("ministry of internal affairs",),
    "moi": ("ministry of the interior",),
    "mfa": ("ministry of foreign affairs",),
    "moj": ("ministry of justice",),
    "ngo": ("nongovernmental organization", "civil society"),
    "ngos": ("nongovernmental organizations", "civil society"),
    "tip": ("trafficking in persons",),
    "nrm": ("national referral mechanism",),
    "sop": ("standard operating procedures",),
    "sops": ("standard operating procedures",),
    "iom": ("international organization for migration",),
    "ilo": ("international labor organization",),
    "unodc": ("united nations office on drugs and crime",),
    "un": ("united nations",),
    "idp": ("internally displaced persons",),
    "csa": ("child sexual abuse",),
    "csec": ("commercial sexual exploitation of children",),
}

_BRITISH_AMERICAN = (
    (r"our(s|ed|ing|er|ers|al|able|ite|ites)?$", r"or\1"),
    (r"is(e|es|ed|ing|er|ers|ation|ations|ational)$", r"iz\1"),
    (r"ys(e|es|ed|ing)$", r"yz\1"),
    (r"([bct])re(s|d)?$", r"\1er\2"),
    (r"enc(e|es)$", r"ens\1"),
    (r"ogue(s)?$", r"og\1"),
    (r"amme(s)?$", r"am\1"),
    (r"ll(ed|ing|er|ers|or|ors)$", r"l\1"),
    (r"lfil(s|ment)?$", r"lfill\1"),
    (r"dgement(s)?$", r"dgment\1"),
    (r"^enrol(s|ment)?$", r"enroll\1"),
    (r"ae", "e"),
)
_AMERICAN_BRITISH = (
    (r"or(s|ed|ing|er|ers|al|able|ite|ites)?$", r"our\1"),
    (r"iz(e|es|ed|ing|er|ers|ation|ations|ational)$", r"is\1"),
    (r"yz(e|es|ed|ing)$", r"ys\1"),
    (r"([bct])er(s|ed)?$", r"\1re\2"),
    (r"ens(e|es)$", r"enc\1"),
    (r"og(s)?$", r"ogue\1"),
    (r"am(s)?$", r"amme\1"),
    (r"([^l])l(ed|ing|er|ers|or|ors)$", r"\1ll\2"),
    (r"dgment(s)?$", r"dgement\1"),
)
_SPELLINGS = (*_BRITISH_AMERICAN, *_AMERICAN_BRITISH)

# The romanization of the U.S. Board on Geographic Names for Russian (BGN/PCGN 1947) and of Kazakh's further letters
# (BGN/PCGN 1979), as the reports print names: Shymkent, Akmola.
_ROMAN = dict(
    zip(
        "абвгдежзийклмнопрстуфхцчшщъыьэюяәғқңөұүһі",
        "a b v g d e zh z i y k l m n o p r s t u f kh ts ch sh shch  y  e yu ya a g q ng o u u h i".split(
            " "
        ),
        strict=True,
    )
)
# After a vowel, at the beginning and after a hard or soft sign.
_IOTATED = re.compile("(?:(?<=[аеёиоуыэюяйъь])|^)е")
# A stem lacks at most so many letters of a name in its basic form.
_ENDING = 2

# Shorter words have too many neighbours.
_SHORTEST = 5
_LONG = 9


def expansions(words: Sequence[str], query: str) -> dict[str, tuple[str, ...]]:
    """Return what each abbreviation among the words stands for, and the abbreviation of a spelled-out name.

    Args:
        words: The words of the query, in lower case.
        query: The query itself.
    """
    found = {word: ABBREVIATIONS[word] for word in words if word in ABBREVIATIONS}
    spelled = " ".join(re.findall(r"\w+", query.casefold()))
    for abbreviation, (name, *_) in ABBREVIATIONS.items():
        if f" {name} " in f" {spelled} " and abbreviation not in found:
            found[name] = (*found.get(name, ()), abbreviation)
    return found


def respellings(word: str) -> list[str]:
    """Return the British spelling of an American word, and the other way round, as far as rules tell.

    The result need not be a word: the caller uses only words of the corpus.
    """
    found = [re.sub(ending, other, word) for ending, other in _SPELLINGS if re.search(ending, word)]
    return [spelling for spelling in dict.fromkeys(found) if spelling != word]


def romanized(word: str) -> str:
    """Return a Cyrillic word in Latin letters, as names are printed in English."""
    return "".join(_ROMAN.get(letter, letter) for letter in _IOTATED.sub("ye", word.replace("ё", "е")))


def named_in_latin(stem: str, vocabulary: Sequence[str]) -> str | None:
    """Return the word of a vocabulary that a Cyrillic name, or a word that both languages share, is in Latin letters.

    Args:
        stem: The stem of the word in Cyrillic.
        vocabulary: Words of the corpus, the most frequent first.
    """
    latin = romanized(stem)
    if len(latin) < _SHORTEST:
        return None
    found = (word for word in vocabulary if word.startswith(latin) and len(word) <= len(latin) + _ENDING)
    return min(found, key=len, default=None)


def correct(word: str, vocabulary: Sequence[str]) -> str | None:
    """Return the word of a vocabulary that a misspelt word most likely means, or None.

    One slip (a letter wrong, missing, added, or two exchanged; Damerau 1964) is mended in a word of five
    letters or more, two in a word of nine or more. A tie goes to the first in the vocabulary's order.

    Args:
        word: A word in lower case that the vocabulary lacks.
        vocabulary: Words of the corpus, the most frequent first.
    """
    if len(word) < _SHORTEST or not word.isalpha():
        return None
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    slips = 2 if len(word) >= _LONG else 1
    near = [known for known in vocabulary if abs(len(known) - len(word)) <= slips]
    best = process.extractOne(word, near, scorer=OSA.distance, score_cutoff=slips)
    return None if best is None else str(best[0])
