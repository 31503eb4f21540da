"""Cursors: where the next page of a search begins.

A cursor names the last hit that was given and its place. It belongs to one search on one generation of the index: what
another search or a rebuilt index finds does not continue the pages before.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kzsearch.digests import of_value
from kzsearch.errors import QueryError

if TYPE_CHECKING:
    from kzsearch.types import Hit

_LONGEST = 500
_OF_A_DIGEST = 16
_AGAIN = "search again without cursor"
MAX_DEPTH = 10_000
"""Hits that all pages of a search give together, as many as one search may ask for."""


class StaleCursorError(QueryError):
    """The index has been rebuilt since the page that a cursor continues."""


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a page begins.

    Attributes:
        place: How many hits the pages before gave.
        passage_id: The last of them.
        score: Its score.
    """

    place: int
    passage_id: str
    score: float


def write_cursor(cursor: Cursor, asked: Mapping[str, object], generation: str) -> str:
    """Return a cursor as text for an address."""
    whole = [cursor.place, cursor.passage_id, cursor.score, _search(asked), generation]
    return base64.urlsafe_b64encode(json.dumps(whole).encode()).decode().rstrip("=")


def read_cursor(text: str, asked: Mapping[str, object], generation: str) -> Cursor:
    """Return the cursor that an address names.

    Args:
        text: The cursor.
        asked: The search, without the cursor.
        generation: The generation of the index that is searched.

    Raises:
        StaleCursorError: It is of another generation.
        QueryError: It is none, or of another search.
    """
    try:
        padded = text[:_LONGEST] + "=" * (-len(text[:_LONGEST]) % 4)
        found = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
        place, passage_id, score, search, of_generation = found
        cursor = Cursor(int(place), str(passage_id), float(score))
    except (binascii.Error, ValueError, TypeError, OverflowError, RecursionError):
        raise QueryError("the cursor is damaged", _AGAIN) from None
    if search != _search(asked) or not 0 < cursor.place < MAX_DEPTH:
        raise QueryError("the cursor is of another search", f"{_AGAIN}, or with the parameters of its page")
    if of_generation != generation:
        raise StaleCursorError("the index has been rebuilt since the page before", _AGAIN)
    return cursor


def after(hits: Sequence[Hit], cursor: Cursor) -> Sequence[Hit]:
    """Return the hits that follow the one that a cursor names.

    A deeper search may find a passage that ranks before it; it is not given, as the pages before are already read.
    """
    for place, hit in enumerate(hits):
        if hit.passage.passage_id == cursor.passage_id:
            return hits[place + 1 :]
    return [hit for hit in hits if hit.score is not None and hit.score < cursor.score]


def _search(asked: Mapping[str, object]) -> str:
    return of_value({name: str(value) for name, value in asked.items()})[:_OF_A_DIGEST]
