"""A query of a batch without a hit stands in its place, in every format."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzsearch.render import Format, render_hits
from kzsearch.types import Hit, Miss
from tests.render_records import ANYTHING, CITED, HIT, hits, without_ansi

FIRST = replace(HIT, query_line=1)
MISS = Miss("banana bread", 2, "the corpus does not answer it", replace(HIT, query="banana bread"))
BAD = Miss("a\0b", 4, "the query holds a NUL character")


def shown(fmt: Format, *records: Hit | Miss, colour: bool = False) -> str:
    return "".join(render_hits(records, fmt, width=100, colour=colour, batch=True))


def test_a_record_says_that_there_is_no_hit() -> None:
    lines = [json.loads(line) for line in shown(Format.JSONL, FIRST, MISS, BAD).splitlines()]
    assert lines[0]["query_line"] == 1
    assert list(lines[0])[-2:] == ["weak", "query_line"]
    assert lines[1] == {
        "query": "banana bread",
        "query_line": 2,
        "hits": 0,
        "reason": "the corpus does not answer it",
        "nearest": {
            "passage_id": "kaz-2023-protection-03",
            "score": 0.5,
            "citation": CITED,
            "text": "The shelter took in victims.",
        },
    }
    assert lines[2] == {
        "query": "a\0b",
        "query_line": 4,
        "hits": 0,
        "reason": "the query holds a NUL character",
        "nearest": None,
    }
    assert json.loads(shown(Format.JSON, FIRST, MISS, BAD)) == lines


def test_text_shows_it_in_its_place() -> None:
    last = replace(HIT, query="shelter for victims", query_line=5)
    text = shown(Format.TEXT, FIRST, MISS, BAD, last)
    assert [line for line in text.splitlines() if line.startswith("Query")] == [
        "Query 1: shelter for victims",
        "Query 2: banana bread",
        "Query 4: a\ufffdb",
        "Query 5: shelter for victims",
    ]
    assert (
        "Query 2: banana bread\n\n   nothing found: the corpus does not answer it\n"
        "   nearest: kaz-2023-protection-03: The shelter took in victims.\n" in text
    )
    assert "\n\n\n" not in text
    assert without_ansi(shown(Format.TERMINAL, FIRST, MISS, BAD, last, colour=True)) == text


def test_the_same_query_on_two_lines_is_named_twice() -> None:
    again = replace(HIT, rank=2, query_line=2)
    assert shown(Format.TEXT, FIRST, again).count("Query ") == 2


def test_markdown_shows_it_in_its_place() -> None:
    text = shown(Format.MD, MISS, BAD, FIRST)
    assert text.startswith(
        "## Query 2: banana bread\n\nNothing found: the corpus does not answer it\n\n"
        "Nearest: `kaz-2023-protection-03`, U.S. Department of State"
    )
    assert (
        "\n\n## Query 4: a\ufffdb\n\nNothing found: the query holds a NUL character\n\n## Query 1: " in text
    )


def test_csv_has_a_row_for_it() -> None:
    rows = list(csv.DictReader(io.StringIO(shown(Format.CSV, FIRST, MISS, BAD))))
    assert [row["query_line"] for row in rows] == ["1", "2", "4"]
    assert [row["hits"] for row in rows] == ["", "0", "0"]
    assert rows[1]["rank"] == rows[1]["passage_id"] == rows[1]["best_sentence"] == ""
    assert (rows[1]["query"], rows[1]["reason"]) == ("banana bread", "the corpus does not answer it")
    assert rows[1]["nearest_passage_id"] == "kaz-2023-protection-03"
    assert rows[1]["nearest_text"] == "The shelter took in victims."
    assert (rows[0]["best_sentence_span_start"], rows[0]["best_sentence_score"]) == ("100", "0.5")


@pytest.mark.parametrize("fmt", Format)
@given(
    records=st.lists(
        hits() | st.builds(Miss, ANYTHING, st.integers(1, 9), ANYTHING, st.none() | hits()), max_size=4
    )
)
def test_pieces_end_in_a_line_feed_and_hold_no_control(fmt: Format, records: list[Hit | Miss]) -> None:
    for piece in render_hits(records, fmt, width=60, colour=False, batch=True):
        piece.encode()
        assert piece.endswith("\n")
        assert not [char for char in piece if ord(char) < 32 and char not in "\n\t\r"]
