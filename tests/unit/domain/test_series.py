"""The years that titles give beside the name of a series."""

from __future__ import annotations

import pytest

from kzsearch.domain.series import KNOWN, TIP, Series, years_in

_HUMAN_RIGHTS = next(series for series in KNOWN if series.code == "hr")


@pytest.mark.parametrize(
    ("title", "series", "years"),
    [
        ("2023 Country Reports on Human Rights Practices: Kazakhstan", _HUMAN_RIGHTS, [2023]),
        ("Country Reports on Human Rights Practices (2016)", _HUMAN_RIGHTS, [2016]),
        ("Country Reports on Human Rights Practices for 2016", _HUMAN_RIGHTS, [2016]),
        ("/2023-country-reports-on-human-rights-practices/", _HUMAN_RIGHTS, [2023]),
        ("Trafficking in Persons Report, June 2009", TIP, [2009]),
        ("2009 TIP Report, and Trafficking in Persons Report 2010", TIP, [2009, 2010]),
        ("Country Reports on Human Rights Practices 2016", TIP, []),
        ("Trafficking in Persons Report 20160", TIP, []),
    ],
)
def test_a_year_stands_beside_the_name_of_its_series(title: str, series: Series, years: list[int]) -> None:
    assert [year for year, _ in years_in(title, series)] == years
