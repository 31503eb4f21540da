"""The operators of a query: quotations, `-word`, NOT, AND, OR, parentheses, `word*`, `"a b"~5`, `section:protection`.

What AND, OR or NOT joins must be there (or must not); so must quotations, beginnings of words and fields. All other
words rank and restrict nothing. NOT binds closest, then AND, then OR; in parentheses that an operator joins, all words
must be there. What is no operator in its place is a word: nothing but a field's value, or too much of everything, is
an error.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from kzsearch.errors import QueryError
from kzsearch.search.parsed import ParsedQuery
from kzsearch.search.query import parse_filters
from kzsearch.search.tokens import DEEPEST, FIELDS, Kind, Token, Tokens, tokens
from kzsearch.text import squeeze
from kzsearch.types import Filters
from kzsearch.types.conditions import AllOf, AnyOf, Beginning, Field, Near, Phrase, Without, Word
from kzsearch.types.filters import Condition

MOST_CONDITIONS = 64


@dataclass(slots=True)
class _Group:
    """What stands in parentheses, or the whole query: expressions side by side.

    Attributes:
        expressions: They.
        restricts: Whether one of them holds an operator, so that not every passage passes.
        is_inert: Whether none of them has a word.
    """

    expressions: list[_Joined] = field(default_factory=list)
    restricts: bool = False
    is_inert: bool = True


@dataclass(slots=True)
class _Operand:
    """A word, quotation, beginning, field or group; `excluded` after NOT or a minus."""

    what: Token | _Group
    excluded: bool = False


@dataclass(slots=True)
class _Joined:
    """Operands joined by OR, each of operands joined by AND; most often a single operand."""

    choices: list[list[_Operand]]

    @property
    def single(self) -> _Operand | None:
        """The operand that nothing joins with another."""
        return self.choices[0][0] if len(self.choices) == len(self.choices[0]) == 1 else None


class _Piece(NamedTuple):
    """What is compared with passages; `free` where no operator joins or quotes it."""

    text: str
    kind: Kind
    free: bool


def read_operators(query: str, labels: Callable[[], Sequence[str]]) -> ParsedQuery | None:
    """Return a query with its operators told apart; None where it has none.

    Args:
        query: A query that has passed `check_query`.
        labels: Gives the headings of other outlines that the index holds.

    Raises:
        QueryError: A field has a value that makes no sense, or there are too many operators.
    """
    found = tokens(query)
    whole = _grouped(found)
    if not whole.restricts:
        return None
    _check_depth(found)
    condition = _Conditions(labels).of_group(whole, joined=False)
    pieces = list(_pieces(whole, free=True))
    return ParsedQuery(
        written=query,
        pieces=tuple(piece.text for piece in pieces),
        condition=condition,
        quoted=frozenset(piece.text for piece in pieces if piece.kind is Kind.PHRASE),
        begun=frozenset(piece.text for piece in pieces if piece.kind is Kind.BEGINNING),
        free=" ".join(piece.text for piece in pieces if piece.free),
    )


def _check_depth(found: Tokens) -> None:
    if found.too_deep:
        raise QueryError(
            f"the query has more than {DEEPEST} parentheses within one another",
            "ask with fewer; words without operators need none",
        )


def _grouped(found: Tokens) -> _Group:
    """Return the groups of a query, from the innermost outwards."""
    frames: list[list[Token | _Group]] = [[]]
    for token in found.tokens:
        if token.kind is Kind.OPEN:
            frames.append([])
        elif token.kind is Kind.CLOSE:
            group = _group(frames.pop())
            frames[-1].append(group)
        else:
            frames[-1].append(token)
    return _group(frames[0])


def _group(items: Sequence[Token | _Group]) -> _Group:
    """Return the expressions of a group; an operator that joins nothing is a word."""
    group = _Group()
    last: _Joined | None = None
    joining: Token | None = None
    for what, excluded in _excluding(items):
        if _is_inert(what):
            group.expressions.append(_Joined([[_Operand(what)]]))
        elif isinstance(what, Token) and what.kind in (Kind.AND, Kind.OR):
            if last is not None and joining is None:
                joining = what
            else:
                group.expressions.append(_Joined([[_Operand(_inert(what))]]))
        elif last is None or joining is None:
            last = _Joined([[_Operand(what, excluded)]])
            group.expressions.append(last)
        else:
            if joining.kind is Kind.AND:
                last.choices[-1].append(_Operand(what, excluded))
            else:
                last.choices.append([_Operand(what, excluded)])
            joining = None
    if joining is not None:
        group.expressions.append(_Joined([[_Operand(_inert(joining))]]))
    group.is_inert = last is None
    group.restricts = any(map(_restricts, group.expressions))
    return group


def _inert(token: Token) -> Token:
    return token._replace(kind=Kind.INERT)


def _is_inert(what: Token | _Group) -> bool:
    """Whether nothing can be joined with this: punctuation, or an operator that joins nothing."""
    if isinstance(what, _Group):
        return what.is_inert
    return what.kind is Kind.INERT


def _excluding(items: Sequence[Token | _Group]) -> Iterator[tuple[Token | _Group, bool]]:
    """Yield the items, each with whether NOT or a minus excludes it; a NOT that excludes nothing is a word."""
    negations: list[Token] = []
    for item in items:
        if isinstance(item, Token) and item.kind is Kind.NOT:
            negations.append(item)
            continue
        if _is_inert(item) or (isinstance(item, Token) and item.kind in (Kind.AND, Kind.OR)):
            for token in negations:
                yield _inert(token), False
            negations = []
        yield item, len(negations) % 2 == 1
        negations = []
    for token in negations:
        yield _inert(token), False


def _restricts(expression: _Joined) -> bool:
    """Whether an expression lets some passages through and not others."""
    single = expression.single
    if single is None or single.excluded:
        return True
    if isinstance(single.what, _Group):
        return single.what.restricts
    return single.what.kind in (Kind.PHRASE, Kind.BEGINNING, Kind.FIELD)


class _Conditions:
    """Makes conditions of groups, and counts them.

    Args:
        labels: Gives the headings of other outlines that the index holds.
    """

    def __init__(self, labels: Callable[[], Sequence[str]]) -> None:
        self._labels = labels
        self._count = 0

    def of_group(self, group: _Group, *, joined: bool) -> Condition:
        """Return what a passage must hold; the words of a group restrict only where an operator joins it."""
        parts = [
            self._of_expression(expression, joined=joined)
            for expression in group.expressions
            if (joined and not _is_inert(expression.choices[0][0].what)) or _restricts(expression)
        ]
        return _all_of(parts)

    def _of_expression(self, expression: _Joined, *, joined: bool) -> Condition:
        single = expression.single
        if single is not None and not single.excluded and isinstance(single.what, _Group):
            return self.of_group(single.what, joined=joined)
        choices = [[self._of_operand(operand) for operand in choice] for choice in expression.choices]
        all_of = list(map(_all_of, choices))
        return all_of[0] if len(all_of) == 1 else AnyOf(tuple(all_of))

    def _of_operand(self, operand: _Operand) -> Condition:
        what = operand.what
        part = self.of_group(what, joined=True) if isinstance(what, _Group) else self._of_token(what)
        if not operand.excluded:
            return part
        return part.part if isinstance(part, Without) else Without(part)

    def _of_token(self, token: Token) -> Condition:
        self._count += 1
        if self._count > MOST_CONDITIONS:
            raise QueryError(
                f"the query's operators join more than {MOST_CONDITIONS} things",
                "ask for one thing at a time",
            )
        if token.kind is Kind.FIELD:
            return Field(_filters(token, self._labels), f"{token.field}:{_as_value(token.text)}")
        if token.kind is Kind.BEGINNING:
            return Beginning(_composed(token.text))
        if token.kind is Kind.PHRASE and token.distance is None:
            return Phrase(token.text)
        if token.kind is Kind.PHRASE:
            words = tuple(dict.fromkeys(re.findall(r"[^\W_]+", _composed(token.text).casefold())))
            return Word(words[0]) if len(words) == 1 else Near(words, token.distance or 0)
        return Word(_composed(token.text).strip("\"“”„‟«».,;:!?…'’()[]"))


def _all_of(parts: Sequence[Condition]) -> Condition:
    """Return what all of the parts hold for; what is ANDed with ANDed things stands beside them."""
    if len(parts) == 1:
        return parts[0]
    return AllOf(tuple(one for part in parts for one in (part.parts if isinstance(part, AllOf) else (part,))))


def _composed(text: str) -> str:
    """Return words as the index has them: accents and soft hyphens that stand by themselves would end a word."""
    return unicodedata.normalize("NFC", squeeze(text))


def _filters(token: Token, labels: Callable[[], Sequence[str]]) -> Filters:
    """Return the filters of a field.

    Raises:
        QueryError: Its value makes no sense; the message is that of the option, in the words of a query.
    """
    values = {name: (token.text,) if name == token.field else () for name in FIELDS}
    try:
        return parse_filters(
            values["year"], values["section"], values["country"], values["tier"], values["series"], labels
        )
    except QueryError as error:
        option = re.compile(rf"--{token.field}\b( (?=\d))?")
        message, hint = (option.sub(f"{token.field}:", text) for text in (error.message, error.hint))
        raise QueryError(message, hint) from None


def _as_value(text: str) -> str:
    return f'"{text}"' if re.search(r"\s|[()]", text) else text


def _pieces(group: _Group, *, free: bool) -> Iterator[_Piece]:
    """Yield what of a group is compared with passages."""
    for expression in group.expressions:
        alone = expression.single is not None
        for choice in expression.choices:
            for operand in choice:
                what = operand.what
                if operand.excluded:
                    continue
                if isinstance(what, _Group):
                    yield from _pieces(what, free=free and alone)
                elif what.kind is Kind.BEGINNING:
                    yield _Piece(_composed(what.text), what.kind, free=False)
                elif what.kind is not Kind.FIELD and any(map(str.isalnum, what.text)):
                    yield _Piece(what.text, what.kind, free=free and alone and what.kind is not Kind.PHRASE)
