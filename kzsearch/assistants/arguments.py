"""The arguments of a tool: described for the assistant, and checked before the index is asked.

An assistant may write one value where several are taken, or a list as text. What makes no sense is an error with a
hint, and so is an argument that the tool does not have: to pass over a filter would give a wrong answer.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

from kzsearch.errors import QueryError
from kzsearch.search.checked import MAX_VALUES
from kzsearch.suggestion import did_you_mean

_LONGEST_SAID: Final = 40
_LARGEST: Final = 10**9  # Python refuses to print a number of thousands of digits


class Kind(Enum):
    """What an argument takes."""

    TEXT = "text"
    TEXTS = "texts"
    FILTER = "texts, one as a rule"
    """A filter of which several values make sense, and are taken, but of which an assistant is told of one."""
    COUNT = "whole number"
    SCORE = "number"


@dataclass(frozen=True, slots=True)
class Parameter:
    """An argument that a tool takes.

    Attributes:
        name: Its name.
        kind: What it takes.
        meaning: What an assistant must know of it, or empty.
        required: Whether the tool needs it.
        choices: The values that there are, if there are few.
        least: The least whole number.
        most: The greatest whole number.
        default: What a whole number is where none is given.
    """

    name: str
    kind: Kind
    meaning: str = ""
    required: bool = False
    choices: tuple[str, ...] = ()
    least: int = 0
    most: int = 0
    default: int = 0

    def schema(self) -> dict[str, object]:
        """Return the argument as JSON Schema, in few words: an assistant reads it with every question."""
        value: dict[str, object] = {"type": "string"}
        if self.choices:
            value["enum"] = list(self.choices)
        if self.kind is Kind.TEXTS:
            value = {"type": "array", "items": value}
        elif self.kind is Kind.COUNT:
            value = {"type": "integer"}
            if self.default:
                value |= {"default": self.default, "maximum": self.most}
        elif self.kind is Kind.SCORE:
            value = {"type": "number"}
        return value | ({"description": self.meaning} if self.meaning else {})


@dataclass(frozen=True, slots=True)
class Arguments:
    """Arguments that were checked; what was not given is None, an empty tuple, or the default."""

    texts: Mapping[str, str | None]
    lists: Mapping[str, tuple[str, ...]]
    counts: Mapping[str, int]
    scores: Mapping[str, float | None]

    def needed(self, name: str) -> str:
        """Return a text that the tool needs, and that is therefore there."""
        return self.texts[name] or ""


def input_schema(parameters: Sequence[Parameter]) -> dict[str, object]:
    """Return what a tool takes as JSON Schema."""
    required = [parameter.name for parameter in parameters if parameter.required]
    return {
        "type": "object",
        "properties": {parameter.name: parameter.schema() for parameter in parameters},
        **({"required": required} if required else {}),
    }


def checked(tool: str, parameters: Sequence[Parameter], given: Mapping[str, object]) -> Arguments:
    """Return the arguments of a call.

    Args:
        tool: The tool's name, for messages.
        parameters: What it takes.
        given: What an assistant sent.

    Raises:
        QueryError: An argument is missing, unknown, or of the wrong kind.
    """
    names = [parameter.name for parameter in parameters]
    for name in given:
        if name not in names:
            raise QueryError(
                f"{tool} has no argument {said(name)}",
                f"{did_you_mean(name, names)}{tool} takes {', '.join(names)}",
            )
    texts: dict[str, str | None] = {}
    lists: dict[str, tuple[str, ...]] = {}
    counts: dict[str, int] = {}
    scores: dict[str, float | None] = {}
    for parameter in parameters:
        value = given.get(parameter.name)
        if value is None and parameter.required:
            raise QueryError(f"{tool} needs {parameter.name}", f"{parameter.name}: {parameter.meaning}")
        match parameter.kind:
            case Kind.TEXT:
                texts[parameter.name] = None if value is None else _text(value, parameter.name)
            case Kind.TEXTS | Kind.FILTER:
                lists[parameter.name] = _several(value, parameter.name)
            case Kind.COUNT:
                counts[parameter.name] = parameter.default if value is None else _count(value, parameter)
            case Kind.SCORE:
                scores[parameter.name] = None if value is None else _score(value, parameter.name)
    return Arguments(texts, lists, counts, scores)


def said(value: object) -> str:
    """Return a value for a message, if it is short."""
    is_short = isinstance(value, (str, float)) or (isinstance(value, int) and abs(value) <= _LARGEST)
    shown = repr(value) if is_short else ""
    return shown if 0 < len(shown) <= _LONGEST_SAID else f"a value of type {type(value).__name__}"


def _text(value: object, name: str) -> str:
    if isinstance(value, list) and len(value) == 1:  # other tools take lists of the same
        value = value[0]
    if not isinstance(value, str):
        raise QueryError(f"{name} is {said(value)}", f"{name} takes text")
    return value


def _several(value: object, name: str) -> tuple[str, ...]:
    if value is None:
        return ()
    values = _from_json(value) if isinstance(value, str) else value
    found = values if isinstance(values, list) else [values]
    if len(found) > MAX_VALUES:
        raise QueryError(f"{name} has more than {MAX_VALUES:,} values", "give fewer, or a range")
    for one in found:
        is_year = isinstance(one, int) and not isinstance(one, bool) and abs(one) <= _LARGEST
        if not isinstance(one, str) and not is_year:
            raise QueryError(f"{name} is {said(one)}", f"{name} takes a list of texts")
    return tuple(str(one) for one in found)


def _from_json(text: str) -> object:
    """Return the list that a text spells, as some assistants send lists; else the text itself."""
    if text.lstrip().startswith("["):
        try:
            return json.loads(text)
        except (ValueError, RecursionError):
            pass
    return text


def _count(value: object, parameter: Parameter) -> int:
    whole = _whole(value)
    if whole is None or not parameter.least <= whole <= parameter.most:
        raise QueryError(
            f"{parameter.name} is {said(value)}",
            f"{parameter.name} takes a whole number from {parameter.least} to {parameter.most}",
        )
    return whole


def _whole(value: object) -> int | None:
    """Return a whole number, also one that is written as text or with a fraction of nothing; None for all others."""
    if isinstance(value, str):
        text = value.strip()
        return int(text) if text.isascii() and text.isdecimal() and len(text) <= _LONGEST_SAID else None
    if isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) <= _LARGEST:
        return int(value) if value == int(value) else None
    return None


def _score(value: object, name: str) -> float:
    if not isinstance(value, (int, float)) or isinstance(value, bool) or abs(value) > _LARGEST:
        raise QueryError(f"{name} is {said(value)}", f"{name} takes a number, such as 0.3")
    return float(value)
