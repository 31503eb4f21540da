"""The language of a text by its letters: Kazakh or Russian in Cyrillic, and everything else."""

from __future__ import annotations

import re
from enum import StrEnum

CYRILLIC = re.compile("[\u0400-\u052f]")
# The letters that the Kazakh alphabet has beside the Russian one. They are a fifth of a Kazakh text, and stand in a
# Russian one only where it names something.
_KAZAKH = re.compile("[әғқңөұүһі]", re.IGNORECASE)
_LATIN = re.compile("[a-z\u00c0-\u024f]", re.IGNORECASE)
_FEWEST_KAZAKH = 0.015


class Language(StrEnum):
    """A language that queries and reports are read in. A text in none of the Cyrillic two is read as English is."""

    ENGLISH = "en"
    RUSSIAN = "ru"
    KAZAKH = "kk"


def language_of(text: str) -> Language:
    """Return the language of a text, by the letters that most of it is written in."""
    cyrillic = len(CYRILLIC.findall(text))
    if cyrillic <= len(_LATIN.findall(text)):
        return Language.ENGLISH
    kazakh = len(_KAZAKH.findall(text))
    return Language.KAZAKH if kazakh >= _FEWEST_KAZAKH * cyrillic else Language.RUSSIAN
