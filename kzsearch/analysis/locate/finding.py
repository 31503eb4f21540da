"""A quote found in a stretch of a report: word for word, or where its words agree best."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kzsearch.analysis.locate.alignment import Pair, alignments, exact_starts
from kzsearch.analysis.locate.differences import Compared, Known, Text, compare, without_strangers
from kzsearch.analysis.locate.ends import at_the_ends
from kzsearch.analysis.locate.stretches import Stretch
from kzsearch.analysis.locate.words import words_of
from kzsearch.search.function_words import FUNCTION_WORDS
from kzsearch.types.locating import Difference

_LEAST_SHARE = 0.6  # of the words, of quote or report, whichever has more, that must agree
_LEAST_CONTENT = 0.5  # of the quote's words that are no function words
_SHORT = 4  # words of a quote that is too short to ask for two that follow one another
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class Found:
    """A quote in a stretch.

    Attributes:
        stretch: The passages.
        start: Where it begins in the stretch's text.
        end: Where it ends.
        differences: In the order of the quote.
        edits: How many words differ in more than spelling.
        similarity: Share of the words that agree.
    """

    stretch: Stretch
    start: int
    end: int
    differences: tuple[Difference, ...]
    edits: int
    similarity: float


def quoted(text: str) -> Text:
    """Return a quote with its words."""
    return Text(text, words_of(text))


def find_all(quote: Text, around: Stretch, known: Known) -> Iterator[Found]:
    """Yield where a stretch holds a quote: everywhere word for word, or else where its words agree best.

    Args:
        quote: The quote.
        around: The stretch.
        known: Whether something is a word.
    """
    keys = [word.key for word in quote.words]
    starts = exact_starts(keys, around.keys_of_words, around.places)
    for start in starts:
        pairs = [Pair(offset, start + offset) for offset in range(len(keys))]
        yield _found(quote, around, pairs, compare(quote, _text(around), pairs, known))
    if starts:
        return
    for aligned in alignments(keys, around.keys_of_words, around.places):
        pairs = without_strangers(keys, around.keys_of_words, aligned)
        outcome = compare(quote, _text(around), pairs, known)
        if _is_the_quote(keys, around, pairs, outcome):
            yield _found(quote, around, pairs, outcome)


def _text(around: Stretch) -> Text:
    return Text(around.text, around.words)


def _is_the_quote(keys: Sequence[str], around: Stretch, pairs: Sequence[Pair], outcome: Compared) -> bool:
    """Whether so many words agree that these are the words of the quote, and not others on the same subject."""
    if _similarity(keys, pairs, outcome.edits) < _LEAST_SHARE or outcome.agreeing < min(_FEWEST, len(keys)):
        return False
    if len(keys) > _SHORT and outcome.run < _FEWEST:
        return False
    content = [pair for pair in pairs if pair.quoted is not None and keys[pair.quoted] not in FUNCTION_WORDS]
    agreeing = [
        pair
        for pair in content
        if pair.printed is not None and keys[pair.quoted or 0] == around.keys_of_words[pair.printed]
    ]
    # Words that are spelled otherwise agree too, but are not equal: where nothing else differs, they do no harm.
    return outcome.edits == 0 or len(agreeing) >= _LEAST_CONTENT * len(content)


def _similarity(keys: Sequence[str], pairs: Sequence[Pair], edits: int) -> float:
    held = sum(pair.printed is not None for pair in pairs)
    return 1.0 - edits / max(len(keys), held, 1)


def _found(quote: Text, around: Stretch, pairs: Sequence[Pair], outcome: Compared) -> Found:
    held = [pair.printed for pair in pairs if pair.printed is not None]
    start, end = around.words[held[0]].start, around.words[held[-1]].end
    keys = [word.key for word in quote.words]
    at_ends = at_the_ends(quote, around.text, start, end)
    return Found(
        around,
        at_ends.start,
        at_ends.end,
        (*at_ends.before, *outcome.differences, *at_ends.after),
        outcome.edits
        + sum(difference.kind.value == "number" for difference in (*at_ends.before, *at_ends.after)),
        _similarity(keys, pairs, outcome.edits),
    )
