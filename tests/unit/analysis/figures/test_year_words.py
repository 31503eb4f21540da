"""Expressions of a year."""

from __future__ import annotations

import pytest

from kzsearch.analysis.figures.year_words import first_year, last_stated
from kzsearch.types.figures import YearOrigin


@pytest.mark.parametrize(
    ("text", "year", "origin"),
    [
        ("in 2015", 2015, YearOrigin.STATED),
        ("in July 2022, the ministry", 2022, YearOrigin.STATED),
        ("during fiscal year 2019", 2019, YearOrigin.STATED),
        ("in the first nine months of 2018", 2018, YearOrigin.STATED),
        ("from January to October 2004", 2004, YearOrigin.STATED),
        ("during the reporting period", 2022, YearOrigin.REPORTING_PERIOD),
        ("over the past year", 2022, YearOrigin.REPORTING_PERIOD),
        ("between April 2022 and March 2023", 2022, YearOrigin.REPORTING_PERIOD),
        ("the previous year", 2021, YearOrigin.PREVIOUS_PERIOD),
        ("in the previous reporting period", 2021, YearOrigin.PREVIOUS_PERIOD),
        ("since 2015", None, YearOrigin.NONE),
        ("between 2015 and 2020", None, YearOrigin.NONE),
        ("in previous years", None, YearOrigin.NONE),
        ("over the past five years", None, YearOrigin.NONE),
        ("in 2017 and 2018", None, YearOrigin.NONE),
    ],
)
def test_years(text: str, year: int | None, origin: YearOrigin) -> None:
    found = first_year(text, 2022, 0)
    assert found is not None
    assert (found.year, found.origin) == (year, origin)


def test_no_years() -> None:
    for text in ("the 2015 law", "under the 2021-2023 plan", "its sentences"):
        found = first_year(text, 2022, 0)
        assert found is None or found.year is None
    assert last_stated("compared with 952 in 2016 and 958 in 2017") == 2017
