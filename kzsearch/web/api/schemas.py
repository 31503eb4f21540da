"""JSON values to the schema that allows them, and no more than they show."""

from __future__ import annotations

import inspect
import re
from collections.abc import Mapping, Sequence

from kzsearch.web.api.samples import KEY, TEXT

Schema = dict[str, object]


def schema_of(values: Sequence[object]) -> Schema:
    """Return the schema of values that stand in one place.

    Text that is not the sample of any text comes from an enumeration, of which every member is among the samples.
    """
    kinds: list[Schema] = []
    texts = [value for value in values if isinstance(value, str)]
    if texts:
        kinds.append(_text(texts))
    numbers = [value for value in values if isinstance(value, int | float) and not isinstance(value, bool)]
    if numbers:
        kinds.append({"type": "number" if any(isinstance(one, float) for one in numbers) else "integer"})
    if any(isinstance(value, bool) for value in values):
        kinds.append({"type": "boolean"})
    lists = [value for value in values if isinstance(value, list)]
    if lists:
        kinds.append({"type": "array", "items": schema_of([item for items in lists for item in items])})
    records = [value for value in values if isinstance(value, dict)]
    if records:
        kinds.append(_record(records))
    if any(value is None for value in values):
        return _nullable(kinds)
    return kinds[0] if len(kinds) == 1 else {"anyOf": list(kinds)} if kinds else {}


def described(schema: Schema, record: type) -> Schema:
    """Return the schema of a record with what its docstring says of it and of its attributes."""
    says = inspect.getdoc(record) or ""
    attributes = dict(
        re.findall(r"^    (\w+): (.+(?:\n {8}.+)*)", says.partition("Attributes:")[2], re.MULTILINE)
    )
    properties = schema.get("properties")
    if isinstance(properties, dict):
        for name, inner in properties.items():
            if name in attributes:
                inner.setdefault("description", _in_json(attributes[name]))
    return {"description": _in_json(says.partition("\n")[0]), **schema}


def _in_json(text: str) -> str:
    """Return a sentence of a docstring on one line, with values named as JSON names them."""
    return re.sub(r"\bNone\b", "null", re.sub(r"\bFalse\b", "false", " ".join(text.split())))


def _text(texts: Sequence[str]) -> Schema:
    if any(TEXT in text or text.isdecimal() for text in texts[:1]) or any(TEXT in text for text in texts):
        return {"type": "string"}
    return {"type": "string", "enum": list(dict.fromkeys(texts))}


def _nullable(kinds: Sequence[Schema]) -> Schema:
    if not kinds:
        return {"type": "null"}
    if len(kinds) == 1 and isinstance(kinds[0].get("type"), str):
        one = dict(kinds[0])
        one["type"] = [one["type"], "null"]
        if isinstance(one.get("enum"), list):
            one["enum"] = [*one["enum"], None]  # type: ignore[misc]
        return one
    return {"anyOf": [*kinds, {"type": "null"}]}


def _record(records: Sequence[Mapping[str, object]]) -> Schema:
    if any(KEY in record for record in records):
        return {
            "type": "object",
            "additionalProperties": schema_of([value for record in records for value in record.values()]),
        }
    names = dict.fromkeys(name for record in records for name in record)
    return {
        "type": "object",
        "properties": {
            name: schema_of([record[name] for record in records if name in record]) for name in names
        },
        "required": [name for name in names if all(name in record for record in records)],
        "additionalProperties": False,
    }
