"""The threshold, each expected value worked by hand."""

from __future__ import annotations

import pytest

from kzsearch.errors import QueryError
from kzsearch.evaluation.threshold import calibrate


def errors(threshold: float, answerable: list[float], foreign: list[float]) -> tuple[int, int]:
    """Return how many answerable queries are turned away, and how many foreign ones answered."""
    return (
        sum(score < threshold for score in answerable),
        sum(score >= threshold for score in foreign),
    )


def test_between_two_kinds_that_part_cleanly() -> None:
    scores = [0.5, 0.7, 0.9], [0.1, 0.2, 0.3]
    found = calibrate(*scores)
    assert found == pytest.approx(0.4)
    assert errors(found, *scores) == (0, 0)


def test_keeping_answerable_queries_comes_before_refusing_foreign_ones() -> None:
    # 0.6 is foreign, but to refuse it would turn away one of three.
    scores = [0.5, 0.7, 0.9], [0.1, 0.4, 0.6]
    found = calibrate(*scores)
    assert found == pytest.approx(0.45)
    assert errors(found, *scores) == (0, 1)


def test_two_of_a_hundred_may_go_where_that_refuses_more() -> None:
    answerable = [0.2, 0.25, *[0.5] * 98]
    scores = answerable, [0.1, 0.3, 0.4]
    found = calibrate(*scores)
    assert found == pytest.approx(0.45)
    assert errors(found, *scores) == (2, 0)
    scores = [0.15, *answerable[:-1]], [0.1, 0.3, 0.4]
    assert errors(calibrate(*scores), *scores)[0] <= 2


def test_none_go_where_it_gains_nothing() -> None:
    scores = [0.2, 0.25, *[0.5] * 98], [0.1]
    found = calibrate(*scores)
    assert found == pytest.approx(0.15)
    assert errors(found, *scores)[0] == 0


def test_foreign_queries_that_all_score_higher_are_all_accepted() -> None:
    scores = [0.2, 0.3], [0.8, 0.9]
    found = calibrate(*scores)
    assert found == 0.2
    assert errors(found, *scores) == (0, 2)


def test_equal_scores_are_kept() -> None:
    scores = [0.4, 0.5], [0.4, 0.1]
    found = calibrate(*scores)
    assert found == pytest.approx(0.25)
    assert errors(found, *scores) == (0, 1)


def test_empty_lists_are_refused() -> None:
    with pytest.raises(QueryError):
        calibrate([], [0.1])
    with pytest.raises(QueryError):
        calibrate([0.1], [])
