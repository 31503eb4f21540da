"""What stands before the first and after the last word of a quote: a bracket, a full stop, a sign of currency."""

from __future__ import annotations

import re
from typing import NamedTuple

from kzsearch.analysis.locate.differences import Text
from kzsearch.types.locating import Difference, DifferenceKind

_SIGNS = re.compile(r"[$€£¥₸₽₹%‰°]")
# Marks around a quote are the quoter's, and so are those of a list.
_OF_THE_QUOTER = re.compile(r"[\s\"'“”„‟«»‹›‘’‚‛`´\[\]*•>…–—-]+")


class Ends(NamedTuple):
    """A quote's place with the punctuation at its ends.

    Attributes:
        start: Where it begins in the report's text.
        end: Where it ends.
        before: What differs before its first word.
        after: What differs after its last word.
    """

    start: int
    end: int
    before: tuple[Difference, ...]
    after: tuple[Difference, ...]


def at_the_ends(quote: Text, text: str, start: int, end: int) -> Ends:
    """Compare what stands at both ends of a quote with the report.

    Args:
        quote: The quote.
        text: The report's text.
        start: Where the first word that agrees begins in it.
        end: Where the last ends.
    """
    first, last = quote.words[0], quote.words[-1]
    lead = _OF_THE_QUOTER.sub("", quote.text[: first.start])
    tail = _OF_THE_QUOTER.sub("", quote.text[last.end :])
    before: tuple[Difference, ...] = ()
    after: tuple[Difference, ...] = ()
    if lead:
        printed = re.search(r"\S*$", text[:start])
        here = printed[0] if printed else ""
        if _OF_THE_QUOTER.sub("", here).endswith(lead):
            start -= len(here) - here.rfind(lead[0])
        else:
            word = quote.text[first.start : first.end]
            before = (_difference(f"{lead}{word}", f"{here}{text[start:].split(maxsplit=1)[0]}", lead),)
    if tail:
        printed = re.match(r"[^\w\s]*", text[end:])
        here = printed[0] if printed else ""
        if _OF_THE_QUOTER.sub("", here).startswith(tail):
            end += here.find(tail[-1]) + 1
        else:
            word = quote.text[last.start : last.end]
            after = (_difference(f"{word}{tail}", f"{text[:end].rsplit(maxsplit=1)[-1]}{here}", tail),)
    return Ends(start, end, before, after)


def _difference(said: str, printed: str, mark: str) -> Difference:
    kind = DifferenceKind.NUMBER if _SIGNS.search(mark) else DifferenceKind.PUNCTUATION
    return Difference(kind, said, printed)
