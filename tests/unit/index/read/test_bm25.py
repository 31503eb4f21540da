"""The weight of a term, worked by hand."""

from __future__ import annotations

import math

import pytest

from kzsearch.index.read import bm25


def test_inverse_frequency_by_hand() -> None:
    # ln(1 + (10 - 2 + 0.5) / (2 + 0.5)) = ln 4.4
    assert bm25.inverse_frequency(10, 2) == pytest.approx(math.log(4.4))
    assert bm25.inverse_frequency(10, 10) > 0
