"""The page that shows the description of the API: each address, its parameters, an example, and its records."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlencode

from kzsearch.render.page.tags import Child, Html, table, tag, verbatim

Described = Mapping[str, Any]
"""A part of a description in OpenAPI."""

_JSON = "application/json"


def description_page(described: Described) -> list[Html]:
    """Return what the page of the API shows.

    Args:
        described: The description, as `/openapi.json` gives it.
    """
    operations = [
        _operation(path, method, operation)
        for path, methods in described["paths"].items()
        for method, operation in methods.items()
    ]
    records = [_record(name, schema) for name, schema in described["components"]["schemas"].items()]
    return [
        tag("h1", "The API"),
        tag("p", described["info"]["description"], class_="lead"),
        tag("p", tag("a", "Its description for programs: OpenAPI 3.1", href="/openapi.json")),
        *operations,
        tag("section", tag("h2", "Records"), *records, id="records"),
    ]


def _operation(path: str, method: str, operation: Described) -> Html:
    parameters = operation.get("parameters", ())
    parts = [
        tag("h2", tag("code", f"{method.upper()} {path}")),
        tag("p", operation["summary"]),
        tag("p", *_with_code(operation.get("description", "")), class_="note"),
    ]
    if parameters:
        parts.append(table(["Parameter", "What it is", "Example"], map(_parameter, parameters), "parameters"))
    if method == "get":
        address = _example_of(path, parameters)
        parts.append(tag("p", "Try it: ", tag("a", address, href=address)))
    example = operation["responses"]["200"]["content"].get(_JSON, {}).get("example")
    if example is not None:
        shown = tag("pre", verbatim(json.dumps(example, ensure_ascii=False, indent=2)), class_="example")
        parts.append(tag("details", tag("summary", "An answer"), shown))
    return tag("section", *parts, class_="operation", id=operation["operationId"])


def _with_code(text: str) -> Iterator[Child]:
    """Yield a text in which what stands in backticks is code."""
    for number, piece in enumerate(text.split("`")):
        yield tag("code", piece) if number % 2 else piece


def _parameter(parameter: Described) -> Html:
    required = [tag("small", " needed")] if parameter.get("required") else []
    choices = parameter["schema"].get("enum")
    said = parameter.get("description", "") + (f" One of {', '.join(map(str, choices))}." if choices else "")
    return tag(
        "tr",
        tag("th", tag("code", parameter["name"]), *required, scope="row"),
        tag("td", said),
        tag("td", ", ".join(_values(parameter))),
    )


def _values(parameter: Described) -> Iterator[str]:
    """Yield the values of a parameter's example."""
    example = parameter.get("example")
    if isinstance(example, list):
        yield from map(str, example)
    elif example is not None:
        yield str(example)


def _example_of(path: str, parameters: Any) -> str:  # noqa: ANN401  a part of JSON
    """Return an address that gives an answer: with what it needs, and nothing else."""
    needed = []
    for parameter in parameters:
        for value in _values(parameter):
            if parameter["in"] == "path":
                path = path.replace(f"{{{parameter['name']}}}", value)
            elif parameter.get("required"):
                needed.append((parameter["name"], value))
    return f"{path}?{urlencode(needed)}" if needed else path


def _record(name: str, schema: Described) -> Html:
    fields = [
        tag(
            "tr",
            tag("th", tag("code", field), scope="row"),
            tag("td", _kind(of_field)),
            tag("td", *_with_code(of_field.get("description", ""))),
        )
        for field, of_field in schema.get("properties", {}).items()
    ]
    shown = table(["Field", "Kind", "What it is"], fields, "fields")
    summary = tag("summary", tag("code", name), ": ", *_with_code(schema.get("description", "")))
    return tag("details", summary, shown)


def _kind(schema: Described) -> str:
    """Return what a value of a field is, in a word or two."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    kinds = schema.get("type")
    if kinds is None:
        return " or ".join(map(_kind, schema.get("anyOf", ())))
    return " or ".join(map(str, kinds if isinstance(kinds, list) else [kinds]))
