"""The addresses of the API in one table: routes, their description and the tests are made from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from kzsearch.library import Index
from kzsearch.render import Format
from kzsearch.serving import analysing, reading, searching
from kzsearch.serving.found import Found
from kzsearch.web import known_parameters as known
from kzsearch.web.parameters import Parameter

JSON, LINES, CSV = "application/json", "application/x-ndjson", "text/csv"


@dataclass(frozen=True, slots=True)
class Form:
    """A form in which records are given.

    Attributes:
        name: What the parameter `format` calls it.
        media: Its media type.
        fmt: Which format of the command line it is; None for the JSON of the API, which wraps the records.
    """

    name: str
    media: str
    fmt: Format | None


FORMS = (Form("json", JSON, None), Form("jsonl", LINES, Format.JSONL), Form("csv", CSV, Format.CSV))
REFERENCE_FORMS = (
    *FORMS[:2],
    Form("csl-json", "application/vnd.citationstyles.csl+json", Format.JSON),
    Form("text", "text/plain", Format.TEXT),
    Form("bibtex", "application/x-bibtex", Format.BIBTEX),
    Form("ris", "application/x-research-info-systems", Format.RIS),
)


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An address of the API.

    Attributes:
        path: The address; `{id}` stands for what the records are of.
        says: What it gives, in one sentence.
        command: The command that prints the same records.
        finds: Gives the records of an open index and arguments.
        parameters: Its query parameters, without `format`.
        record: Name of its records in the description.
        id_says: What `{id}` is.
        id_example: An id.
        forms: The forms in which it gives them, the usual one first.
    """

    path: str
    says: str
    command: str
    finds: Callable[[Index, Mapping[str, object]], Found]
    parameters: tuple[Parameter, ...]
    record: str
    id_says: str = ""
    id_example: str = ""
    forms: tuple[Form, ...] = FORMS

    @property
    def has_id(self) -> bool:
        """Whether its address names an id."""
        return "{id}" in self.path

    @property
    def all_parameters(self) -> Sequence[Parameter]:
        """Its query parameters."""
        names = tuple(form.name for form in self.forms)
        form = Parameter("format", "The form of the answer, whatever the request accepts.", choices=names)
        return (*self.parameters, form)


ENDPOINTS = (
    Endpoint(
        "/api/search",
        "The passages that answer a query, each with its citation.",
        "kzsearch search",
        searching.search_records,
        known.SEARCH,
        "Hit",
    ),
    Endpoint(
        "/api/passages/{id}",
        "A passage with its neighbours, a section, or a whole report.",
        "kzsearch show",
        reading.passages,
        known.PASSAGES,
        "Hit",
        "A passage id, a report id, or a report id with a section.",
        "kaz-2023-protection-03",
    ),
    Endpoint(
        "/api/reports",
        "The reports of the index, each with its facts and where each fact came from.",
        "kzsearch reports",
        reading.reports,
        known.REPORTS,
        "Report",
    ),
    Endpoint(
        "/api/reports/{id}",
        "The outline of a report: its sections, and the passages of each.",
        "kzsearch show --outline",
        reading.outline,
        (),
        "OutlineSection",
        "A report id.",
        "kaz-2023",
    ),
    Endpoint(
        "/api/compare",
        "What each report carried over from the one before it, reworded, dropped and added.",
        "kzsearch compare",
        analysing.compare,
        known.COMPARE,
        "ComparedRow",
    ),
    Endpoint(
        "/api/recommendations",
        "Each recommendation over the years: first made, repeated, reworded, dropped, and what was said on it.",
        "kzsearch recommendations",
        analysing.recommendations,
        known.RECOMMENDATIONS,
        "Recommendation",
    ),
    Endpoint(
        "/api/figures",
        "What the reports count: the number, what it counts, its year, who counted, and the sentence.",
        "kzsearch figures",
        analysing.figures,
        known.FIGURES,
        "Figure",
    ),
    Endpoint(
        "/api/timeline",
        "A country's tiers by year, or how much each report speaks of a concept.",
        "kzsearch timeline",
        analysing.timeline,
        known.TIMELINE,
        "TimelineYear",
    ),
    Endpoint(
        "/api/locate",
        "Where a quote comes from, and how it differs from the report's words.",
        "kzsearch locate",
        analysing.locate,
        known.LOCATE,
        "Located",
    ),
    Endpoint(
        "/api/cite/{id}",
        "The reference of a passage, a section or a report.",
        "kzsearch cite --style csl-json",
        reading.references,
        (),
        "Reference",
        "A passage id, a report id, or a report id with a section.",
        "kaz-2023-protection-03",
        REFERENCE_FORMS,
    ),
)
