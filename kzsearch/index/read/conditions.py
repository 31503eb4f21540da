"""What a passage must hold, as SQL: FTS5 proposes passages, and where it cannot tell, the text itself decides.

FTS5 compares words in any form and their distance by the stems of a passage's text. The very words and the beginnings
of words stand in `words`, which holds the first words of the next passage too and no punctuation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from kzsearch.index.read.phrases import in_words
from kzsearch.text import squeeze
from kzsearch.types import Filters
from kzsearch.types.conditions import AllOf, AnyOf, Beginning, Field, Near, OfReports, Phrase, Without, Word
from kzsearch.types.filters import Condition

Sql = tuple[str, list[object]]
"""A condition on `passages`, and its parameters."""

_STEMS = "key IN (SELECT rowid FROM stems WHERE stems MATCH ?)"
_PHRASE = (
    "key IN (SELECT key FROM passages JOIN runs USING (key) "
    "WHERE key IN (SELECT rowid FROM words WHERE words MATCH ?) AND holds_phrase(run, length(text), ?))"
)
_BEGINNING = (
    "key IN (SELECT key FROM passages "
    "WHERE key IN (SELECT rowid FROM words WHERE words MATCH ?) AND holds_beginning(text, ?))"
)


def sql(condition: Condition, of_filters: Callable[[Filters], Sql]) -> Sql:
    """Return a condition as SQL.

    Args:
        condition: The condition.
        of_filters: Gives the SQL of filters.
    """
    match condition:
        case Word(text):
            found: Sql = _STEMS, [f"text : {_quoted(text)}"]
        case Near(words, distance):
            found = _STEMS, [f"text : NEAR({' '.join(map(_quoted, words))}, {distance})"]
        case Phrase(text):
            found = _PHRASE, [in_words(text), text]
        case Beginning(text):
            found = _BEGINNING, [f"{_quoted(squeeze(text))} *", text]
        case Field(filters):
            found = of_filters(filters)
        case OfReports(report_ids):
            found = f"report_id IN ({','.join('?' * len(report_ids))})", [*report_ids]
        case Without(part):
            inner, parameters = sql(part, of_filters)
            found = f"NOT ({inner})", parameters
        case AllOf(parts):
            found = _joined(" AND ", (sql(part, of_filters) for part in parts))
        case AnyOf(parts):
            found = _joined(" OR ", (sql(part, of_filters) for part in parts))
    return found


def _joined(operator: str, parts: Iterable[Sql]) -> Sql:
    pieces, parameters = [], []
    for piece, further in parts:
        pieces.append(piece)
        parameters += further
    return f"({operator.join(pieces)})", parameters


def _quoted(text: str) -> str:
    """Return a text as FTS5 takes it by the letter."""
    return '"' + text.replace('"', '""') + '"'
