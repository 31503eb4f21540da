"""Which of two words that differ in letters are one word, spelled otherwise or with a slip."""

from __future__ import annotations

from collections.abc import Callable

from kzsearch.search.vocabulary import respellings

_SHORTEST = 5  # letters; shorter words have too many neighbours that are other words
_STEM_ENDING = 2  # letters at the end, where number and tense are


def is_spelling(quoted: str, printed: str, known: Callable[[str], bool]) -> bool:
    """Whether a word of a quote is the report's word in other letters, and no other word.

    British and American spellings are; so is one slip (a letter wrong, missing, added, or two exchanged) inside a
    longer word, where what results is no word. A slip in the first letter or the last two is not: there are prefixes
    and endings, and `identified` is not `identifies`.

    Args:
        quoted: The word of the quote, as it is compared.
        printed: The word of the report.
        known: Whether something is a word.
    """
    if printed in respellings(quoted) or quoted in respellings(printed):
        return True
    if min(len(quoted), len(printed)) < _SHORTEST or not (quoted.isalpha() and printed.isalpha()):
        return False
    if quoted[0] != printed[0] or quoted[-_STEM_ENDING:] != printed[-_STEM_ENDING:]:
        return False
    from rapidfuzz.distance import OSA

    return OSA.distance(quoted, printed, score_cutoff=1) == 1 and not known(quoted)
