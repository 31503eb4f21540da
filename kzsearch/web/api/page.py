"""The page that shows the API: every address with its parameters, a request to follow, and an answer."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from kzsearch.render.page.tags import Child, Html, table, tag, verbatim
from kzsearch.web.api.description import examples
from kzsearch.web.api.endpoints import ENDPOINTS, Endpoint
from kzsearch.web.api.requests import example_request
from kzsearch.web.pages.files import static_address
from kzsearch.web.pages.frame import document
from kzsearch.web.parameters import Kind, Parameter

PATHS = ("/docs", "/api")
_SHOWN = 2_400  # characters of an example; the whole is in the description
_KINDS = {Kind.WHOLE: "whole number", Kind.NUMBER: "number", Kind.FLAG: "true or false", Kind.TEXT: "text"}


def api_page() -> str:
    """Return the page."""
    return document(
        "API",
        list(_content(examples())),
        here=PATHS[0],
        style=static_address("site.css"),
        script=static_address("site.js"),
    )


def _content(found: Mapping[str, object]) -> Iterator[Child]:
    yield tag("h1", "The HTTP API")
    yield tag(
        "p",
        "Every address answers GET with the records that the command line prints, as JSON, as lines of JSON, or as a "
        "table: by the header Accept, or by the parameter ",
        tag("code", "format"),
        ". Text that is empty counts as not given; a parameter that repeats is given again. An error is a problem "
        "(RFC 9457) with a hint. The same for programs, as OpenAPI 3.1: ",
        tag("a", "/openapi.json", href="/openapi.json"),
        ".",
    )
    for endpoint in ENDPOINTS:
        yield from _address(endpoint, found.get(endpoint.path))


def _address(endpoint: Endpoint, example: object) -> Iterator[Child]:
    yield tag("h2", endpoint.path, id=endpoint.path.strip("/").replace("/", "-").replace("{id}", "id"))
    yield tag("p", endpoint.says, " The records are those of ", tag("code", endpoint.command), ".")
    rows = [_row(parameter) for parameter in endpoint.all_parameters]
    if endpoint.has_id:
        rows.insert(0, _cells("id", "text, in the address", endpoint.id_says))
    yield table(("parameter", "value", "what it is for"), rows)
    request = example_request(endpoint)
    yield tag("p", "For example ", tag("a", request, href=request), " gives:")
    if example is not None:
        text = json.dumps(example, ensure_ascii=False, indent=1)
        whole = text if len(text) <= _SHOWN else f"{text[:_SHOWN].rpartition(chr(10))[0]}\n…"
        answer = tag(
            "pre", verbatim(whole), tabindex="0", role="region", aria_label=f"An answer of {endpoint.path}"
        )
        yield tag("div", answer, class_="citations")


def _row(parameter: Parameter) -> Html:
    value = ", ".join(parameter.choices) or _KINDS[parameter.kind]
    often = ", repeats" if parameter.repeats else ", needed" if parameter.required else ""
    return _cells(parameter.name, value + often, parameter.says)


def _cells(name: str, *others: str) -> Html:
    cells: Sequence[Html] = [tag("td", other) for other in others]
    return tag("tr", tag("th", tag("code", name), scope="row"), *cells)
