"""Words that only ask: `please tell me`, `how many`, `what does the report say about`.

They say nothing of what is looked for, yet a model's vector of the query moves with them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from kzsearch.search.function_words import QUESTION_WORDS

# Words of which questions are made. Those that change what is asked for (not, without, before) are not among them.
_LINKS = QUESTION_WORDS.union(
    "anybody anyone concerning everything exactly happen happened regarding somebody someone".split()
)
# What follows an apostrophe: I'd, I'm, what's, we're, I've, I'll.
_CONTRACTED = frozenset("d m s re ve ll t".split())
# What a question may begin with, besides.
_REQUESTS = frozenset(
    "please kindly hi hello hey dear ok okay describe explain summarize summarise tell give find list looking "
    "according".split()
)
# The same where a link word or a colon follows: `search for shelters`, and not `search warrants`.
_REQUESTS_OR_NOUNS = frozenset("question query topic subject show search look".split())
# What a question may go on with.
_VERBS = frozenset(
    "am know known see learn understand read hear want wanted wants need like love wish hope hoping trying try "
    "wondering wonder curious interested searching get out up into say says said stated mentioned told written "
    "reported just also really able possible help thank thanks".split()
)
# Content, unless such a word follows.
_NOUNS_OF_ASKING = frozenset(
    "information info details detail facts passages mention mentions report reports document documents text state "
    "states department matter issue note notes tells tell show shows find contain contains cover covers".split()
)
# Nouns that begin a question where one of these follows.
_NOUNS = frozenset("information info details facts passages mentions reports report".split())
_ASKING = _LINKS | _REQUESTS | _REQUESTS_OR_NOUNS | _VERBS | _NOUNS_OF_ASKING
_ABOUT = frozenset("about on regarding concerning".split())
PUNCTUATION = ' \t.,;:!?¿-–—/|•*"“”„«»'
"""What is taken off both ends of a query."""

# A compound with a hyphen is one word: `re-entry`.
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
# Those who ask speak of themselves: `as a lawyer, I need`, `for my thesis:`.
_OF_THE_ASKER = re.compile(
    r"\W*(?:as\s+an?(?:\s+[\w-]+){1,3},?\s+(?=(?:i|we)\b)|(?:as\s+an?|for\s+(?:my|our))(?:\s+[\w-]+){1,2}\s*:)",
    re.IGNORECASE,
)
_QUOTATION_MARKS = re.compile(r"[\"“”„«»]")
_CLOSING = re.compile(
    r"\W*\b(?:please|thanks|thank\s+you|in\s+(?:this|that)\s+country|(?:according\s+to|in|from|per)\s+(?:(?:the|this|these|those|either|both|your)\s+)*"
    r"(?:reports?|documents?|narratives?))\W*$",
    re.IGNORECASE,
)


def split(query: str) -> tuple[str, str]:
    """Return a query without the words at its ends that only ask, and those words.

    Quotation marks go too: they ask for the very words, which is what exact mode is for.
    """
    query = _QUOTATION_MARKS.sub(" ", query).strip()
    closing = _CLOSING.search(query)
    end = closing.start() if closing else len(query)
    start = _opening(query, end)
    asked = filter(None, (query[:start].strip(), query[end:].strip()))
    return " ".join(query[start:end].split()).strip(PUNCTUATION), " … ".join(asked)


def _opening(query: str, end: int) -> int:
    """Return where the words end that a query opens with and that only ask."""
    asker = _OF_THE_ASKER.match(query, 0, end)
    start = asker.end() if asker else 0
    words = list(_WORD.finditer(query, start, end))
    told = [word[0].casefold() for word in words]
    opening = list(takewhile(lambda place: _only_asks(query, words, place), range(len(words))))
    if not opening or not (
        told[0] in _LINKS | _REQUESTS | _REQUESTS_OR_NOUNS
        or (told[0] in _NOUNS and told[1:2] and told[1] in _ABOUT)
    ):
        return start
    if len(opening) == len(words):
        return end
    while len(opening) > 1 and told[opening[-1]] in _NOUNS_OF_ASKING:
        opening.pop()
    return words[len(opening)].start()


def _only_asks(query: str, words: Sequence[re.Match[str]], place: int) -> bool:
    """Whether a word says nothing of what is looked for, where all words before it say nothing either."""
    word = words[place]
    told, before, after = word[0].casefold(), query[: word.start()], query[word.end() :]
    if told in _CONTRACTED:
        return before.endswith(("'", "’"))
    if len(told) > 1 and word[0].isupper() and not query.isupper():
        return False  # US, IT and WHO are names
    if told == "may" and re.match(r"\s+\d", after):
        return False  # the month
    if place == 0 and told in _REQUESTS_OR_NOUNS:
        return after.lstrip().startswith(":") or (len(words) > 1 and words[1][0].casefold() in _LINKS)
    return told in _ASKING
