"""The threshold, each expected value worked by hand."""

from __future__ import annotations

import pytest

from kzsearch.errors import QueryError
from kzsearch.evaluation.threshold import calibrate, rate


def test_between_two_kinds_that_part_cleanly() -> None:
    found = calibrate([0.5, 0.7, 0.9], [0.1, 0.2, 0.3])
    assert found.threshold == pytest.approx(0.4)
    assert (found.turned_away.wrong, found.accepted.wrong) == (0, 0)


def test_keeping_answerable_queries_comes_before_refusing_foreign_ones() -> None:
    # 0.6 is foreign, but to refuse it would turn away one of three.
    found = calibrate([0.5, 0.7, 0.9], [0.1, 0.4, 0.6])
    assert found.threshold == pytest.approx(0.45)
    assert (found.turned_away.wrong, found.accepted.wrong) == (0, 1)


def test_two_of_a_hundred_may_go_where_that_refuses_more() -> None:
    answerable = [0.2, 0.25, *[0.5] * 98]
    found = calibrate(answerable, [0.1, 0.3, 0.4])
    assert found.threshold == pytest.approx(0.45)
    assert (found.turned_away.wrong, found.accepted.wrong) == (2, 0)
    assert calibrate([0.15, *answerable[:-1]], [0.1, 0.3, 0.4]).turned_away.wrong <= 2


def test_none_go_where_it_gains_nothing() -> None:
    found = calibrate([0.2, 0.25, *[0.5] * 98], [0.1])
    assert found.threshold == pytest.approx(0.15)
    assert found.turned_away.wrong == 0


def test_foreign_queries_that_all_score_higher_are_all_accepted() -> None:
    found = calibrate([0.2, 0.3], [0.8, 0.9])
    assert found.threshold == 0.2
    assert (found.turned_away.wrong, found.accepted.wrong) == (0, 2)


def test_equal_scores_are_kept() -> None:
    found = calibrate([0.4, 0.5], [0.4, 0.1])
    assert found.threshold == pytest.approx(0.25)
    assert (found.turned_away.wrong, found.accepted.wrong) == (0, 1)


def test_empty_lists_are_refused() -> None:
    with pytest.raises(QueryError):
        calibrate([], [0.1])
    with pytest.raises(QueryError):
        calibrate([0.1], [])


def test_wilson_interval() -> None:
    # Newcombe 1998, table I, method 3: 81 of 263 is 0.2553 to 0.3662; 0 of 20 is 0 to 0.1611.
    found = rate(81, 263)
    assert [found.low, found.high] == pytest.approx([0.2553, 0.3662], abs=5e-5)
    assert [rate(0, 20).low, rate(0, 20).high] == pytest.approx([0, 0.1611], abs=5e-5)
    assert rate(20, 20).high == 1
    assert found.share == 81 / 263
