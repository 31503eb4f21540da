from __future__ import annotations

import pytest

from kzsearch.errors import QueryError
from kzsearch.web.known_parameters import SEARCH
from kzsearch.web.parameters import Kind, Parameter, read_parameters

KNOWN = (
    Parameter("q", "What to look for.", argument="query", required=True),
    Parameter("year", "Report year.", repeats=True),
    Parameter("k", "How many.", argument="top_k", kind=Kind.WHOLE, least=1, most=10_000),
    Parameter("min_score", "Lowest score.", kind=Kind.NUMBER),
    Parameter("explain", "Why.", kind=Kind.FLAG),
    Parameter("mode", "How.", choices=("hybrid", "exact")),
)


def test_parameters_become_arguments() -> None:
    items = [("q", "a b"), ("year", "2017"), ("k", "3"), ("year", "2019..2023"), ("min_score", "1e-1")]
    assert read_parameters([*items, ("explain", "true"), ("mode", "exact")], KNOWN) == {
        "query": "a b",
        "year": ["2017", "2019..2023"],
        "top_k": 3,
        "min_score": 0.1,
        "explain": True,
        "mode": "exact",
    }


def test_what_nobody_filled_in_is_not_given() -> None:
    assert read_parameters([("q", "a"), ("year", "")], KNOWN) == {"query": "a"}
    assert read_parameters([("q", "a"), ("explain", "false")], KNOWN) == {"query": "a", "explain": False}


@pytest.mark.parametrize(
    ("items", "message", "hint"),
    [
        (
            [("q", "a"), ("yaer", "2017")],
            "there is no parameter 'yaer'",
            "did you mean year? this address takes q",
        ),
        ([("q", "a"), ("q", "b")], "q is given more than once", "give one q"),
        ([("q", "")], "the parameter q is missing", "What to look for"),
        ([("q", "a"), ("k", "0")], "k is '0'", "from 1 to 10,000"),
        ([("q", "a"), ("k", "")], "k is ''", "whole number"),
        ([("q", "a"), ("k", "١٢")], "k is '١٢'", "whole number"),
        ([("q", "a"), ("k", "9" * 5_000)], f"k is '{'9' * 60}…'", "whole number"),
        ([("q", "a"), ("min_score", "nan")], "min_score is 'nan'", "such as 0.3"),
        ([("q", "a"), ("min_score", "1e999")], "min_score is '1e999'", "such as 0.3"),
        ([("q", "a"), ("explain", "yes")], "explain is 'yes'", "true or false"),
        ([("q", "a"), ("mode", "exakt")], "mode is 'exakt'", "did you mean exact? mode takes hybrid, exact"),
        ([("q", "a"), ("x" * 9_000, "1")], f"there is no parameter '{'x' * 60}…'", "this address takes"),
    ],
)
def test_what_makes_no_sense_is_an_error(items: list[tuple[str, str]], message: str, hint: str) -> None:
    with pytest.raises(QueryError) as caught:
        read_parameters(items, KNOWN)
    assert caught.value.message == message
    assert hint in caught.value.hint


def test_an_address_without_parameters_says_so() -> None:
    with pytest.raises(QueryError) as caught:
        read_parameters([("a", "1")], ())
    assert caught.value.hint == "this address takes no parameters"


def test_no_model_can_be_named_from_outside() -> None:
    # A path or a name would be loaded, which is more than reading an index.
    assert not {"rerank", "model", "index", "corpus"} & {parameter.becomes for parameter in SEARCH}
