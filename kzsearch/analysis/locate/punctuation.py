"""What stands between two words: how the quote's and the report's punctuation and spaces differ."""

from __future__ import annotations

import re

from kzsearch.types.locating import DifferenceKind

_QUOTATION = "\"'“”„‟«»‹›‘’‚‛`´″′"
_DASHES = "—–‒―−‐‑-"
_SIGNS = re.compile(r"[$€£¥₸₽₹%‰°]")
_LIST_MARK = re.compile(r"\n\s*(?:[-•*▪◦·–]\s+)+")
_FOLD_DASHES = re.compile(rf"\s*[{_DASHES}]+\s*")


def difference_between(quoted: str, printed: str) -> DifferenceKind | None:
    """Return how what stands between two words differs, or None where it does not.

    White space is white space, however much of it, and a mark before an item of a list is layout, not text.

    Args:
        quoted: Between two words of the quote.
        printed: Between the same words of the report.
    """
    if quoted == printed:
        return None
    forms = {_squeezed(printed), _squeezed(_LIST_MARK.sub("\n", printed))}
    mine = _squeezed(quoted)
    if mine in forms:
        return None
    kinds = [_kind(mine, form) for form in sorted(forms)]
    return min(kinds, key=_ORDER.index)


def _kind(quoted: str, printed: str) -> DifferenceKind:
    if sorted(_SIGNS.findall(quoted)) != sorted(_SIGNS.findall(printed)):
        return DifferenceKind.NUMBER
    hyphens = {"-", "‐", "‑", "", " "}
    same = {
        DifferenceKind.WHITE_SPACE: _solid(quoted) == _solid(printed),
        DifferenceKind.QUOTATION_MARKS: _without(quoted, _QUOTATION) == _without(printed, _QUOTATION),
        DifferenceKind.BRACKETS: _without(quoted, "[]") == _without(printed, "[]"),
        DifferenceKind.HYPHEN: quoted in hyphens and printed in hyphens,
        DifferenceKind.DASH: _FOLD_DASHES.sub("-", quoted) == _FOLD_DASHES.sub("-", printed),
    }
    return next((kind for kind, is_so in same.items() if is_so), DifferenceKind.PUNCTUATION)


_ORDER = (
    DifferenceKind.WHITE_SPACE,
    DifferenceKind.QUOTATION_MARKS,
    DifferenceKind.BRACKETS,
    DifferenceKind.HYPHEN,
    DifferenceKind.DASH,
    DifferenceKind.PUNCTUATION,
    DifferenceKind.NUMBER,
)


def _squeezed(text: str) -> str:
    # The ends matter: `one, two` has a space there.
    return re.sub(r"\s+", " ", text)


def _solid(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _without(text: str, marks: str) -> str:
    return _solid("".join(character for character in text if character not in marks))
