"""What a condition says: in words for the user, which words it wants, whether it wants any, and its words corrected."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from kzsearch.search.sentences import phrase_spans
from kzsearch.text import find_exact
from kzsearch.types import Span
from kzsearch.types.conditions import AllOf, AnyOf, Beginning, Field, Near, OfReports, Phrase, Without, Word
from kzsearch.types.filters import Condition, Filters

Wanted = Word | Phrase | Beginning | Near


def described(condition: Condition) -> str:
    """Return a condition as a user would write it, every operator and its parentheses in their places."""
    return _described(condition, inside=False)


def _described(condition: Condition, *, inside: bool) -> str:
    match condition:
        case Word(text) | Field(written=text):
            shown = text
        case Phrase(text):
            shown = f'"{text}"'
        case Beginning(text):
            shown = f"{text}*"
        case Near(words, distance):
            shown = f'"{" ".join(words)}"~{distance}'
        case OfReports(report_ids):
            shown = f"report:{','.join(report_ids)}"
        case Without(part):
            shown = f"NOT {_described(part, inside=True)}"
        case AllOf(parts) | AnyOf(parts):
            operator = " AND " if isinstance(condition, AllOf) else " OR "
            joined = operator.join(_described(part, inside=True) for part in parts)
            shown = f"({joined})" if inside else joined
    return shown


def wanted(condition: Condition) -> Iterator[Wanted]:
    """Yield what a passage may hold to fulfil a condition, in order; not what is excluded."""
    match condition:
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from wanted(part)
        case Word() | Phrase() | Beginning() | Near():
            yield condition
        case _:
            pass


def wants_words(condition: Condition) -> bool:
    """Whether every passage that fulfils a condition holds something that it wants."""
    match condition:
        case AllOf(parts):
            return any(map(wants_words, parts))
        case AnyOf(parts):
            return all(map(wants_words, parts))
        case Field() | OfReports() | Without():
            return False
    return True


def words(condition: Condition) -> Iterator[str]:
    """Yield the words outside quotation marks, wanted or excluded."""
    match condition:
        case Word(text):
            yield text
        case Without(part):
            yield from words(part)
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from words(part)
        case _:
            pass


def corrected(condition: Condition, corrections: Mapping[str, str]) -> Condition:
    """Return a condition with its words corrected; quotations and beginnings of words stay.

    Args:
        condition: The condition.
        corrections: What was meant by each misspelt word.
    """
    match condition:
        case Word(text):
            return Word(re.sub(r"\w+", lambda found: corrections.get(found[0].casefold(), found[0]), text))
        case Without(part):
            return Without(corrected(part, corrections))
        case AllOf(parts):
            return AllOf(tuple(corrected(part, corrections) for part in parts))
        case AnyOf(parts):
            return AnyOf(tuple(corrected(part, corrections) for part in parts))
    return condition


def fields(condition: Condition) -> Filters:
    """Return the fields of a condition that every passage must fulfil, each as one of the `also`."""
    match condition:
        case Field(filters):
            return Filters(also=(filters,))
        case AllOf(parts):
            return Filters(also=tuple(one for part in parts for one in fields(part).also))
        case _:
            return Filters()


def spans(condition: Condition, text: str) -> list[Span]:
    """Return where the quotations and the beginnings of words that a condition wants stand in a passage's text."""
    found: list[Span] = []
    for part in wanted(condition):
        if isinstance(part, Phrase):
            found += phrase_spans(text, part.text)
        elif isinstance(part, Beginning):
            found += find_exact(text, part.text, whole=False)
    return found
