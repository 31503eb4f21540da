"""The words of sentences that are compared: stems without figures and function words, and figures by themselves."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache

from kzsearch.domain.number_words import SCALES, VALUES
from kzsearch.search.function_words import FUNCTION_WORDS
from kzsearch.search.vocabulary import expansions

# A figure with its parts: 4,920, 25.97, 2021-2023; a word, with what an apostrophe or hyphen joins: COVID-19.
TOKEN = re.compile(r"\d+(?:[.,:/–-]\d+)*|[^\W\d_]+(?:['’-][^\W_]+)*|[^\W_]+")
_ARTICLES = re.compile(
    r"\b(?:articles?|sections?|chapters?|paragraphs?)\s+\d+(?:\W*\([^)]*\))?(?:(?:\s|,|and|or)+\d+(?:\W*\([^)]*\))?)*",
    re.IGNORECASE,
)
_YEARS = re.compile(r"(?:19|20)\d\d(?:[/–-]\d+)?")
_NUMBER = "|".join((*VALUES, *SCALES))
_WORDED = re.compile(rf"(?:{_NUMBER})(?:-(?:{_NUMBER}))*")
# Endings that go, the longest that leaves four letters: investigated and investigations become one.
_ENDING = re.compile(
    r"(?<=\w{4})(?:ifications?|ications?|ified|ifies|ifying|ify|ations?|ating|ated|ates|ate|ators?|atory|itions?|ions?|ings?|ers?|"
    r"ors?|ed|ies|es|e|s|y)$"
)
_SHORTEST_STEM = 4
_WORDS_KEPT = 10_000
_TEXTS_KEPT = 2_000  # sentences of two long reports, each of which is asked for several times
_SHARED_BY_NAMES = 5  # letters that a country and its people have in common: Kazakhstan, Kazakh


@lru_cache(maxsize=_WORDS_KEPT)
def is_figure(word: str) -> bool:
    """Whether a word is a number, in digits or in letters."""
    folded = word.casefold()
    return folded[:1].isdigit() or _WORDED.fullmatch(folded) is not None


@lru_cache(maxsize=_TEXTS_KEPT)
def tokens(text: str) -> tuple[str, ...]:
    """Return the words and figures of a text, in order, in lower case."""
    return tuple(token.replace("’", "'") for token in TOKEN.findall(text.casefold()))


def figures(text: str) -> Counter[str]:
    """Return the figures of a text, each as often as it stands there, without numbers of articles of law.

    `one` is too often no figure.
    """
    return Counter(word for word in tokens(_ARTICLES.sub(" ", text)) if is_figure(word) and word != "one")


def is_year(figure: str) -> bool:
    """Whether a figure is a year, or years such as 2021-2023."""
    return _YEARS.fullmatch(figure) is not None


@lru_cache(maxsize=_TEXTS_KEPT)
def without_figures(text: str) -> tuple[str, ...]:
    """Return the words of a text with a mark for each figure: figures in a row count as one.

    A plural counts as its singular, so that `one case` and `two cases` differ by their figure alone.
    """
    found: list[str] = []
    for token in tokens(text):
        if not is_figure(token):
            found.append(token.removesuffix("s") if len(token) > _SHORTEST_STEM else token)
        elif found[-1:] != ["#"]:
            found.append("#")
    return tuple(found)


def terms(text: str, country: str = "") -> frozenset[str]:
    """Return the stems that tell what a sentence is about; those of an abbreviation too, where it is spelled out.

    Args:
        text: The sentence.
        country: Name of the country that both reports are about, which says nothing here, nor does its people's.
    """
    names = tuple(name[:_SHARED_BY_NAMES] for name in tokens(country) if len(name) >= _SHORTEST_STEM)
    words = [part for token in tokens(text) for part in token.removesuffix("'s").split("-")]
    words = [word for word in words if not (names and word.startswith(names))]
    for spelled in expansions(words, text).values():
        words += spelled[0].casefold().split() if len(spelled) == 1 else ()
    return frozenset(
        stem(word) for word in words if word and word not in FUNCTION_WORDS and not is_figure(word)
    )


@lru_cache(maxsize=_WORDS_KEPT)
def stem(word: str) -> str:
    """Return a word without its ending, where a stem of four letters is left."""
    return _ENDING.sub("", word)


def rarity(sentences: Iterable[frozenset[str]]) -> Mapping[str, float]:
    """Return how much each term tells: the rarer among these sentences, the more."""
    listed = list(sentences)
    counts = Counter(term for sentence in listed for term in sentence)
    # Sorted, so that sums do not hang on the order of a set.
    return {term: math.log(1 + len(listed) / counts[term]) for term in sorted(counts)}
