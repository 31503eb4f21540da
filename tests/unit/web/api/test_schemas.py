from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

import pytest

from kzsearch.web.api.samples import KEY, TEXT, samples
from kzsearch.web.api.schemas import described, schema_of


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


class Place(NamedTuple):
    start: int
    end: int


@dataclass(frozen=True)
class Thing:
    """A thing of a test.

    Attributes:
        name: Its name, or None
            where it has none.
        colour: Its colour.
    """

    name: str | None
    colour: Colour
    places: tuple[Place, ...]
    counts: Mapping[str, int]
    by_colour: Mapping[Colour, float]


def test_samples_have_every_value_of_every_field() -> None:
    found = samples(Thing)
    first = found[0]
    assert first == Thing(TEXT, Colour.RED, (Place(1, 1),), {KEY: 1}, {Colour.RED: 0.5, Colour.BLUE: 0.5})
    things = [one for one in found if isinstance(one, Thing)]
    assert {one.name for one in things} == {TEXT, "", None}
    assert {one.colour for one in things} == set(Colour)
    assert any(not one.places for one in things)
    assert found[-1] == Thing(None, Colour.BLUE, (), {}, {Colour.RED: 0.5, Colour.BLUE: 0.5})


def test_a_type_without_samples_is_an_error() -> None:
    with pytest.raises(TypeError, match="no samples"):
        samples(frozenset)


def test_the_schema_of_values() -> None:
    values: list[object] = [
        {"a": 1, "b": ["red"], "c": None, "d": {KEY: 0.5}},
        {"a": 0.5, "b": ["blue"], "c": True, "d": {}},
        {"a": 1, "b": [], "c": False, "d": {}, "e": TEXT},
    ]
    assert schema_of(values) == {
        "type": "object",
        "properties": {
            "a": {"type": "number"},
            "b": {"type": "array", "items": {"type": "string", "enum": ["red", "blue"]}},
            "c": {"type": ["boolean", "null"]},
            "d": {"type": "object", "additionalProperties": {"type": "number"}},
            "e": {"type": "string"},
        },
        "required": ["a", "b", "c", "d"],
        "additionalProperties": False,
    }


def test_a_record_is_described_by_its_docstring() -> None:
    schema = described(schema_of([{"name": TEXT, "colour": "red"}]), Thing)
    assert schema["description"] == "A thing of a test."
    properties = schema["properties"]
    assert isinstance(properties, dict)
    assert properties["name"]["description"] == "Its name, or null where it has none."
