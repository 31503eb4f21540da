"""One open index, asked from several threads at once: each answer is the one that a single thread gets."""

from __future__ import annotations

import json
import random
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from kzsearch.index import OpenIndex, open_index
from kzsearch.search import Settings, search
from kzsearch.types import Filters, Mode, Section, YearRange

THREADS = 16
QUERIES = [
    json.loads(line)["query"] for line in Path("topics/dev.jsonl").read_text(encoding="utf-8").splitlines()
]
SETTINGS = [
    Settings(top_k=top_k, mode=mode, filters=filters)
    for mode in (Mode.LEXICAL, Mode.HYBRID, Mode.EXACT, Mode.DENSE)
    for top_k, filters in (
        (5, Filters()),
        (3, Filters(years=(YearRange(2017, 2017),))),
        (7, Filters(sections=(Section.PROTECTION,))),
    )
]


def _asked(number: int) -> tuple[str, Settings]:
    settings = SETTINGS[number % len(SETTINGS)]
    query = QUERIES[number % len(QUERIES)]
    if settings.mode is Mode.EXACT:
        query = ("the government", "shelter", "victims", "4,920 inspections")[number % 4]
    return query, settings


def _answer(index: OpenIndex, number: int) -> list[tuple[str, float | None, object]]:
    query, settings = _asked(number)
    answer = search(index, query, settings)
    return [(hit.passage.passage_id, hit.score, hit.best_sentence) for hit in answer.hits]


def _compare(path: Path, searches: int) -> None:
    different = len(SETTINGS) * len(QUERIES)
    with open_index(path) as index:
        alone = [_answer(index, number) for number in range(min(different, searches))]
    numbers = [number % different for number in range(searches)]
    random.Random(1).shuffle(numbers)  # noqa: S311  no secret
    with open_index(path) as index, ThreadPoolExecutor(THREADS) as threads:
        together = list(threads.map(lambda number: _answer(index, number), numbers))
    assert any(alone)
    assert together == [alone[number] for number in numbers]


def test_answers_from_several_threads_are_those_of_one(real_index: Path) -> None:
    _compare(real_index, 120)


@pytest.mark.slow
def test_ten_thousand_answers_from_sixteen_threads(real_index: Path) -> None:
    _compare(real_index, 10_000)
