"""How a wording changed: which words went, which came, and whether only figures did.

The words are compared by `difflib` of the standard library. `redlines`, the library for redlines of legal texts, calls
the same `SequenceMatcher` and prints its result; here the printing is done by `kzsearch.render`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from kzsearch.analysis.compare.terms import TOKEN, figures, is_figure, is_year, tokens, without_figures
from kzsearch.types.comparison import Change, Mark, Piece

_LITTLE = frozenset("a an the of to with in for by from on at".split())
"""Words that a changed figure may bring along: `compared to 20`, `compared with 26`."""

# A word with the punctuation around it, so that a piece can be printed as it is.
_PRINTED = re.compile(r"\S+")


def change(earlier: str, later: str) -> Change:
    """Return what became of a text, given that both say the same."""
    if tokens(earlier) == tokens(later):
        return Change.CARRIED
    first, second = without_figures(earlier), without_figures(later)
    if first == second or (figures_changed(earlier, later) and _content(first) == _content(second)):
        return Change.FIGURES
    return Change.REWORDED


def figures_changed(earlier: str, later: str) -> bool:
    """Whether both texts tell figures, and not the same; years are compared with years, all else with all else."""
    first, second = figures(earlier), figures(later)
    counted, counted_later = (
        {word: times for word, times in told.items() if not is_year(word)} for told in (first, second)
    )
    if counted and counted_later and counted != counted_later:
        return True
    years, years_later = ({word for word in told if is_year(word)} for told in (first, second))
    return bool(years and years_later) and years != years_later


def pieces(earlier: str, later: str) -> tuple[Piece, ...]:
    """Return both texts as pieces, in order, those that went before those that came instead.

    Case, quotation marks and punctuation do not count as a change of a word.
    """
    before, after = _PRINTED.findall(earlier), _PRINTED.findall(later)
    matcher = SequenceMatcher(None, _compared(before), _compared(after), autojunk=False)
    found: list[Piece] = []
    for kind, start, end, first, last in matcher.get_opcodes():
        if kind == "equal":
            found.append(Piece(Mark.SAME, " ".join(after[first:last])))
            continue
        gone, come = before[start:end], after[first:last]
        figure = bool(gone and come) and all(any(map(_has_figure, words)) for words in (gone, come))
        if gone:
            found.append(Piece(Mark.REMOVED, " ".join(gone), figure=figure))
        if come:
            found.append(Piece(Mark.ADDED, " ".join(come), figure=figure))
    return tuple(found)


def _content(words: Sequence[str]) -> list[str]:
    return [word for word in words if word not in _LITTLE]


def _compared(words: Sequence[str]) -> list[str]:
    """Return what of each printed word is compared; punctuation by itself counts as nothing else would."""
    return [" ".join(tokens(word)) or word for word in words]


def _has_figure(word: str) -> bool:
    return any(map(is_figure, TOKEN.findall(word)))
