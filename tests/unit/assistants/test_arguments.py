from __future__ import annotations

import math

import pytest

from kzsearch.assistants.arguments import Kind, Parameter, checked, input_schema, said
from kzsearch.errors import QueryError

PARAMETERS = (
    Parameter("query", Kind.TEXT, "what to look for", required=True),
    Parameter("year", Kind.TEXTS, "report years"),
    Parameter("series", Kind.FILTER),
    Parameter("mode", Kind.TEXT, choices=("dense", "lexical")),
    Parameter("limit", Kind.COUNT, least=1, most=50, default=10),
    Parameter("offset", Kind.COUNT, most=1_000),
    Parameter("min_score", Kind.SCORE),
)


def test_what_is_not_given_is_the_default() -> None:
    found = checked("search", PARAMETERS, {"query": "shelter", "year": None})
    assert found.needed("query") == "shelter"
    assert found.texts == {"query": "shelter", "mode": None}
    assert found.lists == {"year": (), "series": ()}
    assert found.counts == {"limit": 10, "offset": 0}
    assert found.scores == {"min_score": None}


@pytest.mark.parametrize(
    ("year", "read"),
    [
        (["2017", "2019..2023"], ("2017", "2019..2023")),
        ("2017", ("2017",)),
        (2017, ("2017",)),
        ([2017, 2023], ("2017", "2023")),
        ('["2017", 2023]', ("2017", "2023")),
        ("[2017", ("[2017",)),
        ([], ()),
    ],
)
def test_one_value_or_several_or_a_list_as_text(year: object, read: tuple[str, ...]) -> None:
    found = checked("search", PARAMETERS, {"query": ["shelter"], "year": year, "series": "hr"})
    assert found.lists == {"year": read, "series": ("hr",)}
    assert found.needed("query") == "shelter"


@pytest.mark.parametrize("limit", [20, "20", 20.0, " 20 "])
def test_a_whole_number_however_it_is_written(limit: object) -> None:
    assert checked("search", PARAMETERS, {"query": "x", "limit": limit}).counts["limit"] == 20


@pytest.mark.parametrize(
    ("given", "message", "hint"),
    [
        ({}, "search needs query", "query: what to look for"),
        ({"query": None}, "search needs query", "query: what to look for"),
        (
            {"query": "x", "yeer": 2017},
            "search has no argument 'yeer'",
            "did you mean year? search takes query, year, series, mode, limit, offset, min_score",
        ),
        ({"query": 7}, "query is 7", "query takes text"),
        ({"query": ["a", "b"]}, "query is a value of type list", "query takes text"),
        (
            {"query": "x", "year": {"from": 2017}},
            "year is a value of type dict",
            "year takes a list of texts",
        ),
        ({"query": "x", "year": [True]}, "year is True", "year takes a list of texts"),
        ({"query": "x", "year": 10**5_000}, "year is a value of type int", "year takes a list of texts"),
        ({"query": "x", "year": ["1"] * 1_001}, "year has more than 1,000 values", "give fewer, or a range"),
        ({"query": "x", "limit": 0}, "limit is 0", "limit takes a whole number from 1 to 50"),
        ({"query": "x", "limit": 51}, "limit is 51", "limit takes a whole number from 1 to 50"),
        ({"query": "x", "limit": 2.5}, "limit is 2.5", "limit takes a whole number from 1 to 50"),
        ({"query": "x", "limit": math.inf}, "limit is inf", "limit takes a whole number from 1 to 50"),
        ({"query": "x", "limit": math.nan}, "limit is nan", "limit takes a whole number from 1 to 50"),
        ({"query": "x", "limit": "1e3"}, "limit is '1e3'", "limit takes a whole number from 1 to 50"),
        ({"query": "x", "offset": -1}, "offset is -1", "offset takes a whole number from 0 to 1000"),
        ({"query": "x", "min_score": "high"}, "min_score is 'high'", "min_score takes a number, such as 0.3"),
        ({"query": "x", "min_score": True}, "min_score is True", "min_score takes a number, such as 0.3"),
    ],
)
def test_what_makes_no_sense_is_refused(given: dict[str, object], message: str, hint: str) -> None:
    with pytest.raises(QueryError) as error:
        checked("search", PARAMETERS, given)
    assert (error.value.message, error.value.hint) == (message, hint)


def test_a_long_value_is_not_repeated() -> None:
    assert said("x" * 100_000) == "a value of type str"
    assert said(10**100_000) == "a value of type int"
    with pytest.raises(QueryError) as error:
        checked("search", PARAMETERS, {"x" * 100_000: 1})
    assert error.value.message == "search has no argument a value of type str"


def test_the_schema_tells_of_few_words() -> None:
    assert input_schema(PARAMETERS) == {
        "type": "object",
        "properties": {
            "query": {"type": "string", "description": "what to look for"},
            "year": {"type": "array", "items": {"type": "string"}, "description": "report years"},
            "series": {"type": "string"},
            "mode": {"type": "string", "enum": ["dense", "lexical"]},
            "limit": {"type": "integer", "default": 10, "maximum": 50},
            "offset": {"type": "integer"},
            "min_score": {"type": "number"},
        },
        "required": ["query"],
    }
