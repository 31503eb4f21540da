"""The description of the API, OpenAPI 3.1, made from the table of addresses and the records."""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib import resources
from typing import TYPE_CHECKING

import kzsearch
from kzsearch.web.api.endpoints import CSV, ENDPOINTS, JSON, Endpoint
from kzsearch.web.api.records import ONE_OF, comparison_schema, finding_schema, record_schemas
from kzsearch.web.api.schemas import Schema
from kzsearch.web.errors import PROBLEM_JSON
from kzsearch.web.parameters import Kind, Parameter

if TYPE_CHECKING:
    from kzsearch.web.settings import ServerSettings

EXAMPLES = "examples.json"
_SAYS = (
    "Search reports by meaning and by word, with citations that can be checked to the character. The records are those "
    "that the command line prints. Text that is empty counts as not given; a parameter that repeats is given again: "
    "year=2017&year=2023. Every error is a problem (RFC 9457) with a hint that says how to correct the request."
)
_TEXT: Schema = {"type": "string"}
_NOTES: Schema = {
    "type": "array",
    "items": _TEXT,
    "description": "What the reader should know, such as how a query was read.",
}
_PROBLEM: Schema = {
    "type": "object",
    "description": "What is wrong, and how to correct it.",
    "properties": {
        "type": _TEXT,
        "title": {**_TEXT, "description": "The status in words."},
        "status": {"type": "integer"},
        "detail": {**_TEXT, "description": "One line that says what is wrong."},
        "hint": {**_TEXT, "description": "One line that says how to correct it."},
    },
    "required": ["type", "title", "status", "detail", "hint"],
    "additionalProperties": False,
}
_NEAREST: Schema = {
    "type": ["object", "null"],
    "description": "Where nothing was found, the passage that came nearest.",
    "properties": {
        "passage_id": _TEXT,
        "score": {"type": ["number", "null"]},
        "citation": _TEXT,
        "text": _TEXT,
    },
    "required": ["passage_id", "score", "citation", "text"],
    "additionalProperties": False,
}
_STATUS = {
    "304": "The client has this answer already.",
    "400": "The request makes no sense; the hint says what would.",
    "404": "The index has nothing of this id; the hint names the nearest.",
    "406": "The answer is given in no form that the request accepts.",
    "410": "The index has been rebuilt since the page before.",
    "503": "Too much waits, or the index is being replaced or gone: ask again after Retry-After seconds.",
}


def openapi(settings: ServerSettings) -> dict[str, object]:
    """Return the description.

    Args:
        settings: How the server is set up.
    """
    answers = examples()
    paths: dict[str, object] = {
        endpoint.path: {"get": _operation(endpoint, answers.get(endpoint.path))} for endpoint in ENDPOINTS
    }
    paths["/healthz"] = _simple("health", "Whether the index can be read.", _HEALTH, "503")
    paths["/version"] = _simple("version", "The version of kzsearch.", _VERSION)
    problem_and_records = {"Problem": _PROBLEM, **record_schemas()}
    components: dict[str, object] = {"schemas": problem_and_records}
    described: dict[str, object] = {
        "openapi": "3.1.0",
        "info": {"title": "kzsearch", "version": kzsearch.__version__, "description": _SAYS},
        "servers": [{"url": "/"}],
        "paths": paths,
        "components": components,
    }
    if settings.token:
        components["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
        described["security"] = [{"token": []}]
    return described


def envelope(endpoint: Endpoint) -> Schema:
    """Return the schema of an answer in JSON: the records of an address, and what goes with them."""
    record: Schema = {"$ref": f"#/components/schemas/{endpoint.record}"}
    if endpoint.record in ONE_OF:
        record = {"anyOf": [{"$ref": f"#/components/schemas/{name}"} for name in ONE_OF[endpoint.record]]}
    if any(parameter.name == "fields" for parameter in endpoint.parameters):
        chosen = {"type": "object", "description": "The fields that `fields` names, and no others."}
        record = {"anyOf": [record, chosen]}
    properties: dict[str, object] = {
        "generation": {**_TEXT, "description": "The state of the index that answered."},
        "notes": _NOTES,
        "next": {"type": ["string", "null"], "description": "Address of the next page, or null."},
        **_about(endpoint.path),
        "records": {"type": "array", "items": record},
    }
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _about(path: str) -> dict[str, object]:
    """Return the schemas of what goes with the records of an address."""
    about: Mapping[str, dict[str, object]] = {
        "/api/search": {
            "query": {**_TEXT, "description": "The query."},
            "reason": {"type": ["string", "null"], "description": "Why nothing was found."},
            "nearest": _NEAREST,
        },
        "/api/reports/{id}": {"report": {"$ref": "#/components/schemas/Report"}},
        "/api/compare": {
            "comparisons": {
                "type": "array",
                "items": comparison_schema(),
                "description": "Which reports were compared, with their counts; empty for a query.",
            }
        },
        "/api/recommendations": {
            "country": _TEXT,
            "series": _TEXT,
            "years": {"type": "array", "items": {"type": "integer"}},
        },
        "/api/figures": {
            "findings": {
                "type": "array",
                "items": finding_schema(),
                "description": "Which figures agree, disagree or do not add up.",
            }
        },
    }
    return about.get(path, {})


def _operation(endpoint: Endpoint, example: object) -> dict[str, object]:
    content: dict[str, object] = {}
    for form in endpoint.forms:
        content[form.media] = {"schema": _TEXT}
    content[JSON] = {"schema": envelope(endpoint), **({"example": example} if example else {})}
    media = [form.media for form in endpoint.forms if form.media.endswith("+json")]
    content |= {one: {"schema": {"type": "array", "items": {"type": "object"}}} for one in media}
    parameters = [_parameter(parameter) for parameter in endpoint.all_parameters]
    if endpoint.has_id:
        parameters.insert(0, _id(endpoint))
    statuses = ["304", "400", *(["404"] if endpoint.has_id else []), "406", "503"]
    if any(parameter.name == "cursor" for parameter in endpoint.parameters):
        statuses.append("410")
    return {
        "operationId": endpoint.path.removeprefix("/api/").replace("/{id}", "_of"),
        "summary": endpoint.says,
        "description": f"The records are those of `{endpoint.command}`; {CSV} gives them as a table."
        if CSV in content
        else f"The records are those of `{endpoint.command}`.",
        "parameters": parameters,
        "responses": {
            "200": {
                "description": "The records.",
                "headers": {
                    "ETag": {
                        "schema": _TEXT,
                        "description": "Changes with the index and the question alone.",
                    },
                    "Link": {"schema": _TEXT, "description": 'The next page, rel="next".'},
                },
                "content": content,
            },
            **{status: _response(status) for status in sorted(statuses)},
            "default": _response("default"),
        },
    }


def _response(status: str) -> dict[str, object]:
    says = _STATUS.get(status, "What else is wrong.")
    if status == "304":
        return {"description": says}
    problem: dict[str, object] = {"schema": {"$ref": "#/components/schemas/Problem"}}
    return {"description": says, "content": {PROBLEM_JSON: problem}}


def _parameter(parameter: Parameter) -> dict[str, object]:
    schema: Schema = dict(_TEXT)
    match parameter.kind:
        case Kind.WHOLE:
            schema = {"type": "integer", "minimum": parameter.least, "maximum": parameter.most}
        case Kind.NUMBER:
            schema = {"type": "number"}
        case Kind.FLAG:
            schema = {"type": "boolean"}
        case Kind.TEXT:
            if parameter.choices:
                schema["enum"] = list(parameter.choices)
            if parameter.required:
                schema["minLength"] = 1
    example: object = parameter.example
    if parameter.kind in (Kind.WHOLE, Kind.NUMBER) and parameter.example:
        example = json.loads(parameter.example)
    described: dict[str, object] = {
        "name": parameter.name,
        "in": "query",
        "required": parameter.required,
        "description": parameter.says,
        "schema": {"type": "array", "items": schema} if parameter.repeats else schema,
    }
    if parameter.example:
        described["example"] = [example] if parameter.repeats else example
    return described


def _id(endpoint: Endpoint) -> dict[str, object]:
    return {
        "name": "id",
        "in": "path",
        "required": True,
        "description": endpoint.id_says,
        "schema": {"type": "string", "minLength": 1},
        "example": endpoint.id_example,
    }


def _simple(name: str, says: str, properties: Mapping[str, object], *statuses: str) -> dict[str, object]:
    schema = {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
    return {
        "get": {
            "operationId": name,
            "summary": says,
            "responses": {
                "200": {"description": says, "content": {JSON: {"schema": schema}}},
                **{status: _response(status) for status in ("400", *statuses)},
                "default": _response("default"),
            },
        }
    }


_HEALTH: Mapping[str, object] = {
    "status": {"type": "string", "enum": ["ok"]},
    "generation": _TEXT,
    "reports": {"type": "integer"},
}
_VERSION: Mapping[str, object] = {"name": _TEXT, "version": _TEXT}


def examples() -> Mapping[str, object]:
    """Return an answer of each address, on the reports that come with kzsearch; `tools/api_examples.py` makes them."""
    text = resources.files(__package__ or "").joinpath(EXAMPLES).read_text(encoding="utf-8")
    found: Mapping[str, object] = json.loads(text)
    return found
