"""Recommendations over the years."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from kzsearch.analysis.recommendations import recommendations
from kzsearch.errors import QueryError
from kzsearch.index import OpenIndex
from kzsearch.search import parse_filters
from kzsearch.types.comparison import Change
from tests.two_years import FIRST, PERU, SECOND, TWO

Built = Callable[..., OpenIndex]


def test_one_row_a_recommendation_with_its_years(fake_index: Built) -> None:
    found = recommendations(fake_index(TWO))
    years = {row.tellings[0].text: row.years for row in found.rows}
    assert years == {
        "Train border guards to interview children": (2018, 2019),
        "open a shelter for men in Navoi": (2018,),
        "publish statistics on convictions.": (2018, 2019),
        "Inspect construction sites without notice.": (2019,),
    }
    by_text = {row.tellings[0].text: row for row in found.rows}
    assert by_text["open a shelter for men in Navoi"].dropped_in == 2019
    assert by_text["publish statistics on convictions."].tellings[1].change is Change.CARRIED
    assert by_text["Train border guards to interview children"].tellings[1].change is Change.REWORDED
    assert by_text["Inspect construction sites without notice."].dropped_in is None


def test_a_recommendation_that_returns_is_the_same_one(fake_index: Built) -> None:
    found = recommendations(fake_index({**TWO, "uzbekistan-2020.txt": FIRST}))
    shelter = next(row for row in found.rows if "shelter" in row.text)
    assert shelter.years == (2018, 2020)
    assert shelter.dropped_in is None


def test_the_matrix_counts_a_theme_by_year(fake_index: Built) -> None:
    found = recommendations(fake_index(TWO))
    assert found.matrix["shelters"] == {2018: 1, 2019: 0}
    assert found.matrix["training"] == {2018: 1, 2019: 1}
    assert sum(by_year[2018] for by_year in found.matrix.values()) == 3


def test_what_later_reports_say_is_cited(fake_index: Built) -> None:
    told = SECOND + "\nPREVENTION\n\nThe government did not open a shelter for men in Navoi.\n"
    found = recommendations(fake_index({"uzbekistan-2018.txt": FIRST, "uzbekistan-2019.txt": told}))
    shelter = next(row for row in found.rows if "shelter" in row.text)
    assert shelter.bearing[0].sentence.text == "The government did not open a shelter for men in Navoi."
    assert "2019: Uzbekistan, Prevention" in shelter.bearing[0].sentence.citation


def test_items_that_explain_belong_to_the_item_before(fake_index: Built) -> None:
    explained = SECOND.replace(
        "Inspect construction sites without notice.",
        "Inspect construction sites without notice. This includes sites of state firms.",
    )
    found = recommendations(fake_index({"uzbekistan-2019.txt": explained}))
    assert [row.text for row in found.rows][-1].endswith("This includes sites of state firms.")
    assert len(found.rows) == 3


def test_a_report_without_recommendations_is_noted_or_an_error(fake_index: Built) -> None:
    without = FIRST.replace("RECOMMENDATIONS FOR UZBEKISTAN", "").replace(
        "Train border guards to interview children; open a shelter for men in Navoi; and publish statistics on "
        "convictions.",
        "",
    )
    index = fake_index({"uzbekistan-2018.txt": without, "uzbekistan-2019.txt": SECOND, "peru-2019.txt": PERU})
    found = recommendations(index, parse_filters(named_countries=["Uzbekistan"]))
    assert found.notes == ("the report of 2018 has no recommendations",)
    assert all(row.years == (2019,) for row in found.rows)
    with pytest.raises(QueryError, match="no report on Peru has recommendations"):
        recommendations(index, parse_filters(named_countries=["Peru"]))


def test_a_row_is_plain_values(fake_index: Built) -> None:
    told = json.loads(json.dumps(recommendations(fake_index(TWO)).to_dict()))
    assert told["years"] == [2018, 2019]
    assert {"theme", "first_year", "last_year", "text", "citation", "tellings", "bearing"} <= told[
        "recommendations"
    ][0].keys()
