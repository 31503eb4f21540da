"""What a country's page is made from."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kzsearch.analysis.country_page import country_page
from kzsearch.errors import QueryError
from kzsearch.index import OpenIndex
from kzsearch.search import parse_filters
from tests.two_years import PERU, THREE, TWO

Built = Callable[..., OpenIndex]


def test_the_only_country_needs_no_name(fake_index: Built) -> None:
    page = country_page(fake_index(TWO))
    assert page.country == "Uzbekistan"
    assert [report.report_id for report in page.reports] == ["uzb-2018", "uzb-2019"]
    assert [year.year for year in page.tiers] == [2018, 2019]
    assert {figure.report_id for figure in page.figures} == {"uzb-2018", "uzb-2019"}
    assert len(page.comparisons) == len(page.recommendations) == 1
    assert (page.not_compared, page.no_recommendations) == ((), ())
    assert next(iter(page.to_dict())) == "country"


def test_a_country_is_named_where_there_are_several(fake_index: Built) -> None:
    index = fake_index(THREE)
    with pytest.raises(QueryError, match="the reports are on 2 countries") as caught:
        country_page(index)
    assert "--country" in caught.value.hint
    with pytest.raises(QueryError, match="no report on this country"):
        country_page(index, parse_filters(named_countries=["Chad"]))
    page = country_page(index, parse_filters(named_countries=["Uzbekistan"]))
    assert {figure.country for figure in page.figures} == {"Uzbekistan"}


def test_one_report_without_recommendations(fake_index: Built) -> None:
    told: list[tuple[str, int, int]] = []
    page = country_page(fake_index({"peru-2019.txt": PERU}), told=lambda *one: told.append(one))
    assert (page.comparisons, page.recommendations) == ((), ())
    assert "the index holds one report on Peru, of 2019" in page.not_compared[0]
    assert page.no_recommendations == ("no report on Peru has recommendations",)
    assert told


def test_years_and_series_are_chosen(fake_index: Built) -> None:
    index = fake_index(TWO)
    page = country_page(index, parse_filters(["2019"], named_series=["tip"]))
    assert [report.report_id for report in page.reports] == ["uzb-2019"]
    assert [year.year for year in page.tiers] == [2019]
    assert page.not_compared == ("one year alone cannot be compared: 2019",)
    assert {row.years for found in page.recommendations for row in found.rows} == {(2019,)}
    with pytest.raises(QueryError, match="no report of 2014 on Uzbekistan") as caught:
        country_page(index, parse_filters(["2019", "2014"]))
    assert caught.value.hint == "it holds 2018, 2019"
    with pytest.raises(QueryError, match="no report of the series hr on Uzbekistan"):
        country_page(index, parse_filters(named_series=["hr"]))
