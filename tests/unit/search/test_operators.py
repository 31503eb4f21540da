"""Tokens to conditions: what is required, what is excluded, what only ranks; and that hostile queries cost little."""

from __future__ import annotations

import json
import sys
from types import FrameType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzsearch.errors import QueryError
from kzsearch.search.calibration import off_topic_queries
from kzsearch.search.conditions import described
from kzsearch.search.operators import MOST_CONDITIONS, read_operators
from kzsearch.search.parsed import ParsedQuery, as_words
from kzsearch.search.parsing import parse_query
from kzsearch.types.conditions import Phrase
from tests.conftest import ROOT


def parsed(query: str) -> ParsedQuery:
    return parse_query(query)


def required(query: str) -> str:
    condition = parsed(query).condition
    return "" if condition is None else described(condition)


@pytest.mark.parametrize(
    ("query", "expected", "text"),
    [
        ('"forced labor" in Almaty', '"forced labor"', "forced labor in Almaty"),
        ("“forced labor” farms", '"forced labor"', "forced labor farms"),
        ("shelter -NGO", "NOT NGO", "shelter"),
        ("shelter NOT NGO", "NOT NGO", "shelter"),
        ("police AND courts trained", "police AND courts", "police courts trained"),
        ("shelter OR asylum for men", "shelter OR asylum", "shelter asylum for men"),
        ("a AND b OR c AND NOT d", "(a AND b) OR (c AND NOT d)", "a b c"),
        ("(a OR b) AND c", "(a OR b) AND c", "a b c"),
        ("(forced labor) OR (sex trade)", "(forced AND labor) OR (sex AND trade)", "forced labor sex trade"),
        ("x (a OR b y)", "a OR b", "x a b y"),
        ("(a (b -c)) OR d", "(a AND b AND NOT c) OR d", "a b d"),
        ("traffick* -labo*", "traffick* AND NOT labo*", "traffick"),
        ('"shelter funding"~5', '"shelter funding"~5', "shelter funding"),
        ('"Shelter"~5', "shelter", "Shelter"),
        ("year:2017..2023 shelter", "year:2017..2023", "shelter"),
        ('country:"South Korea" -section:profile', 'country:"South Korea" AND NOT section:profile', ""),
        ("-(a OR b)", "NOT (a OR b)", ""),
        ("-(-a)", "a", ""),
        ("NOT NOT a b -c", "NOT c", "a b"),
        ('"a", AND b', '"a" AND b', "a b"),
        ("a AND OR b", "a AND b", "a b OR"),
        ("x -a OR b", "NOT a OR b", "x b"),
        ('see (and "quoted words" here)', '"quoted words"', "see and quoted words here"),
    ],
)
def test_what_is_required_and_what_ranks(query: str, expected: str, text: str) -> None:
    assert required(query) == expected
    assert sorted(parsed(query).text.split()) == sorted(text.split())


@pytest.mark.parametrize(
    "query",
    [
        "What did courts, police, and/or NGOs do?",
        "Tier 2 in 2017-2023: what changed, e.g.: shelters",
        "victims' rights and the government's re-entry programme",
        "https://www.state.gov/reports/2023:kazakhstan/?q=a*b",
        "trafficking (sex and labor) in 2017",
        "shelters - and their funding",
        '"unclosed quotation',
        "((unbalanced parentheses",
        "shelter AND",
        "OR shelter",
        "NOT",
        "-5 percent from 2017 -2023",
        "* ** ~ : - -- () [] {}x",
        "section: protection",
        "not this and not that or the other",
        "the Ministry of Internal Affairs (MIA) / MVD",
        "100% of 24 victims @ $5",
    ],
)
def test_plain_questions_are_words(query: str) -> None:
    assert parse_query(query) == as_words(query.strip())


@pytest.mark.parametrize(
    ("query", "message", "hint"),
    [
        ("section:protektion", "section: has no 'protektion'", "did you mean protection?"),
        ("country:Kazakstann x", "no country is called 'Kazakstann'", "did you mean Kazakhstan?"),
        ("-tier:9", "no tier is called '9'", "tier: takes 1, 2, 2WL"),
        ("year:99999", "'99999' is no report year", "year:2017..2023"),
        ("year:2023..2017", "run backwards", "year:2017..2023"),
        ("year:1876", "there is no report of 1876", "year: takes"),
        ("(" * 9 + "a OR b" + ")" * 9, "more than 6 parentheses", "ask with fewer"),
        (" OR ".join(["a"] * 65), "more than 64 things", "one thing at a time"),
        ("(" + "a " * 70 + ") AND b", "more than 64 things", "one thing at a time"),
    ],
)
def test_what_makes_no_sense_is_told(query: str, message: str, hint: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse_query(query)
    assert message in caught.value.message
    assert hint in caught.value.hint
    assert "--" not in caught.value.message + caught.value.hint


def test_other_words_take_the_place_of_free_ones() -> None:
    query = parse_query('what changed "forced labor" between the years -NGO')
    assert query.free == "what changed between the years"
    other = query.about("farms")
    assert (other.text, other.condition) == ("farms forced labor", query.condition)
    assert query.about("").text == "forced labor"
    assert as_words("what changed").about("farms") == as_words("farms")


def test_quotations_are_meant_as_they_are_written() -> None:
    query = parse_query('"Shelter  Fnding" sheltr labo*')
    assert query.quoted == frozenset({"Shelter Fnding"})
    assert query.begun == frozenset({"labo"})
    assert query.condition is not None
    assert Phrase("Shelter Fnding") in getattr(query.condition, "parts", ())


@given(st.text(max_size=80) | st.text(alphabet='ab "“”«»()-*~:5yearsctionONTAD', max_size=80))
def test_no_text_raises_anything_but_a_query_error(query: str) -> None:
    try:
        found = parse_query(query)
    except QueryError:
        return
    assert found.written == query.strip()
    if found.condition is None:
        assert found == as_words(query.strip())


@given(
    st.lists(st.sampled_from(["a", '"b c"', "-d", "NOT", "AND", "OR", "(", ")", "e*", '"f g"~2', "-(", "h"]))
)
def test_what_was_understood_can_be_typed_again(pieces: list[str]) -> None:
    try:
        first = parse_query(" ".join(["x", *pieces]))
    except QueryError:
        return
    if first.condition is not None:
        again = parse_query(described(first.condition))
        assert again.condition is None or described(again.condition) == described(first.condition)


def steps(query: str) -> int:
    """Return how many lines and calls of Python reading a query takes."""
    count = 0

    def trace(_frame: FrameType, _event: str, _argument: object) -> object:
        nonlocal count
        count += 1
        return trace

    before = sys.gettrace()
    sys.settrace(trace)  # type: ignore[arg-type]
    try:
        read_operators(query, tuple)
    except QueryError:
        pass
    finally:
        sys.settrace(before)
    return count


HOSTILE = [
    "(",
    ")",
    '"',
    "“",
    '«“"',
    "- ",
    "-(",
    "NOT ",
    "a AND ",
    "a OR (",
    "(a ",
    '"a ',
    "a) ",
    "(a) ",
    ").",
    "(-(",
    "()",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_queries_take_linear_work(piece: str) -> None:
    few, many = (steps((piece * size)[:size]) for size in (400, 800))
    assert many <= 2.2 * few + 100


@pytest.mark.parametrize("piece", ["(", '"'])
def test_a_hundred_thousand_characters_are_read(piece: str) -> None:
    assert read_operators(piece * 100_000, tuple) is None


@pytest.mark.parametrize("piece", ["a OR (b ", '"a" ', "-(a ", "NOT a AND "])
def test_too_much_of_anything_is_an_error(piece: str) -> None:
    with pytest.raises(QueryError, match=f"parentheses|more than {MOST_CONDITIONS} things"):
        read_operators(f"{piece * 5_000}{')' * 5_000}", tuple)


def _topics() -> list[str]:
    queries = [
        json.loads(line).get("query", "")
        for path in sorted((ROOT / "topics").glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    return [*filter(None, queries), *off_topic_queries()]


def test_every_topic_is_words() -> None:
    topics = _topics()
    assert len(topics) > 200
    assert [query for query in topics if parse_query(query) != as_words(query.strip())] == []
