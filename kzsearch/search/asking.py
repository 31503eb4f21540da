"""Words that only ask: `please tell me`, `how many`, `what does the report say about`.

They say nothing of a passage's subject, but they would move the model's vector of the query.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from kzsearch.search.function_words import QUESTION_WORDS

# Words of which questions are made. Words that change what is asked for (not, without, before) are not among them.
_LINKS = QUESTION_WORDS.union(
    "anybody anyone concerning everything exactly happen happened regarding somebody someone".split()
)
# A question may begin with a link, or with one of these words.
_REQUESTS = frozenset(
    "please kindly hi hello hey dear ok okay describe explain summarize summarise tell give find list looking "
    "according".split()
)
# The same where a link follows: `search for shelters`, and not `search warrants`.
_REQUESTS_OR_NOUNS = frozenset("show search look".split())
# The same where a colon follows: `topic: shelters`.
_LABELS = frozenset("question query topic subject search".split())
# A question may go on with one of these words.
_VERBS = frozenset(
    "am know known see learn understand read hear want wanted wants need like love wish hope hoping trying try "
    "wondering wonder curious interested searching get out up into say says said stated mentioned told written "
    "reported just also really able possible help thank thanks".split()
)
# The same where more of the question follows; where content follows, these words are content too. `Information about`
# may also begin a question.
_NOUNS_OF_ASKING = frozenset(
    "information info details detail facts passages mention mentions report reports document documents text state "
    "states department matter issue note notes tells tell show shows find contain contains cover covers".split()
)
_ASKING = _LINKS | _REQUESTS | _REQUESTS_OR_NOUNS | _LABELS | _VERBS | _NOUNS_OF_ASKING
PUNCTUATION = ' \t.,;:!?¿-–—/|•*"“”„«»'
"""What is taken off both ends of a query."""

# A query that asks for several years or for change holds one of these.
_OF_YEARS = frozenset(
    "both between change changed changes changing each either every all across over differ differs differed "
    "difference differences different differently compare comparison comparisons repeated versus vs evolved evolution "
    "repeat repeats appear appears appeared year-by-year year-over-year updated updates year two".split()
)
# A compound with a hyphen is one word: `re-entry`; so is a contraction: `I'd`.
_WORD = re.compile(r"([^\W_]+(?:-[^\W_]+)*)(?:['’][^\W_]+)?")
_ABOUT = re.compile(r"\s*(?:about|on|regarding|concerning)\b", re.IGNORECASE)
# Users speak of themselves: `as a lawyer, I need`, `for my thesis:`.
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

    Quotation marks go too: they ask for the very words, which exact mode finds.
    """
    query = _QUOTATION_MARKS.sub(" ", query).strip()
    closing = _CLOSING.search(query)
    end = closing.start() if closing else len(query)
    start = _end_of_opening(query, end)
    asked = filter(None, (query[:start].strip(), query[end:].strip()))
    return " ".join(query[start:end].split()).strip(PUNCTUATION), " … ".join(asked)


def _end_of_opening(query: str, end: int) -> int:
    """Return where the words end that a query opens with and that only ask."""
    asker = _OF_THE_ASKER.match(query, 0, end)
    start = asker.end() if asker else 0
    words = list(_WORD.finditer(query, start, end))
    opening = list(takewhile(lambda word: _only_asks(query, words, word), words))
    if not opening or not _may_begin(query, opening[0]):
        return start
    if len(opening) == len(words):
        return end
    while len(opening) > 1 and opening[-1][0].casefold() in _NOUNS_OF_ASKING:
        opening.pop()
    return words[len(opening)].start()


def _may_begin(query: str, first: re.Match[str]) -> bool:
    word = first[1].casefold()
    if word in _LINKS | _REQUESTS | _REQUESTS_OR_NOUNS | _LABELS:
        return True
    return word in _NOUNS_OF_ASKING and bool(_ABOUT.match(query, first.end()))


def _only_asks(query: str, words: Sequence[re.Match[str]], match: re.Match[str]) -> bool:
    """Whether a word only asks, if all words before it only ask."""
    word = match[1].casefold()
    if len(word) > 1 and match[1].isupper() and not query.isupper():
        return False  # US, IT and WHO are names
    if word == "may" and re.match(r"\s+\d", query[match.end() :]):
        return False  # the month
    if match is words[0] and word in _REQUESTS_OR_NOUNS | _LABELS:
        link_follows = len(words) > 1 and words[1][1].casefold() in _LINKS
        colon_follows = query[match.end() :].lstrip().startswith(":")
        return (link_follows and word in _REQUESTS_OR_NOUNS) or (colon_follows and word in _LABELS)
    return word in _ASKING


def may_ask_of_years(query: str) -> bool:
    """Whether a query may ask for several years or for change; quick, because every query is asked this."""
    return not _OF_YEARS.isdisjoint(re.findall(r"[\w-]+", query.casefold()))
