"""Conditions on a passage's words let through what a reading of every passage lets through."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzsearch.index import OpenIndex
from kzsearch.index.format.schema import STEMMER
from kzsearch.index.read import rows
from kzsearch.text import find_exact
from kzsearch.types import Filters, Section, YearRange
from kzsearch.types.conditions import AllOf, AnyOf, Beginning, Field, Near, OfReports, Phrase, Without, Word
from kzsearch.types.filters import Condition
from tests.indexes import build_fake, open_fake
from tests.two_years import THREE

REPORT = """KAZAKHSTAN (Tier 2)

The Government of Kazakhstan does not fully meet the minimum standards. Kostanay's shelter closed; re-entry is free.

PROTECTION

Shelters in Almaty received funds. The NGO-operated shelter, which police officers inspected, had funded beds. Labor
inspectors re-entered farms. {}

PREVENTION

Police trained inspectors of labor. Café owners posted the hotline's number: «call 116-16». It said "forced labor" is a
crime. Forced laborers, and forcing labor, are others.
"""
FILES = {
    **THREE,
    "kazakhstan-2017.txt": REPORT.format("Victims were sheltered. " * 12),
    "kazakhstan-2018.txt": REPORT.format(""),
}


class Reader:
    """The passages of an index as texts, with their stems in order: what a condition is read on one by one."""

    def __init__(self, index: OpenIndex) -> None:
        connection = rows.connect(index.folder / "passages.sqlite")
        read = connection.execute(
            "SELECT key, report_id, section, text, run FROM passages JOIN runs USING (key) ORDER BY key"
        ).fetchall()
        connection.close()
        self.rows = {key: (report, section, text, run) for key, report, section, text, run in read}
        self.keys = list(self.rows)
        self._stems: dict[str, list[str]] = {}

    def stems(self, text: str) -> list[str]:
        """Return the stems of a text in order, as the index's tokenizer cuts them."""
        if text not in self._stems:
            with sqlite3.connect(":memory:") as one:
                one.execute(f'CREATE VIRTUAL TABLE t USING fts5 (text, tokenize="{STEMMER}")')
                one.execute("CREATE VIRTUAL TABLE v USING fts5vocab(t, instance)")
                one.execute("INSERT INTO t VALUES (?)", [text])
                self._stems[text] = [term for (term,) in one.execute("SELECT term FROM v ORDER BY offset")]
            one.close()
        return self._stems[text]

    def allowed(self, condition: Condition) -> list[int]:
        return [key for key in self.keys if self.holds(key, condition)]

    def holds(self, key: int, condition: Condition) -> bool:
        report, section, text, run = self.rows[key]
        match condition:
            case Word(word):
                found = bool(self.places(text, word))
            case Phrase(phrase):
                found = any(span.start < len(text) for span in find_exact(run, phrase))
            case Beginning(beginning):
                found = re.search(rf"(?<!\w){re.escape(beginning.casefold())}", text.casefold()) is not None
            case Near(words, distance):
                found = self.near([self.places(text, word) for word in words], distance)
            case Field(filters):
                years = [span for span in filters.years if span.first <= int(report[4:8]) <= span.last]
                found = bool(years) if filters.years else section in filters.sections
            case OfReports(report_ids):
                found = report in report_ids
            case Without(part):
                found = not self.holds(key, part)
            case AllOf(parts):
                found = all(self.holds(key, part) for part in parts)
            case AnyOf(parts):
                found = any(self.holds(key, part) for part in parts)
        return found

    def places(self, text: str, word: str) -> list[tuple[int, int]]:
        """Return the first and last place of each occurrence of a word's stems, one after the other."""
        held, wanted = self.stems(text), self.stems(word)
        size = len(wanted)
        starts = range(len(held) - size + 1) if size else ()
        return [(start, start + size - 1) for start in starts if held[start : start + size] == wanted]

    @staticmethod
    def near(places: list[list[tuple[int, int]]], distance: int) -> bool:
        """Whether one occurrence of each word lies so that few words are between the first and the last."""
        for first in (place for each in places for place in each):
            last = [min((p for p in each if p >= first), default=None) for each in places]
            if all(last) and max(p for p in last if p)[0] - first[1] - 1 <= distance:
                return True
        return False


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenIndex]:
    folder: Path = tmp_path_factory.mktemp("conditions")
    build_fake(folder / "corpus", folder / "default", FILES, max_tokens=32)
    with open_fake(folder / "default", max_tokens=32) as opened:
        yield opened


@pytest.fixture(scope="module")
def reader(index: OpenIndex) -> Reader:
    return Reader(index)


WORDS = (
    *("shelter", "Shelters", "funds", "labor", "police", "NGO", "inspect", "re-entry", "the", "nowhere"),
    *("café", "Cafe", "Kostanay's"),
)
NEAR = ("shelter", "fund", "police", "labor", "inspectors")
PHRASES = (
    *(
        "forced labor",
        "Forced  Labor",
        "labor inspectors",
        "call 116-16",
        "Police trained",
        "shelter closed; re-entry",
    ),
    *(
        'said "forced',
        "the government",
        "no such words",
        "Victims were sheltered. Victims",
        "minimum standards",
    ),
)
LEAVES: st.SearchStrategy[Condition] = st.one_of(
    st.sampled_from(WORDS).map(Word),
    st.sampled_from(PHRASES).map(Phrase),
    st.sampled_from(["sh", "labo", "re-ent", "pol", "zz", "kost"]).map(Beginning),
    st.builds(
        Near,
        st.lists(st.sampled_from(NEAR), min_size=2, max_size=3, unique=True).map(tuple),
        st.integers(0, 8),
    ),
    st.sampled_from([Section.PROTECTION, Section.PREVENTION]).map(
        lambda one: Field(Filters(sections=(one,)), "")
    ),
    st.integers(2017, 2019).map(lambda year: Field(Filters(years=(YearRange(2017, year),)), "")),
    st.just(OfReports(("kaz-2017", "per-2019"))),
)


def _inner(parts: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    several = st.lists(parts, min_size=2, max_size=3).map(tuple)
    return st.one_of(parts.map(Without), several.map(AllOf), several.map(AnyOf))


CONDITIONS = st.recursive(LEAVES, _inner, max_leaves=5)


@given(condition=CONDITIONS)
def test_a_condition_lets_through_what_a_reading_does(
    index: OpenIndex, reader: Reader, condition: Condition
) -> None:
    assert index.store.keys(Filters(condition=condition)) == reader.allowed(condition)


@given(one=CONDITIONS, other=CONDITIONS)
def test_operators_are_those_of_sets(index: OpenIndex, one: Condition, other: Condition) -> None:
    def keys(condition: Condition) -> set[int]:
        return set(index.store.keys(Filters(condition=condition)))

    everything = set(index.store.keys(Filters()))
    assert keys(AnyOf((one, other))) == keys(one) | keys(other)
    assert keys(AllOf((one, other))) == keys(one) & keys(other)
    assert keys(Without(one)) == everything - keys(one)


@given(condition=CONDITIONS)
def test_a_condition_narrows_what_filters_let_through(index: OpenIndex, condition: Condition) -> None:
    filters = Filters(sections=(Section.PROTECTION,), years=(YearRange(2017, 2018),))
    both = index.store.keys(filters.within(Filters(condition=condition)))
    assert set(both) == {*index.store.keys(filters)} & {*index.store.keys(Filters(condition=condition))}
    assert index.store.keys(filters.within(Filters(condition=condition)), 1) == both[:1]


@pytest.mark.parametrize(
    "text", ['"', "''", 'a" OR "b', "§", "*", "NEAR(", "text :", "\u0301", "🙂", "x" * 5000, ""]
)
def test_nothing_in_a_word_is_syntax(index: OpenIndex, text: str) -> None:
    for condition in (Word(text), Phrase(text), Beginning(text), Near((text, "shelter"), 3)):
        index.store.keys(Filters(condition=condition))


def test_the_deepest_nesting_is_read(index: OpenIndex) -> None:
    condition: Condition = Word("shelter")
    for _ in range(7):
        condition = AnyOf((Word("zz"), AllOf((Word("the"), Without(condition)))))
    filters = Filters(years=(YearRange(2017, 2019),), also=(Filters(condition=condition),))
    assert index.store.exact("the", filters, 5) is not None
    assert index.store.keys(filters)
