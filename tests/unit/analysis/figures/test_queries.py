"""Measures by name."""

from __future__ import annotations

import pytest

from kzsearch.analysis.figures.queries import parse_about, parse_measures
from kzsearch.errors import QueryError
from kzsearch.types import YearRange
from kzsearch.types.figures import Measure


def test_names() -> None:
    assert parse_measures(["convictions", "Victims identified", "hotline-calls", "trained"]) == (
        Measure.CONVICTIONS,
        Measure.IDENTIFIED,
        Measure.HOTLINE_CALLS,
        Measure.PEOPLE_TRAINED,
    )


def test_a_wrong_name_is_answered_with_the_nearest() -> None:
    with pytest.raises(QueryError, match="no measure is called 'convictons'") as caught:
        parse_measures(["convictons"])
    assert "did you mean convictions?" in caught.value.hint


def test_years() -> None:
    assert parse_about(["2016", "2015..2017"]) == (YearRange(2016, 2016), YearRange(2015, 2017))
    for wrong in ("16", "2017..2015", "next year"):
        with pytest.raises(QueryError):
            parse_about([wrong])
