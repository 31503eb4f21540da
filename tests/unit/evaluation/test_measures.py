"""Measures, each expected value worked by hand."""

from __future__ import annotations

import builtins
import math
from typing import TYPE_CHECKING

import numpy as np
import pytest

from kzsearch.errors import KzsearchError
from kzsearch.evaluation.compare import bootstrap, paired_test, wilson
from kzsearch.evaluation.measures import MEASURES, measure
from kzsearch.evaluation.runs import ScoredItem
from kzsearch.evaluation.task import Judgement, Task, Unit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def judgement(query_id: str, *items: str, **grades: int) -> Judgement:
    """Return a judgement; an item is a string of one-letter passages."""
    sets = tuple(frozenset(item) for item in items)
    named = grades or dict.fromkeys(sorted(frozenset().union(*sets)), 1)
    return Judgement(query_id, "words", named, sets)


def measured(*judgements: Judgement, **rankings: str) -> Mapping[str, Sequence[float]]:
    """Return the values of runs that are written as strings of one-letter passages, best first."""
    task = Task("set", Unit.PASSAGE, judgements)
    run = {
        query_id: [ScoredItem(name, 1 / rank) for rank, name in enumerate(names, start=1)]
        for query_id, names in rankings.items()
    }
    return {name: values.tolist() for name, values in measure(task, run).values.items()}


def test_two_passages_of_two_quotes() -> None:
    values = measured(judgement("q", "a", "b"), q="xayb")
    assert values["success@1"] == [0]
    assert values["RR@10"] == [1 / 2]
    assert values["recall@5"] == [1]
    dcg = 1 / math.log2(3) + 1 / math.log2(5)
    assert values["nDCG@10"] == pytest.approx([dcg / (1 + 1 / math.log2(3))])


def test_grades_are_gains() -> None:
    values = measured(judgement("q", "a", "b", a=3, b=1), q="ba")
    assert values["nDCG@10"] == pytest.approx([(1 + 3 / math.log2(3)) / (3 + 1 / math.log2(3))])
    assert values["success@1"] == [1]


def test_a_quote_in_two_passages_is_found_once() -> None:
    values = measured(judgement("q", "ab", "c"), q="xabyz")
    assert values["recall@5"] == [1 / 2]


def test_recall_counts_to_its_own_depth() -> None:
    values = measured(judgement("q", "a", "b"), q="axxxxb".replace("xxxx", "vwxy"))
    assert (values["recall@5"], values["recall@10"]) == ([1 / 2], [1])


def test_the_eleventh_hit_counts_for_nothing() -> None:
    values = measured(judgement("q", "k"), q="abcdefghijk")
    assert [values[name] for name in MEASURES] == [[0]] * 5


def test_an_unreachable_quote_counts_against_recall_alone() -> None:
    values = measured(judgement("q", "a", ""), q="a")
    assert (values["recall@5"], values["nDCG@10"], values["success@1"]) == ([1 / 2], [1], [1])


def test_nothing_found_and_nothing_reachable_are_zero() -> None:
    values = measured(judgement("p", "a"), judgement("q", ""), judgement("r", "b"), q="a", r="b")
    for name in MEASURES:
        assert values[name] == [0, 0, 1]


def test_ties_keep_the_order_in_which_they_are_shown() -> None:
    task = Task("set", Unit.PASSAGE, (judgement("q", "a"),))
    for names, expected in (("az", 1), ("za", 0)):
        run = {"q": [ScoredItem(name, 0.5) for name in names]}
        assert measure(task, run).mean("success@1") == expected


def test_interval_holds_the_mean_and_repeats() -> None:
    values = np.array([0.0, 1.0, 1.0, 0.5, 0.25, 1.0, 0.0, 0.75])
    interval = bootstrap(values)
    assert interval.low < values.mean() < interval.high
    assert bootstrap(values) == interval
    assert bootstrap(np.full(7, 0.25)) == (0.25, 0.25)


def test_one_query_says_nothing_of_others() -> None:
    assert bootstrap(np.array([0.5])) == (0.5, 0.5)
    assert paired_test(np.array([0.5]), np.array([0.25])) == 1


def test_wilson_interval() -> None:
    # Newcombe 1998, table I, method 3: 81 of 263 is 0.2553 to 0.3662; 0 of 20 is 0 to 0.1611.
    assert wilson(81, 263) == pytest.approx([0.2553, 0.3662], abs=5e-5)
    assert wilson(0, 20) == pytest.approx([0, 0.1611], abs=5e-5)
    assert wilson(20, 20).high == 1


def test_interval_shrinks_with_the_root_of_the_number_of_queries() -> None:
    few, many = (bootstrap(np.tile([0.0, 1.0], times)) for times in (50, 200))
    assert (few.high - few.low) / (many.high - many.low) == pytest.approx(2, rel=0.1)
    # Normal approximation: 1.96 standard errors of a mean of 400 coin flips on either side.
    assert many.high - many.low == pytest.approx(2 * 1.96 * 0.5 / 20, rel=0.05)


def test_paired_test_by_hand() -> None:
    # Of the 2^5 ways to swap, only all and none make a difference as large: p = 2/32.
    better = np.array([0.5, 0.6, 0.7, 0.8, 0.9])
    assert paired_test(better, better - 0.25) == pytest.approx(2 / 32, abs=0.01)
    assert paired_test(better, better - 0.25) == paired_test(better - 0.25, better)
    assert paired_test(better, better) == 1
    assert paired_test(np.ones(30), np.zeros(30)) == 1 / 10_001


def test_a_missing_package_names_the_line_that_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *arguments: object, **named: object) -> object:
        if name == "pytrec_eval":
            raise ModuleNotFoundError(name=name)
        return real(name, *arguments, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(KzsearchError, match="pytrec_eval") as caught:
        measured(judgement("q", "a"), q="a")
    assert caught.value.hint == "pip install 'kzsearch[eval]'"
