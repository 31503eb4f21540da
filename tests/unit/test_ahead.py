"""Work that begins before its result is needed."""

from __future__ import annotations

from threading import Event

import pytest

from kzsearch.ahead import Ahead


def test_a_call_begins_before_its_result_is_asked_for() -> None:
    begun = Event()
    ahead = Ahead(begun.set)
    assert begun.wait(10)
    assert ahead.result() is None


def test_what_a_call_raises_is_raised_each_time_its_result_is_asked_for() -> None:
    ahead = Ahead(lambda: 1 // 0)
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            ahead.result()
