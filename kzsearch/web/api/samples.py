"""Samples of a record, made from the types of its fields: each value that a field may have stands in one of them.

The description of the API is read off what these samples are written as, so that it cannot differ from the records.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Mapping, Sequence
from enum import Enum
from functools import cache

TEXT = "text"
"""What stands for any text."""
KEY = "any key"
"""What stands for any key of a mapping."""
_PLAIN: Mapping[object, Sequence[object]] = {
    str: (TEXT, ""),
    int: (1,),
    float: (0.5,),
    bool: (True, False),
    object: (TEXT,),
}
_GIVEN: Mapping[tuple[str, str], Sequence[object]] = {("Reference", "accessed"): ("2023-06-15", "")}
"""Samples of fields that are not any text."""


@cache
def samples(hint: object) -> Sequence[object]:
    """Return values of a type: the first has all that it may have, each other lacks or changes one thing.

    Args:
        hint: A record, or the type of a field.

    Raises:
        TypeError: Samples of this type are not known.
    """
    if hint in _PLAIN:
        return _PLAIN[hint]
    if isinstance(hint, type) and issubclass(hint, Enum):
        return tuple(hint)
    if isinstance(hint, type) and (dataclasses.is_dataclass(hint) or hasattr(hint, "_fields")):
        return _of_record(hint)
    return _of_generic(hint)


def _of_generic(hint: object) -> Sequence[object]:
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        kinds = [kind for kind in inner if kind is not type(None)]
        return (
            *(value for kind in kinds for value in samples(kind)),
            *((None,) if len(kinds) < len(inner) else ()),
        )
    if origin is tuple and inner[1:] == (...,):
        return (*((value,) for value in samples(inner[0])), ())
    if origin is tuple:
        return [tuple(values) for values in _one_by_one([samples(kind) for kind in inner])]
    if isinstance(origin, type) and issubclass(origin, Mapping):
        names = list(samples(inner[0])) if inner[0] is not str else [KEY]
        return (
            *(dict.fromkeys(names, value) for value in samples(inner[1])),
            *([{}] if inner[0] is str else []),
        )
    raise TypeError(f"there are no samples of {hint}")


def _of_record(record: type) -> Sequence[object]:
    hints = typing.get_type_hints(record)
    names = list(getattr(record, "_fields", ())) or [field.name for field in dataclasses.fields(record)]
    made = _one_by_one([_GIVEN.get((record.__name__, name)) or samples(hints[name]) for name in names])
    return [record(**dict(zip(names, values, strict=True))) for values in made]


def _one_by_one(choices: Sequence[Sequence[object]]) -> list[list[object]]:
    """Return the first of all choices, each other choice beside the first of all others, and the last of all."""
    first = [values[0] for values in choices]
    return [
        first,
        *(
            [*first[:place], value, *first[place + 1 :]]
            for place, values in enumerate(choices)
            for value in values[1:]
        ),
        [values[-1] for values in choices],
    ]
