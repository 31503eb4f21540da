"""What a query says: the words to look for, and the year, country or section that it names.

Nothing here restricts a search. A correction or an expansion adds words; a year, country or section that the
query names makes the passages that it fits a little better, and `--explain` says so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from kzsearch.search.glossary import look_up
from kzsearch.search.query import terms as words_of
from kzsearch.search.vocabulary import correct, expansions, respellings
from kzsearch.types import Belongs, Section, Store

PREFERENCE = 0.1
"""What a named year, country or section adds to a score of 0..1: enough to decide between equals."""

_YEAR = re.compile(r"\b(20\d\d)\b")
_REPORT_WORD = re.compile(r"\b(?:reports?|tip|edition|narratives?)\b", re.IGNORECASE)
_SECTION_WORDS: Mapping[Section, re.Pattern[str]] = {
    section: re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
    for section, words in {
        Section.RECOMMENDATIONS: "recommendations?|recommend|recommended",
        Section.PROSECUTION: "prosecution section",
        Section.PROTECTION: "protection section",
        Section.PREVENTION: "prevention section",
        Section.PROFILE: "trafficking profile|profile section",
        Section.OVERVIEW: "overview|tier (?:ranking|placement|justification)",
    }.items()
}


@dataclass(frozen=True, slots=True)
class Understood:
    """A query as it is searched.

    Attributes:
        query: As the user wrote it.
        encoded: What the model is given: the query with corrections made and abbreviations spelled out.
        glossed: Words in another script, and the English that the glossary has for them.
        terms: What the lexical side looks for: words, and phrases where an abbreviation stands for one.
        corrections: What was written, and the word of the corpus that was taken for it.
        expansions: What was written, and what was looked for besides.
        years: How well each report year fits the years that the query names.
        countries: Alpha-3 codes of the countries that it names.
        sections: Sections that it names.
        unread: What to tell where the model does not read the query's script.
    """

    query: str
    encoded: str
    glossed: Mapping[str, str]
    terms: tuple[str, ...]
    corrections: Mapping[str, str]
    expansions: Mapping[str, tuple[str, ...]]
    years: Mapping[int, float]
    countries: frozenset[str]
    sections: frozenset[Section]
    unread: str = ""

    @property
    def notes(self) -> tuple[str, ...]:
        """What the user should know of how the query was read."""
        corrected = (
            f"looked for {used!r}: no {written!r} here" for written, used in self.corrections.items()
        )
        looked_up = (f"{written!r} was looked up as {english!r}" for written, english in self.glossed.items())
        return (*([self.unread] if self.unread else []), *corrected, *looked_up)

    @property
    def english(self) -> str:
        """The query in the words of the glossary, with what of it was in Latin letters or figures."""
        latin = [word for word in re.findall(r"\w+", self.query) if word.isascii()]
        return " ".join([*self.glossed.values(), *latin])

    @property
    def prefers(self) -> bool:
        """Whether some passages fit better than others by what they are."""
        return bool(self.years or self.countries or self.sections)

    def fit(self, belongs: Belongs) -> dict[str, float]:
        """Return what a passage gains for each thing that the query names and the passage has."""
        gains = {
            "year": self.years.get(belongs.year, 0.0),
            "country": float(belongs.country in self.countries),
            "section": float(belongs.section in self.sections),
        }
        return {name: gain * PREFERENCE for name, gain in gains.items() if gain}


def understand(
    store: Store, query: str, is_word: Callable[[str], bool], *, plain: bool = False
) -> Understood:
    """Return what a query says.

    Args:
        store: The index, which knows the words of the corpus and its countries.
        query: A query that has passed `check_query`.
        is_word: Whether a word that the corpus lacks is a word all the same, and not to be corrected.
        plain: Take it by the letter: nothing corrected, added or preferred.
    """
    if plain:
        return Understood(query, query, {}, words_of(query), {}, {}, {}, frozenset(), frozenset())
    words = words_of(query)
    known = store.frequencies(words)
    corrections = {}
    unknown = [word for word in words if not known.get(word)]
    glossed = look_up([word for word in unknown if not word.isascii()])
    looked_up = {word for row in glossed for word in row.split()}
    unknown = [word for word in unknown if word not in looked_up]
    if unknown:
        vocabulary = [*store.vocabulary(), *_names(store)]
        corrections = {
            word: mended for word in unknown if (mended := _mended(store, word, vocabulary, is_word))
        }
    used = [corrections.get(word, word) for word in words if word not in looked_up]
    used += [word.casefold() for english in glossed.values() for word in re.findall(r"\w+", english)]
    added = expansions(used, query)
    phrases = [phrase for names in added.values() for phrase in names]
    encoded = _encoded(query, corrections, added)
    sections = frozenset(section for section, pattern in _SECTION_WORDS.items() if pattern.search(encoded))
    return Understood(
        query=query,
        encoded=encoded,
        glossed=glossed,
        terms=tuple(dict.fromkeys([*used, *phrases])),
        corrections=corrections,
        expansions=added,
        years=_years(query, named_section=bool(sections)),
        countries=_countries(store, query),
        sections=sections,
    )


def _names(store: Store) -> list[str]:
    """Return the words of headings and countries, which a report's text need not repeat."""
    countries = [word for country in store.countries() for word in country.name.casefold().split()]
    return [*(section.value for section in Section), *sorted(countries)]


def _mended(store: Store, word: str, vocabulary: Sequence[str], is_word: Callable[[str], bool]) -> str | None:
    """Return the word of the corpus that a word which it lacks stands for, or None."""
    variants = respellings(word)
    counts = store.frequencies(variants)
    known = [variant for variant in variants if counts.get(variant)]
    if known or is_word(word):
        return known[0] if known else None
    return correct(word, vocabulary)


def _encoded(query: str, corrections: Mapping[str, str], added: Mapping[str, tuple[str, ...]]) -> str:
    text = query
    for written, mended in corrections.items():
        text = re.sub(rf"\b{re.escape(written)}\b", mended, text, flags=re.IGNORECASE)
    spelled = [names[0] for written, names in added.items() if " " in names[0]]
    return f"{text} ({', '.join(spelled)})" if spelled else text


def _years(query: str, *, named_section: bool) -> dict[int, float]:
    """Return how well each report year fits.

    What happened in a year is told in the report of the year after. A query that speaks of the report, or of
    one of its sections, means the report year itself.
    """
    years: dict[int, float] = {}
    report = named_section or bool(_REPORT_WORD.search(query))
    for match in _YEAR.finditer(query):
        year = int(match[1])
        years[year] = max(years.get(year, 0.0), 1.0 if report else 0.5)
        if not report:
            years[year + 1] = 1.0
    return years


def _countries(store: Store, query: str) -> frozenset[str]:
    """Return the countries that a query names, where the index has others too."""
    held = store.countries()
    named = [c for c in held if re.search(rf"\b{re.escape(c.name)}\b", query, re.IGNORECASE)]
    return frozenset(country.alpha3 for country in named) if len(held) > 1 else frozenset()
