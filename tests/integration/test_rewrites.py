"""A query means the same however it is written: every development topic, rewritten in many ways."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kzsearch.evaluation import evaluate, judge_topics, read_topics, searcher
from kzsearch.evaluation.task import Task
from kzsearch.index import OpenIndex, open_index
from kzsearch.search import Settings

TOPICS = Path(__file__).parent.parent.parent / "topics" / "dev.jsonl"
REWRITES: dict[str, Callable[[str], str]] = {
    "in Kazakhstan": lambda query: f"{query.rstrip('?')} in Kazakhstan",
    "Kazakhstan before": lambda query: f"Kazakhstan {query}",
    "Kazakhstan's": lambda query: f"Kazakhstan's {query}",
    "Kazakhstan with a colon": lambda query: f"Kazakhstan: {query}",
    "Kazakhstan in brackets": lambda query: f"{query} (Kazakhstan)",
    "the republic": lambda query: f"In the Republic of Kazakhstan, {query}",
    "TIP report": lambda query: f"TIP report {query}",
    "according to": lambda query: f"According to the Trafficking in Persons Report, {query}",
    "State Department": lambda query: f"what did the State Department say about {query}?",
    "please tell me": lambda query: f"please tell me {query}",
    "I would like": lambda query: f"I would like to know {query}",
    "looking for": lambda query: f"I'm looking for information on {query} in Kazakhstan",
    "how many": lambda query: f"how many {query}",
    "question mark": lambda query: f"{query.rstrip('?')}?",
    "report says": lambda query: f"What does the report say about {query}?",
    "capitals": str.upper,
    "in the report": lambda query: f"{query.rstrip('?')} in the report",
}


@pytest.fixture(scope="module")
def task(real_index: Path) -> Iterator[tuple[OpenIndex, Task]]:
    with open_index(real_index) as index:
        # Every fourth topic, as each rewrite asks for all of them; a slow test has every topic.
        yield index, judge_topics(index, read_topics(TOPICS)[::4], "dev")


def _ndcg(task: tuple[OpenIndex, Task], rewrite: Callable[[str], str]) -> float:
    index, topics = task
    rank = searcher(Settings(min_score=0))
    return evaluate(index, topics, lambda opened, query, top_k: rank(opened, rewrite(query), top_k)).mean(
        "nDCG@10"
    )


@pytest.fixture(scope="module")
def plain(task: tuple[OpenIndex, Task]) -> float:
    return _ndcg(task, lambda query: query)


@pytest.mark.parametrize("rewrite", REWRITES.values(), ids=REWRITES)
def test_a_rewritten_query_finds_the_same(
    task: tuple[OpenIndex, Task], plain: float, rewrite: Callable[[str], str]
) -> None:
    assert _ndcg(task, rewrite) == pytest.approx(plain, abs=0.01)


@pytest.mark.slow
def test_every_topic_in_every_form(real_index: Path) -> None:
    with open_index(real_index) as index:
        every = index, judge_topics(index, read_topics(TOPICS), "dev")
        plain = _ndcg(every, lambda query: query)
        found = {name: _ndcg(every, rewrite) for name, rewrite in REWRITES.items()}
    assert found == pytest.approx(dict.fromkeys(REWRITES, plain), abs=0.01)


def test_the_rewrites_are_of_something_that_is_found(plain: float) -> None:
    assert plain > 0.9
