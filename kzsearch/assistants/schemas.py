"""The fields of each tool's answer as JSON Schema, which the client checks every answer against."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_TEXT: Final = {"type": "string"}
_TEXT_OR_NONE: Final = {"type": ["string", "null"]}
_WHOLE: Final = {"type": "integer"}
_WHOLE_OR_NONE: Final = {"type": ["integer", "null"]}
_NUMBER: Final = {"type": "number"}
_FLAG: Final = {"type": "boolean"}
_TEXTS: Final = {"type": "array", "items": _TEXT}


def _object(optional: Mapping[str, object] | None = None, **needed: object) -> dict[str, object]:
    return {
        "type": "object",
        "properties": {**needed, **(optional or {})},
        "required": list(needed),
        "additionalProperties": False,
    }


def _list_of(item: object) -> dict[str, object]:
    return {"type": "array", "items": item}


def _or_none(schema: dict[str, object]) -> dict[str, object]:
    return {"anyOf": [schema, {"type": "null"}]}


_CITED: Final = {"id": _TEXT, "url": _TEXT, "sentence": _TEXT, "citation": _TEXT}
_SENTENCE: Final = _object(**_CITED)
_HIT: Final = _object(
    {"section_inferred": _FLAG, "tier": _TEXT, "weak": _FLAG, "also_in": _TEXTS},
    **_CITED,
    title=_TEXT,
    score={"type": ["number", "null"]},
)
_REPORT: Final = _object(
    id=_TEXT,
    title=_TEXT,
    url=_TEXT,
    country=_TEXT,
    year=_WHOLE,
    tier=_TEXT_OR_NONE,
    series=_TEXT,
    passages=_WHOLE,
    words=_WHOLE,
    source_url=_TEXT_OR_NONE,
    citation=_TEXT,
    inferred=_TEXTS,
    notes=_TEXTS,
)
_ROW: Final = _object(
    change=_TEXT,
    section=_TEXT,
    earlier_report=_TEXT,
    later_report=_TEXT,
    earlier=_list_of(_SENTENCE),
    later=_list_of(_SENTENCE),
    figures_changed=_FLAG,
    moved=_FLAG,
)
_FIGURE: Final = _object(
    **_CITED,
    measure=_TEXT,
    value=_NUMBER,
    amount=_TEXT,
    year=_WHOLE_OR_NONE,
    year_origin=_TEXT_OR_NONE,
    counted_by=_TEXT_OR_NONE,
    breakdown=_TEXTS,
    reason=_TEXT_OR_NONE,
    report_id=_TEXT,
)

OUTPUT: Final[Mapping[str, Mapping[str, object]]] = {
    "search": _object(
        message=_TEXT, results=_list_of(_HIT), nearest=_or_none(_HIT), notes=_TEXTS, notice=_TEXT
    ),
    "fetch": _object(
        id=_TEXT,
        title=_TEXT,
        text=_TEXT,
        url=_TEXT,
        metadata=_object(
            citation=_TEXT,
            report_id=_TEXT,
            country=_TEXT,
            year=_WHOLE,
            tier=_TEXT_OR_NONE,
            series=_TEXT,
            source_url=_TEXT_OR_NONE,
            section_inferred=_FLAG,
            continues=_TEXT_OR_NONE,
            notice=_TEXT,
        ),
    ),
    "list_reports": _object(message=_TEXT, total=_WHOLE, reports=_list_of(_REPORT), notes=_TEXTS),
    "compare": _object(
        message=_TEXT,
        total=_WHOLE,
        comparisons=_list_of(
            _object(
                country=_TEXT,
                earlier=_TEXT,
                later=_TEXT,
                counts={"type": "object", "additionalProperties": _WHOLE},
            )
        ),
        rows=_list_of(_ROW),
        answers=_list_of(_object(report_id=_TEXT, year=_WHOLE, silent=_FLAG, best=_or_none(_SENTENCE))),
        notes=_TEXTS,
    ),
    "figures": _object(
        message=_TEXT,
        total=_WHOLE,
        figures=_list_of(_FIGURE),
        findings=_list_of(_object(verdict=_TEXT, text=_TEXT, citations=_TEXTS)),
        notes=_TEXTS,
    ),
    "verify_quote": _object(
        message=_TEXT,
        kind=_TEXT,
        in_a_report=_FLAG,
        quote=_TEXT,
        places=_list_of(
            _object(
                **_CITED,
                title=_TEXT,
                differences=_TEXTS,
                similarity=_NUMBER,
                in_the_file={"type": ["boolean", "null"]},
            )
        ),
        notes=_TEXTS,
    ),
}
"""By the tool's name."""
