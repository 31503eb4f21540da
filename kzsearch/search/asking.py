"""Words that only ask: `please tell me`, `how many`, `what does the report say about`.

They say nothing of what is looked for, yet a model's vector of the query moves with them.
"""

from __future__ import annotations

import re
from itertools import takewhile

from kzsearch.search.function_words import QUESTION_WORDS

# Words of which questions are made. Those that change what is asked for (not, without, before) are not among them.
_LINKS = QUESTION_WORDS.union(
    "anybody anyone concerning everything exactly happen happened regarding somebody someone d m s re ve ll".split()
)
# What a question may begin with, besides.
_REQUESTS = frozenset(
    "please kindly hi hello hey dear ok okay question query topic subject describe explain summarize summarise "
    "show tell give find list search look looking according".split()
)
# What a question may go on with.
_VERBS = frozenset(
    "know known see learn understand read hear want wanted wants need like love wish hope hoping trying try wondering "
    "wonder curious interested searching get out up into say says said stated mentioned told written reported just "
    "also really able possible help thank thanks".split()
)
# Content, unless such a word follows.
_NOUNS_OF_ASKING = frozenset(
    "information info details detail facts passages mention mentions report reports document documents text state "
    "states department matter issue note notes tells tell show shows find contain contains cover covers".split()
)
# Nouns that begin a question where one of these follows.
_NOUNS = frozenset("information info details facts passages mentions reports report".split())
_ASKING = _LINKS | _REQUESTS | _VERBS | _NOUNS_OF_ASKING
_ABOUT = frozenset("about on regarding concerning".split())
PUNCTUATION = " \t.,;:!?¿-–—/|•*"
"""What is taken off both ends of a query."""

_WORD = re.compile(r"[^\W_]+")
_CLOSING = re.compile(
    r"\W*\b(?:please|thanks|thank\s+you|(?:according\s+to|in|from|per)\s+(?:(?:the|this|these|those|either|both|your)\s+)*"
    r"(?:reports?|documents?|narratives?))\W*$",
    re.IGNORECASE,
)


def split(query: str) -> tuple[str, str]:
    """Return a query without the words at its ends that only ask, and those words."""
    closing = _CLOSING.search(query)
    end = closing.start() if closing else len(query)
    start = _opening(query, end)
    asked = filter(None, (query[:start].strip(), query[end:].strip()))
    return query[start:end].strip(PUNCTUATION), " … ".join(asked)


def _opening(query: str, end: int) -> int:
    """Return where the words end that a query opens with and that only ask."""
    words = list(_WORD.finditer(query, 0, end))
    told = [word[0].casefold() for word in words]
    opening = list(takewhile(lambda word: word in _ASKING, told))
    if not opening or not (
        opening[0] in _LINKS | _REQUESTS or (opening[0] in _NOUNS and opening[1:2] and opening[1] in _ABOUT)
    ):
        return 0
    if len(opening) == len(words):
        return end
    while len(opening) > 1 and opening[-1] in _NOUNS_OF_ASKING:
        opening.pop()
    return words[len(opening)].start()
