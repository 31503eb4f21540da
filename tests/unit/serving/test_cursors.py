from __future__ import annotations

import base64

import pytest

from kzsearch.errors import QueryError
from kzsearch.serving.cursors import Cursor, StaleCursorError, read_cursor, write_cursor

ASKED = {"query": "shelter", "year": ["2017"]}
CURSOR = Cursor(10, "kaz-2023-protection-03", 0.25)


def test_a_cursor_is_read_as_it_was_written() -> None:
    text = write_cursor(CURSOR, ASKED, "g1")
    assert read_cursor(text, ASKED, "g1") == CURSOR
    assert text.replace("-", "").replace("_", "").isalnum()


def test_a_cursor_belongs_to_one_search_on_one_generation() -> None:
    text = write_cursor(CURSOR, ASKED, "g1")
    with pytest.raises(QueryError, match="of another search"):
        read_cursor(text, {**ASKED, "query": "police"}, "g1")
    with pytest.raises(StaleCursorError, match="has been rebuilt"):
        read_cursor(text, ASKED, "g2")


@pytest.mark.parametrize(
    "text",
    [
        *("a", "ä", "====", "W10", "bnVsbA", "e30", "A" * 100_000, "\x00"),
        base64.urlsafe_b64encode(b"[" * 300).decode(),
        base64.urlsafe_b64encode(b'["a","b",1,"c","d"]').decode(),
        base64.urlsafe_b64encode(b"[1e999,2,3,4,5]").decode(),
    ],
)
def test_a_damaged_cursor_is_an_error(text: str) -> None:
    with pytest.raises(QueryError):
        read_cursor(text, ASKED, "g1")


def test_a_cursor_leads_no_deeper_than_a_search_goes() -> None:
    for place in (-1, 0, 10_000, 10**30):
        with pytest.raises(QueryError):
            read_cursor(write_cursor(Cursor(place, "a", 0.1), ASKED, "g1"), ASKED, "g1")
