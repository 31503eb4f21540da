"""Arguments become values, or an error that says what to type instead."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kzsearch.errors import QueryError
from kzsearch.search.query import check_query, kept_out, parse_filters, parse_years, terms
from kzsearch.types import Country, Filters, ReportRecord, Section, Tier, YearRange


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters()))
def test_any_text_is_a_query_or_an_error_with_a_hint(text: str) -> None:
    try:
        query = check_query(text)
    except QueryError as error:
        assert error.hint  # noqa: PT017  most texts are queries
        assert len(error.message.splitlines()) == 1  # noqa: PT017
    else:
        assert query == query.strip() != ""
        assert terms(query)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("Shelter, shelter & SHELTERS", ("shelter", "shelters")),
        ("what is the", ("what", "is", "the")),
        ("the NGO-run shelters", ("ngo", "run", "shelters")),
        ("vic\u00adtims", ("victims",)),
        ("Tu\u0308rkiye", ("t\u00fcrkiye",)),
        ("snake_case", ("snake", "case")),
        ("AND OR", ("and", "or")),
        ("NEAR", ("near",)),
    ],
)
def test_terms(query: str, expected: tuple[str, ...]) -> None:
    assert terms(query) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2017", (2017, 2017)),
        (" 2017..2023 ", (2017, 2023)),
        ("2017 .. 2017", (2017, 2017)),
        ("2001", (2001, 2001)),
        ("2017-2023", (2017, 2023)),
        ("2017–2023", (2017, 2023)),
    ],
)
def test_years(text: str, expected: tuple[int, int]) -> None:
    assert parse_years(text) == YearRange(*expected)


@pytest.mark.parametrize(
    "text", ["", "17", "02017", "2017--2023", "2017-", "2017...2023", "2017..", "..2017", "2017,2018", "-1"]
)
def test_no_years(text: str) -> None:
    with pytest.raises(QueryError, match="is no report year"):
        parse_years(text)


def test_filters() -> None:
    filters = parse_filters(["2017"], ["Protection"], ["Burma", "KAZ"], ["2WL", "special"])
    assert filters == Filters(
        (YearRange(2017, 2017),),
        (Section.PROTECTION,),
        ("MMR", "KAZ"),
        (Tier.TIER_2_WATCH_LIST, Tier.SPECIAL_CASE),
    )
    assert not parse_filters()


def test_what_keeps_everything_out_is_named() -> None:
    report = ReportRecord(
        "kaz-2017", Country("Kazakhstan", "KAZ"), 2017, Tier.TIER_2, {}, "k.txt", "", "utf-8", 0, 1, 1
    )
    assert kept_out(parse_filters(["2010"]), [report]) == ["the index holds the report years 2017"]
    assert kept_out(parse_filters(["2017"], (), ["France"], ["3"]), [report]) == [
        "the index holds the countries Kazakhstan",
        "the index holds the tiers Tier 2",
    ]
    assert kept_out(parse_filters(["2017"], ["other"]), [report]) == []
