"""Russian and Kazakh words of this field and their English, for reports that are not in the query's language.

A glossary is no translation: with the English of single words, the lexical side and a model of English can search.
Words are compared by whole stems, so that Sudan (судан) is no court (суд). The list was written for this project: the
terms of the Protocol to Prevent, Suppress and Punish Trafficking in Persons and of the criminal code of Kazakhstan,
both published in these languages, and everyday words of the reports. Countries' names are pycountry's.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from kzsearch.domain.countries import names_in
from kzsearch.languages import Language, language_of
from kzsearch.stems import name_stems, stem

_COLUMNS = (Language.RUSSIAN, Language.KAZAKH)  # after the English


class _Entry(NamedTuple):
    """Stems of one or more words in a row, and the English that they stand for."""

    stems: tuple[str, ...]
    english: str


def look_up(words: list[str]) -> dict[str, str]:
    """Return the English of words.

    Args:
        words: Words of a query in lower case, in order.

    Returns:
        English by the word, or words in a row, that it stands for; words that the glossary lacks are left
        out. The longest entry wins.
    """
    if not words:
        return {}
    language = language_of(" ".join(words))
    entries = _entries(language)
    stems = [stem(word, language) for word in words]
    found: dict[str, str] = {}
    place = 0
    while place < len(words):
        fitting = [
            entry
            for entry in entries.get(stems[place], ())
            if entry.stems == tuple(stems[place : place + len(entry.stems)])
        ]
        best = max(fitting, key=lambda entry: len(entry.stems), default=None)
        if best is not None:
            found[" ".join(words[place : place + len(best.stems)])] = best.english
        place += len(best.stems) if best else 1
    return found


@cache
def _entries(language: Language) -> Mapping[str, list[_Entry]]:
    """Return a language's entries by the stem of their first word."""
    entries: dict[str, list[_Entry]] = {}
    if language not in _COLUMNS:
        return entries
    text = files("kzsearch.search").joinpath("glossary.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        english, *columns = line.split("\t")
        for phrase in filter(None, columns[_COLUMNS.index(language)].split(", ")):
            stems = tuple(stem(word, language) for word in re.findall(r"\w+", phrase))
            entries.setdefault(stems[0], []).append(_Entry(stems, english))
    for name, english in names_in(language).items():
        for stems in sorted(name_stems(name, language)):
            entries.setdefault(stems[0], []).append(_Entry(stems, english))
    return entries
