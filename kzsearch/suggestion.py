"""What a user most likely meant by a word that is not known: one known word that is really near, or none."""

from __future__ import annotations

from collections.abc import Iterable

_BEGINNING = 4  # letters of a word's beginning that stand for the whole word
_LONGEST = 200  # characters; no known word comes near a longer text


def nearest(written: str, known: Iterable[str]) -> str | None:
    """Return the known word that a slip of the fingers turned into what was written, or None.

    A slip is a character that is wrong, missing or too many, or two that are exchanged (Damerau 1964). A word of three
    characters or more may hold one, of six two, of nine three. The beginning of a single known word, of four letters
    or more, is near it too. Capitals, dashes and underscores do not count.

    Args:
        written: What the user wrote.
        known: What could have been meant; of two that are equally near, the one that shares more of its beginning.
    """
    plain = _plain(written)
    if not plain or len(plain) > _LONGEST:
        return None
    plain_forms = {word: _plain(word) for word in known}
    from rapidfuzz.distance import OSA

    near = []
    for word, form in plain_forms.items():
        slips = OSA.distance(plain, form, score_cutoff=_allowed(min(len(plain), len(form))))
        if slips <= _allowed(min(len(plain), len(form))):
            near.append((slips, -_shared(plain, form), word))
    if near:
        return min(near)[-1]
    begun = [word for word, form in plain_forms.items() if form.startswith(plain)]
    return begun[0] if len(begun) == 1 and len(plain) >= _BEGINNING else None


def did_you_mean(written: str, known: Iterable[str]) -> str:
    """Return the beginning of a hint that names the nearest known word, or an empty text where none is near."""
    near = nearest(written, known)
    return "" if near is None else f"did you mean {near}? "


def _plain(word: str) -> str:
    return word.casefold().replace("_", "-").strip("- ")


def _shared(word: str, other: str) -> int:
    """Return how many characters of their beginning two words share."""
    return next((place for place, (a, b) in enumerate(zip(word, other, strict=False)) if a != b), len(word))


def _allowed(length: int) -> int:
    """Return how many slips a word of this length may hold, and still be known for what it is."""
    return min(length // 3, 3)
