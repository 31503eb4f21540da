"""An alignment of a quote and a report's words to the differences between them, each with its kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from kzsearch.analysis.locate.alignment import Pair
from kzsearch.analysis.locate.amounts import amount, is_number
from kzsearch.analysis.locate.punctuation import difference_between
from kzsearch.analysis.locate.spelling import is_spelling
from kzsearch.analysis.locate.words import Word, without_accents
from kzsearch.types.locating import GRAVE, Difference, DifferenceKind, QuoteKind

_NEGATIONS = frozenset(
    "no not non none never neither nor without cannot nothing nobody nowhere hardly scarcely barely rarely seldom "
    "unless except".split()
)
_NEGATING_PREFIXES = ("un", "in", "im", "il", "ir", "non", "dis", "mis")
_SHORTEST_STEM = 4
_MOST_OF_CASE = 3  # words whose capitals differ that are told one by one
_MOST_PARTS = 6  # words that one word or number may be split into

Known = Callable[[str], bool]
"""Whether a word is one that the reports or the model know, so that it is no slip of the pen."""


class Text(NamedTuple):
    """A text and its words."""

    text: str
    words: Sequence[Word]

    def said(self, places: Sequence[int]) -> str:
        """Return the text from the first of some words to the last; nothing for none."""
        return self.text[self.words[places[0]].start : self.words[places[-1]].end] if places else ""


class Compared(NamedTuple):
    """What comes out of comparing.

    Attributes:
        differences: In the order of the quote.
        edits: How many words differ in more than spelling.
        agreeing: How many words of the quote the report has in the same place.
        run: The most that follow one another.
    """

    differences: tuple[Difference, ...]
    edits: int
    agreeing: int
    run: int


def compare(quote: Text, report: Text, pairs: Sequence[Pair], known: Known) -> Compared:
    """Say how a quote and a report's words differ, given their alignment."""
    differences: list[Difference] = []
    edits = agreeing = run = longest = 0
    before: Pair | None = None
    for block, same in _blocks(quote, report, pairs):
        if same:
            pair = block[0]
            agreeing, run = agreeing + 1, run + 1
            longest = max(longest, run)
            differences += _between(quote, report, before, pair)
            differences += _same_word(quote, report, pair)
            before = pair
            continue
        left = [pair.quoted for pair in block if pair.quoted is not None]
        right = [pair.printed for pair in block if pair.printed is not None]
        difference = _block(quote, report, left, right, known)
        differences.append(difference)
        if difference.kind in GRAVE:
            edits, run, before = edits + max(len(left), len(right)), 0, None
        else:
            agreeing += len(left)
            before = Pair(left[-1], right[-1]) if left and right else None
    return Compared(tuple(_together(differences, quote, report, pairs)), edits, agreeing, longest)


def _together(
    differences: Sequence[Difference], quote: Text, report: Text, pairs: Sequence[Pair]
) -> list[Difference]:
    """Return differences with those of capital letters as one, where a whole quote is in capitals."""
    of_case = [difference for difference in differences if difference.kind is DifferenceKind.CASE]
    if len(of_case) <= _MOST_OF_CASE:
        return list(differences)
    held = [pair.printed for pair in pairs if pair.printed is not None]
    whole = Difference(
        DifferenceKind.CASE, quote.said(range(len(quote.words))), report.said([held[0], held[-1]])
    )
    return [whole, *(difference for difference in differences if difference.kind is not DifferenceKind.CASE)]


def kind_of(differences: Sequence[Difference]) -> QuoteKind:
    """Return the kind of a quote that has these differences: that of the gravest."""
    if not differences:
        return QuoteKind.EXACT
    kinds = [GRAVE.get(difference.kind, QuoteKind.NEARLY) for difference in differences]
    return max(kinds, key=list(QuoteKind).index)


def without_strangers(quoted: Sequence[str], printed: Sequence[str], pairs: Sequence[Pair]) -> list[Pair]:
    """Return an alignment without words of the report beside the quote that its split words were paired with.

    `Traf-ficking victims` has a word more than `trafficking victims`, which is then paired with the word before.
    """
    tidied = list(pairs)
    for backwards in (False, True):
        order = tidied[::-1] if backwards else tidied
        count = next(
            (place for place, pair in enumerate(order) if _is_same(quoted, printed, pair)), len(order)
        )
        block = order[:count][::-1] if backwards else order[:count]
        left = [pair.quoted for pair in block if pair.quoted is not None]
        right = [pair.printed for pair in block if pair.printed is not None]
        for size in range(1, min(len(right), _MOST_PARTS)):
            kept = right[:size] if backwards else right[-size:]
            if _says_the_same([quoted[place] for place in left], [printed[place] for place in kept]):
                new = [*(Pair(place, None) for place in left), *(Pair(None, place) for place in kept)]
                tidied = [*tidied[: len(tidied) - count], *new] if backwards else [*new, *tidied[count:]]
                break
    return tidied


def _is_same(quoted: Sequence[str], printed: Sequence[str], pair: Pair) -> bool:
    return (
        pair.quoted is not None and pair.printed is not None and quoted[pair.quoted] == printed[pair.printed]
    )


def _says_the_same(mine: list[str], theirs: list[str]) -> bool:
    here = amount(mine)
    return "".join(mine) == "".join(theirs) or (here is not None and here == amount(theirs))


def negates(words: Sequence[str]) -> int:
    """Return how many of some words negate."""
    return sum(word in _NEGATIONS or word.endswith("n't") for word in words)


def _blocks(quote: Text, report: Text, pairs: Sequence[Pair]) -> Iterator[tuple[list[Pair], bool]]:
    """Yield each pair of equal words by itself, and runs of pairs that differ."""
    differing: list[Pair] = []
    for pair in pairs:
        same = (
            pair.quoted is not None
            and pair.printed is not None
            and quote.words[pair.quoted].key == report.words[pair.printed].key
        )
        if not same:
            differing.append(pair)
            continue
        if differing:
            yield differing, False
            differing = []
        yield [pair], True
    if differing:
        yield differing, False


def _between(quote: Text, report: Text, before: Pair | None, pair: Pair) -> list[Difference]:
    """Return how the punctuation between two neighbouring words differs."""
    if before is None:
        return []
    left = quote.text[quote.words[before.quoted or 0].end : quote.words[pair.quoted or 0].start]
    right = report.text[report.words[before.printed or 0].end : report.words[pair.printed or 0].start]
    kind = difference_between(left, right)
    if kind is None:
        return []
    # With the words around it: a comma alone says little.
    said = quote.said([before.quoted or 0, pair.quoted or 0])
    return [Difference(kind, said, report.said([before.printed or 0, pair.printed or 0]))]


def _same_word(quote: Text, report: Text, pair: Pair) -> list[Difference]:
    left, right = quote.said([pair.quoted or 0]), report.said([pair.printed or 0])
    if left == right:
        return []
    if left.casefold() == right.casefold():
        kind = DifferenceKind.CASE
    elif without_accents(left).casefold() == without_accents(right).casefold():
        kind = DifferenceKind.ACCENT
    else:
        kind = DifferenceKind.QUOTATION_MARKS  # the form of an apostrophe
    return [Difference(kind, left, right)]


def _block(quote: Text, report: Text, left: list[int], right: list[int], known: Known) -> Difference:
    mine = [quote.words[place].key for place in left]
    theirs = [report.words[place].key for place in right]
    said, printed = quote.said(left), report.said(right)
    return Difference(_kind(mine, theirs, said + printed, known), said, printed)


def _kind(mine: list[str], theirs: list[str], raw: str, known: Known) -> DifferenceKind:
    numbers = [Counter(filter(is_number, keys)) for keys in (mine, theirs)]
    if numbers[0] != numbers[1]:
        here, there = amount(mine), amount(theirs)
        return DifferenceKind.NUMERAL if here and here == there else DifferenceKind.NUMBER
    if mine and theirs and "".join(mine) == "".join(theirs) and not numbers[0]:
        return DifferenceKind.HYPHEN if any(mark in raw for mark in "-‐‑") else DifferenceKind.WHITE_SPACE
    if negates(mine) != negates(theirs) or any(
        _negated(one, other) or _negated(other, one) for one, other in zip(mine, theirs, strict=False)
    ):
        return DifferenceKind.NEGATION
    if len(mine) == len(theirs) and all(
        one == other or is_spelling(one, other, known) for one, other in zip(mine, theirs, strict=True)
    ):
        return DifferenceKind.SPELLING
    return DifferenceKind.WORD


def _negated(word: str, other: str) -> bool:
    """Whether a word is another with a negating prefix: `inadequate`, `adequate`."""
    return len(other) >= _SHORTEST_STEM and any(word == prefix + other for prefix in _NEGATING_PREFIXES)
