"""Quotes to spans to passages."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from kzsearch.errors import QueryError
from kzsearch.evaluation import judge_topics, read_foreign, read_topics
from kzsearch.evaluation.judge import covers, find_quote
from kzsearch.evaluation.topics import Quote, Topic
from kzsearch.types import Span

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kzsearch.index import OpenIndex


@pytest.mark.parametrize(
    ("passage", "expected"),
    [
        (Span(0, 100), True),
        (Span(10, 15), True),  # exactly half
        (Span(15, 90), True),  # the other half
        (Span(10, 14), False),
        (Span(16, 90), False),
        (Span(12, 17), True),  # half from the middle
        (Span(0, 10), False),
        (Span(20, 30), False),
    ],
)
def test_half_of_a_quote_is_enough(passage: Span, *, expected: bool) -> None:
    assert covers(passage, Span(10, 20)) is expected


@pytest.mark.parametrize(
    "source",
    [
        "It ran an anti-trafficking hotline for all.",
        "It ran an anti-\n  trafficking   hotline\n\nfor all.",
        "It ran an anti-\r\ntraffick\u00ading\u00a0hotline for all.",
    ],
)
def test_white_space_and_line_break_hyphens_do_not_count(source: str) -> None:
    (span,) = find_quote(source, Span(0, len(source)), "an anti-trafficking hotline")
    assert source[span.start : span.end].startswith("an anti-")
    assert source[span.start : span.end].endswith("hotline")


def test_every_place_of_a_quote_counts_within_the_body_alone() -> None:
    source = "one two. one two. one two."
    assert find_quote(source, Span(9, len(source)), "one two") == [Span(9, 16), Span(18, 25)]
    assert find_quote(source, Span(0, 6), "one two") == []
    assert find_quote(source, Span(0, 26), " \n") == []


FILES = {
    "kazakhstan-2020.txt": "KAZAKHSTAN (Tier 2)\n\nPROSECUTION\nThe court heard one case. "
    + "The police opened nine new files in the first month of that long year. " * 4
    + "\n\nPROTECTION\nA shelter opened."
}


def topic(quote: str, *, country: str = "Kazakhstan", year: int = 2020) -> Topic:
    return Topic("t-1", "words", (Quote(country, year, quote),))


def test_a_quote_becomes_the_passages_that_hold_it(fake_index: Callable[..., OpenIndex]) -> None:
    with fake_index(FILES) as index:
        task = judge_topics(index, [topic("The court heard one case.")], "set")
        (judgement,) = task.judgements
        (item,) = judgement.items
        assert item == frozenset(judgement.grades) == {"kaz-2020-prosecution-01"}
        assert task.notes == ()


def test_a_quote_that_no_passage_holds_half_of_is_unreachable(fake_index: Callable[..., OpenIndex]) -> None:
    with fake_index(FILES, max_tokens=12) as index:
        text = " ".join(FILES["kazakhstan-2020.txt"].split("PROSECUTION\n")[1].split("\n")[0].split())
        task = judge_topics(index, [topic(text)], "set")
        (judgement,) = task.judgements
        assert judgement.items == (frozenset(),)
        assert judgement.grades == {}
        assert len(task.notes) == 1
        assert "t-1" in task.notes[0]


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (topic("The court heard two cases."), "does not hold the quote"),
        (topic("A shelter opened.", year=2021), "no report on Kazakhstan of 2021"),
        (topic("A shelter opened.", country="Qatar"), "no report on Qatar of 2020"),
        (topic("A shelter opened.", country="Atlantis"), "no report on Atlantis of 2020"),
    ],
)
def test_what_cannot_be_found_names_the_topic(
    fake_index: Callable[..., OpenIndex], wrong: Topic, message: str
) -> None:
    with fake_index(FILES) as index, pytest.raises(QueryError, match=message) as caught:
        judge_topics(index, [wrong], "set")
    assert "t-1" in caught.value.message
    assert caught.value.hint


def test_a_report_that_changed_is_not_judged(fake_index: Callable[..., OpenIndex]) -> None:
    with fake_index(FILES) as index:
        (index.corpus / "kazakhstan-2020.txt").write_text("x" + FILES["kazakhstan-2020.txt"])
        with pytest.raises(QueryError, match="changed since it was indexed"):
            judge_topics(index, [topic("A shelter opened.")], "set")


GOOD = {"query_id": "a", "query": "b", "evidence": [{"country": "c", "year": 2020, "quote": "d"}]}


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ([], "is empty"),
        (["{"], "line 1 is not JSON"),
        (["[" * 100_000], "line 1 is not JSON"),
        (["[1]"], "line 1: Expected `object`, got `array`"),
        ([GOOD, {**GOOD, "query": ""}], r"line 2: .* length >= 1 .*query"),
        ([{**GOOD, "evidence": []}], "line 1: .* length >= 1 .*evidence"),
        ([{**GOOD, "evidence": ["d"]}], "line 1: Expected `object`"),
        ([{**GOOD, "evidence": [{"country": "c", "year": "2020", "quote": "d"}]}], "Expected `int`.*year"),
        ([{**GOOD, "evidence": [{"country": "c", "year": True, "quote": "d"}]}], "Expected `int`.*year"),
        ([{**GOOD, "evidence": [{"country": "c", "year": 2020}]}], "missing required field `quote`"),
        ([GOOD, GOOD], "'a' twice"),
    ],
)
def test_topics_that_make_no_sense(tmp_path: Path, lines: list[object], message: str) -> None:
    path = tmp_path / "topics.jsonl"
    path.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines))
    with pytest.raises(QueryError, match=message):
        read_topics(path)


def test_foreign_queries(tmp_path: Path) -> None:
    path = tmp_path / "foreign.jsonl"
    path.write_text('{"query_id": "f", "query": "rhubarb", "kind": "cooking"}\n\n')
    (query,) = read_foreign(path)
    assert (query.query_id, query.query, query.kind) == ("f", "rhubarb", "cooking")
    with pytest.raises(QueryError, match="cannot be read"):
        read_foreign(tmp_path / "none.jsonl")
