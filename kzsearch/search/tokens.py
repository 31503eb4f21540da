"""The characters of a query to tokens: words, quotations, fields, operators, parentheses.

One pass, each character looked at a bounded number of times. What is no operator in its place is a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum, auto
from typing import NamedTuple

from kzsearch.search.parsed import QUOTATION_MARKS

FIELDS = ("section", "year", "country", "tier", "series")
"""The names that a colon may follow."""

DEEPEST = 6
"""Parentheses within parentheses, each of which becomes several within one another in SQL."""

_FIELD = re.compile(rf"({'|'.join(FIELDS)}):(?=\S)", re.IGNORECASE)
_DISTANCE = re.compile(r"~(\d{1,3})(?!\w)", re.ASCII)
_RUN = re.compile(r"\S+")
_PUNCTUATION = re.compile(r"[.,;:!?…]+")
_AT_END = ".,;:!?…"
_BEGINNING = re.compile(r"[^\W_]{2,}(?:[-'’][^\W_]+)*\*")
_FAMILY = {mark: re.compile(f"[{family}]") for family in QUOTATION_MARKS for mark in family}


class Kind(Enum):
    """What a token is."""

    WORD = auto()
    BEGINNING = auto()
    PHRASE = auto()
    FIELD = auto()
    AND = auto()
    OR = auto()
    NOT = auto()
    OPEN = auto()
    CLOSE = auto()
    INERT = auto()


class Token(NamedTuple):
    """A piece of a query.

    Attributes:
        kind: What it is.
        text: Its words; of a field its value, of an inert token what is written.
        field: The name of a field.
        distance: Of a quotation, how many words may stand between its words; None for the very words.
    """

    kind: Kind
    text: str
    field: str = ""
    distance: int | None = None


_OPERATORS = {"AND": Kind.AND, "OR": Kind.OR, "NOT": Kind.NOT}


class Tokens(NamedTuple):
    """The tokens of a query, every parenthesis among them with its partner.

    Attributes:
        tokens: In order.
        too_deep: Whether parentheses beyond the deepest were taken for words.
    """

    tokens: list[Token]
    too_deep: bool


def tokens(query: str) -> Tokens:
    """Return the tokens of a query; parentheses without a partner, and those that lie too deep, are inert."""
    return _matched(list(_read(query)))


def _matched(found: list[Token]) -> Tokens:
    opened: list[int] = []
    partners: set[int] = set()
    too_deep = False
    for place, token in enumerate(found):
        if token.kind is Kind.OPEN:
            opened.append(place)
        elif token.kind is Kind.CLOSE and opened:
            start = opened.pop()
            if len(opened) < DEEPEST:
                partners |= {start, place}
            else:
                too_deep = True
    kept = [
        Token(Kind.INERT, token.text)
        if token.kind in (Kind.OPEN, Kind.CLOSE) and place not in partners
        else token
        for place, token in enumerate(found)
    ]
    return Tokens(kept, too_deep)


def _read(query: str) -> Iterator[Token]:
    """Yield the tokens of a query, parentheses as they come."""
    place = 0
    while place < len(query):
        character = query[place]
        if character.isspace():
            place += 1
            continue
        if character in "()":
            yield Token(Kind.OPEN if character == "(" else Kind.CLOSE, character)
            place += 1
        elif character == "-" and _excludes(query, place):
            yield Token(Kind.NOT, "-")
            place += 1
        elif quotation := _quotation(query, place):
            token, place = quotation
            yield token
        elif field := _field(query, place):
            token, place = field
            yield token
        elif punctuation := _PUNCTUATION.match(query, place):
            yield Token(Kind.INERT, punctuation[0])
            place = punctuation.end()
        else:
            token, place = _word(query, place)
            yield token


def _excludes(query: str, place: int) -> bool:
    """Whether a minus excludes what follows it: a minus inside a word or before a figure is none."""
    if place and not (query[place - 1].isspace() or query[place - 1] == "("):
        return False
    following = query[place + 1 : place + 2]
    return following.isalpha() or following == "(" or following in _FAMILY


def _quotation(query: str, place: int) -> tuple[Token, int] | None:
    """Return the quotation that begins here, and where it ends; None where there is none."""
    found = _between(query, place)
    if found is None:
        return None
    text, end = found
    distance = _DISTANCE.match(query, end)
    if not any(map(str.isalnum, text)):
        return Token(Kind.INERT, query[place:end]), end
    if distance is None:
        return Token(Kind.PHRASE, " ".join(text.split())), end
    return Token(Kind.PHRASE, " ".join(text.split()), distance=int(distance[1])), distance.end()


def _between(query: str, place: int) -> tuple[str, int] | None:
    """Return what stands in quotation marks from here on, and where they end.

    A mark that no other of its family follows is the last of it, so that this looks through the rest of a query at most
    once for each family.
    """
    family = _FAMILY.get(query[place : place + 1])
    if family is None:
        return None
    closing = family.search(query, place + 1)
    return None if closing is None else (query[place + 1 : closing.start()], closing.end())


def _field(query: str, place: int) -> tuple[Token, int] | None:
    """Return the field that begins here, and where it ends; None where there is none."""
    name = _FIELD.match(query, place)
    if name is None:
        return None
    quoted = _between(query, name.end())
    if quoted is not None:
        value, end = quoted
    elif query[name.end()] in _FAMILY:
        return None  # a quotation mark that nothing closes
    else:
        value = _run(query, name.end()).rstrip(_AT_END)
        end = name.end() + len(value)
    return (
        (Token(Kind.FIELD, value.strip(), name[1].casefold()), end) if any(map(str.isalnum, value)) else None
    )


def _word(query: str, place: int) -> tuple[Token, int]:
    run = _run(query, place)
    end = place + len(run)
    if run in _OPERATORS:
        return Token(_OPERATORS[run], run), end
    whole = run.rstrip(_AT_END)
    if _BEGINNING.fullmatch(whole):
        return Token(Kind.BEGINNING, whole[:-1]), place + len(whole)
    return Token(Kind.WORD if any(map(str.isalnum, run)) else Kind.INERT, run), end


def _run(query: str, place: int) -> str:
    """Return the characters up to the next white space, without closing parentheses that open before them."""
    found = _RUN.match(query, place)
    run = found[0] if found else query[place]
    bare = run.rstrip(_AT_END)
    closing = len(bare) - len(bare.rstrip(")"))
    extra = min(closing, max(0, bare.count(")") - bare.count("(")))
    return run if not extra else bare[: len(bare) - extra]
