"""`--fields`: the fields that were named, in that order, and an error that helps for the others."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzsearch.errors import QueryError
from kzsearch.render import Format
from kzsearch.render.selection import (
    HIT_FIELDS,
    hit_fields,
    hit_records,
    render_chosen,
    render_fields,
)
from kzsearch.render.spreadsheet import HIT_COLUMNS, flat
from kzsearch.types import Hit, Miss
from tests.render_records import AFTER, EXPLANATION, HIT, SHOWN, hits

FULL = replace(
    HIT, explanation=EXPLANATION, before=(AFTER,), after=(AFTER,), also_in=("x",), query_line=3, saved="x"
)
MISS = Miss("bread", 4, "nothing is near", HIT)
MACHINE = [Format.JSON, Format.JSONL, Format.CSV]


def rendered(record: Hit | Miss, text: str, fmt: Format) -> str:
    return "".join(render_fields(hit_records([record], fmt), hit_fields(text, fmt), fmt))


def paths(record: dict[str, object]) -> set[str]:
    found = set(record)
    for name, value in record.items():
        if isinstance(value, dict):
            found |= {f"{name}.{inner}" for inner in value}
    return found


def test_the_fields_are_those_of_the_records() -> None:
    assert set(HIT_FIELDS) == paths(FULL.to_dict()) | paths(MISS.to_dict())
    assert [name for name in HIT_FIELDS if "." not in name][:21] == list(HIT.to_dict())[:21]


def test_the_columns_are_those_of_the_rows() -> None:
    assert set(HIT_COLUMNS) <= flat(FULL).keys() | flat(MISS).keys()


def test_fields_come_in_the_order_in_which_they_are_named() -> None:
    wanted = "passage_id, best_sentence.text,scores.dense,passage_id,year"
    line = '{"passage_id": "kaz-2023-protection-03", "best_sentence.text": "The shelter took in victims.", '
    assert rendered(HIT, wanted, Format.JSONL) == f'{line}"scores.dense": 0.5, "year": 2023}}\n'
    assert rendered(HIT, wanted, Format.CSV) == (
        "passage_id,best_sentence.text,scores.dense,year\n"
        "kaz-2023-protection-03,The shelter took in victims.,0.5,2023\n"
    )


def test_csv_knows_its_own_columns_too() -> None:
    shown = rendered(HIT, "best_sentence,line_first,span,best_sentence.span", Format.CSV)
    [row] = csv.DictReader(io.StringIO(shown))
    assert row["best_sentence"] == "The shelter took in victims."
    assert (row["line_first"], row["span"], row["best_sentence.span"]) == ("17", "[100, 154]", "[100, 128]")
    with pytest.raises(QueryError, match="no field 'line_first'"):
        hit_fields("line_first", Format.JSONL)


@pytest.mark.parametrize("fmt", MACHINE)
def test_a_field_that_a_record_lacks_is_null(fmt: Format) -> None:
    for record, text in ((SHOWN, "best_sentence.text"), (HIT, "explanation.asked"), (HIT, "reason")):
        shown = rendered(record, text, fmt)
        if fmt is Format.CSV:
            assert shown == f'{text}\n""\n'
        else:
            read = json.loads(shown)
            assert (read[0] if fmt is Format.JSON else read) == {text: None}


@given(hits(), st.lists(st.sampled_from(HIT_FIELDS), min_size=1, unique=True))
def test_a_chosen_field_is_what_the_whole_record_says(hit: Hit, fields: list[str]) -> None:
    whole = json.loads(json.dumps(hit.to_dict()))
    chosen = json.loads(rendered(hit, ",".join(fields), Format.JSONL))
    assert list(chosen) == fields
    for field, value in chosen.items():
        name, _, inner = field.partition(".")
        assert value == ((whole.get(name) or {}).get(inner) if inner else whole.get(name))


@pytest.mark.parametrize("fmt", MACHINE)
def test_an_unknown_field_is_told_with_the_nearest(fmt: Format) -> None:
    with pytest.raises(QueryError, match="there is no field 'pasage_id'") as caught:
        hit_fields("score,pasage_id", fmt)
    assert caught.value.hint.startswith("did you mean passage_id? --fields takes query, rank, score, ")
    for text in ("", ",", "score,", "best_sentence.words", "text.text"):
        with pytest.raises(QueryError, match="there is no field"):
            hit_fields(text, fmt)


@pytest.mark.parametrize("fmt", [fmt for fmt in Format if fmt not in MACHINE])
def test_other_formats_have_no_fields(fmt: Format) -> None:
    with pytest.raises(QueryError, match="--fields goes with json, jsonl and csv"):
        hit_fields("score", fmt)


def test_fields_of_other_records() -> None:
    records: list[dict[str, object]] = [{"a": 1, "b": {"c": {"d": 2}}}, {"e": 3}]
    assert "".join(render_chosen(records, "b.c.d,e", Format.JSONL)) == (
        '{"b.c.d": 2, "e": null}\n{"b.c.d": null, "e": 3}\n'
    )
    with pytest.raises(QueryError, match="no field 'f'"):
        render_chosen(records, "f", Format.JSONL)


def test_records_are_read_ahead_only_until_the_fields_are_known() -> None:
    drawn: list[int] = []

    def source() -> Iterator[dict[str, object]]:
        for number in range(100):
            drawn.append(number)
            yield {"a": number, "b": None} if number < 2 else {"a": number, "b": {"c": number}}

    pieces = render_chosen(source(), "a,b.c", Format.JSONL)
    assert next(pieces) == '{"a": 0, "b.c": null}\n'
    assert len(drawn) == 3


def test_without_records_no_field_is_wrong() -> None:
    assert list(render_chosen([], "a", Format.JSONL)) == []
    assert list(render_chosen([], "a", Format.CSV, ["a"])) == ["a\n"]
    with pytest.raises(QueryError, match="no field 'b'"):
        render_chosen([], "b", Format.CSV, ["a"])
