"""Exact mode finds what reading every passage finds, in the same order, whatever it reads first."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from itertools import product
from random import Random
from typing import TYPE_CHECKING

import pytest

from kzsearch.index.format import schema
from kzsearch.index.read import exact
from kzsearch.text import count_exact, find_exact
from kzsearch.types import (
    Candidate,
    Country,
    Filters,
    Passage,
    Report,
    Section,
    SectionOrigin,
    Source,
    Span,
    YearRange,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Few words, so that phrases of them are held often; some fold together, some hold punctuation or no letter at all.
_WORDS = (
    *("the",) * 6,
    *("of",) * 3,
    *"and, and The victims victims' victim’s café cafe cafe\u0301 law-enforcement law enforcement".split(),
    *"U.S. “shelter” shelter … 2017 Straße naïve_word\n".split(" "),
)
_PHRASES = (
    *("the", "THE", "of the", "the the", "the of the", "and", "and,", "victims'", "victim's", "café", "cafe"),
    *(
        "law enforcement",
        "law-enforcement",
        "U.S.",
        '"shelter"',
        "...",
        "straße",
        "no such words",
        "naïve_word",
    ),
)
_LONG = "the end of this passage runs into the next one for more words than the index keeps of it".split()


def _filled(texts: Sequence[tuple[int, Section, str]]) -> sqlite3.Connection:
    """Return a database of passages of given years and sections, a report a year, in order."""
    connection = sqlite3.connect(":memory:")
    schema.create(connection)
    for year in sorted({year for year, _, _ in texts}):
        source = Source(f"{year}.txt", "", "utf-8", 0, "", Span(0, 0), {}, ())
        country = Country("Kazakhstan", "KAZ")
        schema.insert_report(connection, Report(f"kaz-{year}", country, year, None, {}, source), ())
    rows = []
    for key, (year, section, text) in enumerate(texts):
        place = (1, text, Span(0, 0), (1, 1), None, ())
        passage = Passage(f"p{key}", f"kaz-{year}", section, section.value, SectionOrigin.HEADING, *place)
        rows.append((key, "", passage))
    schema.insert_passages(connection, rows, 0)
    schema.finish(connection)
    return connection


def _counted(texts: Sequence[tuple[int, Section, str]], phrase: str) -> list[int]:
    """Return how often each passage holds a phrase, by reading every passage."""
    counts = []
    for (*place, text), following in zip(texts, [*texts[1:], (0, Section.OTHER, "")], strict=True):
        run = f"{text}\n{following[2]}" if place == list(following[:2]) else text
        counts.append(sum(span.start < len(text) for span in find_exact(run, phrase)))
    return counts


def _allows(filters: Filters, year: int, section: Section) -> bool:
    in_years = not filters.years or any(years.first <= year <= years.last for years in filters.years)
    return in_years and (not filters.sections or section in filters.sections)


def _made_up(random: Random, most_words: int) -> Iterator[tuple[int, Section, str]]:
    for year in (2017, 2018, 2023):
        for section in (Section.PROSECUTION, Section.PROTECTION):
            for _ in range(random.randrange(1, 9)):
                words = random.choices(_WORDS, k=random.randrange(1, most_words))
                yield year, section, " ".join(words).strip()


@pytest.mark.parametrize("most_words", [3, 20])  # also runs of so few words that FTS5's scores say nothing
@pytest.mark.parametrize("seed", range(2))
def test_finds_what_reading_all_finds(seed: int, most_words: int, monkeypatch: pytest.MonkeyPatch) -> None:
    random = Random(seed)  # noqa: S311  made-up texts, the same each time
    texts = list(_made_up(random, most_words))
    straddling = [
        " ".join([*texts[key][2].split()[-before:], *texts[key + 1][2].split()[:after]])
        for key, before, after in zip(
            random.sample(range(len(texts) - 1), 8), (1, 2, 12, 12) * 2, (1, 12, 2, 12) * 2, strict=True
        )
    ]
    filters = (
        Filters(),
        Filters(sections=(Section.PROTECTION,)),
        Filters(years=(YearRange(2018, 2023),), sections=(Section.PROSECUTION,)),
    )
    with closing(_filled(texts)) as connection:
        for phrase in (*_PHRASES, *straddling):
            counts = _counted(texts, phrase)
            for allowed, limit, first in product(filters, (1, 7, 1_000), (1, 100)):
                monkeypatch.setattr(exact, "_MORE_THAN_WANTED", first)
                expected = sorted(
                    (-times, key)
                    for key, (year, section, _) in enumerate(texts)
                    if (times := counts[key]) and _allows(allowed, year, section)
                )
                found = exact.exact(connection, phrase, allowed, limit)
                assert found == [Candidate(key, float(-times)) for times, key in expected[:limit]], phrase


@pytest.mark.parametrize("within", range(1, len(_LONG)))
def test_a_long_phrase_may_run_into_the_next_passage_anywhere(within: int) -> None:
    texts = [
        (2023, Section.PROTECTION, f"Here is {' '.join(_LONG[:within])}"),
        (2023, Section.PROTECTION, f"{' '.join(_LONG[within:])} and ends."),
        (2023, Section.PREVENTION, f"{' '.join(_LONG)}. {' '.join(_LONG)}"),
    ]
    with closing(_filled(texts)) as connection:
        found = exact.exact(connection, " ".join(_LONG), Filters(), 10)
    assert found == [Candidate(2, 2.0), Candidate(0, 1.0)]


def test_texts_that_cannot_be_among_the_best_are_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    beginning = "every passage begins with ten words that are different "
    texts = [(2023, Section.PROTECTION, beginning + "of " * (1 + key % 50)) for key in range(500)]
    read: list[str] = []

    def counting(text: str, phrase: str, within: int) -> int:
        read.append(text)
        return count_exact(text, phrase, within)

    monkeypatch.setattr(exact, "count_exact", counting)
    with closing(_filled(texts)) as connection:
        found = exact.exact(connection, "of", Filters(), 5)
    assert found == [Candidate(key, 50.0) for key in range(49, 299, 50)]
    assert len(read) < len(texts) / 10
