"""A query understood: the words to look for, and the report that it names.

Nothing here restricts a search. A correction or an expansion adds words. A report that the query names is a preference:
its passages score a little higher, and `--explain` says so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from kzsearch.domain.countries import fold
from kzsearch.languages import CYRILLIC, Language, language_of
from kzsearch.search import asking, naming
from kzsearch.search.glossary import look_up
from kzsearch.search.naming import Named
from kzsearch.search.query import terms as words_of
from kzsearch.search.vocabulary import correct, expansions, named_in_latin, respellings
from kzsearch.stems import stem
from kzsearch.types import Coverage, Filters, PassageMetadata, Section, Store
from kzsearch.types.filters import Condition

PREFERENCE = 0.2
"""How far each thing that the query names moves a passage which matches it towards a score of 1."""

_YEAR = re.compile(r"\b(20\d\d)\b")


@dataclass(frozen=True, slots=True)
class Reading:
    """The words and the text of a query that passages are compared with.

    Attributes:
        encoded: What the model is given.
        words: Its words, which decide how high BM25 can be.
        added: Phrases and abbreviations that stand for words of it. They only raise the score of a passage.
    """

    encoded: str
    words: tuple[str, ...]
    added: tuple[str, ...] = ()

    @property
    def terms(self) -> tuple[str, ...]:
        """What the lexical side looks for."""
        return (*self.words, *self.added)


@dataclass(frozen=True, slots=True)
class Understood:
    """A query as it is searched.

    Attributes:
        query: As the user wrote it.
        reading: What is looked for, without the names of reports and the words that only ask.
        with_countries: The same with the countries that the query names, for passages on other countries, whose
            subject they may be; None where it names none or the index has but one country.
        glossed: Words in another script, and the English that the glossary has for them.
        corrections: Words of the query, and the word of the corpus that was taken for each.
        expansions: Words of the query, and what was looked for besides.
        years: How well each report year matches the years that the query names, 0 to 1.
        named: The country, years, tiers, series and sections that the query names.
        preferred: Those of their kinds that differ between reports or sections of the index.
        not_held: Report years that the query names and the index does not hold.
        asked: The words that only ask.
        english: The query in the English of the glossary, with its words in Latin letters and its figures.
        script_note: A note for the user where the model does not read the query's script; or empty.
        condition: What a passage must hold, where the query has operators; or None.
        text: The query without its operators; empty where it has none.
        certain: Whether all that it asks for are words that each passage which fulfils the condition holds.
    """

    query: str
    reading: Reading
    with_countries: Reading | None = None
    glossed: Mapping[str, str] = field(default_factory=dict)
    corrections: Mapping[str, str] = field(default_factory=dict)
    expansions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    years: Mapping[int, float] = field(default_factory=dict)
    named: Named = field(default_factory=lambda: Named("", ""))
    preferred: frozenset[str] = frozenset()
    not_held: frozenset[int] = frozenset()
    asked: str = ""
    english: str = ""
    script_note: str = ""
    condition: Condition | None = None
    text: str = ""
    certain: bool = False

    @property
    def compared(self) -> str:
        """The query without its operators."""
        return self.query if self.condition is None else self.text

    @property
    def filters(self) -> Filters:
        """What the operators of the query let through."""
        return Filters(condition=self.condition)

    @property
    def notes(self) -> tuple[str, ...]:
        """What the user should know of how the query was read."""
        corrected = (
            f"looked for {used!r}: no {written!r} here" for written, used in self.corrections.items()
        )
        looked_up = (f"{written!r} was looked up as {english!r}" for written, english in self.glossed.items())
        missing = (f"the index holds no report of {year}" for year in sorted(self.not_held))
        return (*filter(None, [self.script_note]), *corrected, *looked_up, *missing)

    @property
    def language(self) -> Language:
        """The language of the query."""
        return language_of(self.query)

    @property
    def names_only(self) -> bool:
        """Whether the query has no words to rank by: it only names a report or a section of it, or only restricts."""
        return (bool(self.named.written) or self.condition is not None) and not self.reading.words

    @property
    def in_domain(self) -> frozenset[str]:
        """Kinds of things that it names and that only reports of this kind have, so that it is on their subject.

        A country or a section will not do: off-topic queries name Kazakhstan, and recommend laptops.
        """
        kinds = {"year": self.named.years, "tier": self.named.tiers, "section": self.named.on_tiers}
        return frozenset(kind for kind, named in kinds.items() if named)

    def matches(self, metadata: PassageMetadata) -> dict[str, float]:
        """Return how well a passage matches each thing that the query names; those with a degree above 0, up to 1."""
        degrees = {
            "country": float(metadata.country in self.named.countries),
            "year": self.years.get(metadata.year, 0.0),
            "tier": float(metadata.tier in self.named.tiers),
            "series": float(metadata.series in self.named.series),
            "section": float(metadata.section in self.named.sections),
        }
        return {name: degree for name, degree in degrees.items() if degree and name in self.preferred}


def plain(query: str) -> Understood:
    """Return a query taken by the letter: nothing corrected, added, taken out or preferred."""
    return Understood(query, Reading(query, words_of(query)))


def understand(
    store: Store, query: str, is_word: Callable[[str], bool], kept: Collection[str] = ()
) -> Understood:
    """Return what a query says.

    Args:
        store: The index, which knows the words of the corpus and what its reports are.
        query: A query that has passed `check_query`.
        is_word: Whether a word that the corpus lacks is a correct word, and not to be corrected.
        kept: Words that are meant as they are written.
    """
    coverage = store.coverage()
    mending, glossed = _mend(store, coverage, query, is_word, kept)
    mended = _replaced(query, mending)
    named = naming.name(mended, coverage)
    rest, asked = asking.split(named.rest)
    years = dict.fromkeys(named.years, 1.0) or _years(rest)
    report_years = {str(year) for year in years if coverage.years & {year, year + 1}}
    if not rest and not named.written:
        rest = mended  # the query only asks: take its words for content
    reading, added = _read(rest, glossed, coverage, report_years)
    several = len(coverage.countries) > 1 and bool(named.countries)
    with_countries = asking.split(named.with_countries)[0] if several else ""
    return Understood(
        query=query,
        reading=reading,
        with_countries=_read(with_countries, glossed, coverage, report_years)[0] if several else None,
        glossed=glossed,
        corrections=mending,
        expansions=added,
        years=years,
        named=named,
        preferred=_preferred(named, years, coverage),
        not_held=named.years - coverage.years,
        asked=asked,
        english=" ".join(word for word in reading.terms if word.isascii()) if glossed else "",
    )


def corrections(store: Store, text: str, is_word: Callable[[str], bool]) -> dict[str, str]:
    """Return the misspelt words of a text, and the word of the corpus that is taken for each."""
    return _mend(store, store.coverage(), text, is_word)[0]


def _mend(
    store: Store, coverage: Coverage, query: str, is_word: Callable[[str], bool], kept: Collection[str] = ()
) -> tuple[dict[str, str], dict[str, str]]:
    """Return the corrections of a query's words, and the English of those in another script."""
    words = [word for word in words_of(query) if word not in kept]
    known = store.frequencies(words)
    names = _words_of_names(tuple(coverage.names))
    unknown = [word for word in words if not known.get(word) and fold(word) not in names]
    glossed = look_up([word for word in unknown if not word.isascii()])
    looked_up = {word for row in glossed for word in row.split()}
    unknown = [word for word in unknown if word not in looked_up]
    if not unknown:
        return {}, glossed
    vocabulary = [*store.vocabulary(), *(section.value for section in Section), *names]
    language = language_of(query)
    mended = {word: _mended(store, word, language, vocabulary, is_word) for word in unknown}
    return {word: used for word, used in mended.items() if used}, glossed


@lru_cache(maxsize=1)
def _words_of_names(names: tuple[str, ...]) -> dict[str, None]:
    """Return the words of names in alphabetical order, each once."""
    return dict.fromkeys(sorted(word for name in names for word in name.split()))


def _mended(
    store: Store, word: str, language: Language, vocabulary: Sequence[str], is_word: Callable[[str], bool]
) -> str | None:
    """Return the word of the corpus to look for instead of a word that it lacks, or None."""
    if CYRILLIC.search(word):
        name = named_in_latin(stem(word, language), vocabulary)
        return name or (None if is_word(word) else correct(word, vocabulary))
    variants = respellings(word)
    counts = store.frequencies(variants)
    known = [variant for variant in variants if counts.get(variant)]
    if known or is_word(word):
        return known[0] if known else None
    return correct(word, vocabulary)


def _replaced(query: str, corrections: Mapping[str, str]) -> str:
    for written, used in corrections.items():
        query = re.sub(rf"\b{re.escape(written)}\b", used, query, flags=re.IGNORECASE)
    return query


def _read(
    text: str, glossed: Mapping[str, str], coverage: Coverage, years: Collection[str]
) -> tuple[Reading, dict[str, tuple[str, ...]]]:
    """Return a text's reading, and what its abbreviations stand for.

    A year that some report of the index tells of is a preference for that report, and no word to look for.
    """
    looked_up = {word for row in glossed for word in row.split()}
    words = [word for word in words_of(text) if word not in looked_up] if any(map(str.isalnum, text)) else []
    english = naming.name(" ".join(glossed.values()), coverage).rest
    words += [word for word in re.findall(r"\w+", english.casefold()) if word not in words]
    words = [word for word in words if word not in years] or words
    added = expansions(words, text)
    phrases = [phrase for names in added.values() for phrase in names]
    spelled = [names[0] for names in added.values() if " " in names[0]]
    encoded = f"{text} ({', '.join(spelled)})" if spelled else text
    extra = tuple(phrase for phrase in dict.fromkeys(phrases) if phrase not in words)
    return Reading(encoded, tuple(dict.fromkeys(words)), extra), added


def _years(text: str) -> dict[int, float]:
    """Return how well each report year matches; a year's events are in the report of the year after."""
    years: dict[int, float] = {}
    for match in _YEAR.finditer(text):
        year = int(match[1])
        years[year] = max(years.get(year, 0.0), 0.5)
        years[year + 1] = 1.0
    return years


def _preferred(named: Named, years: Mapping[int, float], coverage: Coverage) -> frozenset[str]:
    """Return the kinds of named things that differ between reports or sections of the index."""
    tells_apart = {
        "country": bool(named.countries) and len(coverage.countries) > 1,
        "year": bool(years.keys() & coverage.years) and len(coverage.years) > 1,
        "tier": bool(named.tiers) and len(coverage.tiers) > 1,
        "series": bool(named.series) and len(coverage.series) > 1,
        "section": bool(named.sections),
    }
    return frozenset(name for name, tells in tells_apart.items() if tells)
