"""`--fields`: some fields of each record, in the order in which the user names them.

A dot leads into a nested field: `best_sentence.text`, `scores.dense`. In CSV the names of its own columns serve too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice

from kzsearch.errors import QueryError
from kzsearch.render.formats import Format
from kzsearch.render.machine import json_array, json_lines
from kzsearch.render.spreadsheet import HIT_COLUMNS, csv_rows, flat
from kzsearch.types import Hit, Miss

_SENTENCE = ("text", "span", "lines", "paragraph", "page", "citation", "score")
_NESTED: Mapping[str, Sequence[str]] = {
    "scores": ("lexical", "dense", "sentence"),
    "best_sentence": _SENTENCE,
    "explanation": (
        "contributions",
        "matched_terms",
        "corrections",
        "expansions",
        "named",
        "asked",
        "condition",
    ),
    "nearest": ("passage_id", "score", "citation", "text"),
}
_TOP = (
    *("query", "rank", "score", "scores", "passage_id", "report_id", "country", "year", "tier", "section"),
    *("section_label", "section_origin", "paragraph", "text", "highlights", "source", "span", "lines"),
    *("page", "citation", "indexed_sha256", "best_sentence", "weak", "query_line", "saved", "explanation"),
    *("before", "after", "also_in", "hits", "reason", "nearest"),
)
HIT_FIELDS = tuple(
    path for name in _TOP for path in (name, *(f"{name}.{inner}" for inner in _NESTED.get(name, ())))
)
"""Every field that a hit or a miss may have, with those inside it."""
_READ_AHEAD = 1_000
_EXAMPLES = 2


def hit_fields(text: str, fmt: Format) -> tuple[str, ...]:
    """Return the fields of hits that a user names, parted by commas.

    Raises:
        QueryError: There is no such field, or the format prints no fields.
    """
    _check_format(fmt)
    return _named(text, HIT_FIELDS if fmt is not Format.CSV else (*HIT_FIELDS, *HIT_COLUMNS))


def render_chosen(
    records: Iterable[Mapping[str, object]], text: str, fmt: Format, columns: Sequence[str] = ()
) -> Iterator[str]:
    """Return the fields of records that a user names, parted by commas: any that one of the first records has.

    Args:
        records: The records; no more of them are read ahead than it takes to find the fields.
        text: The names.
        fmt: The format.
        columns: What may be named whether or not a record has it.

    Raises:
        QueryError: There is no such field, or the format prints no fields.
    """
    _check_format(fmt)
    coming = iter(records)
    read: list[Mapping[str, object]] = []
    known = dict.fromkeys(columns)
    for record in islice(coming, _READ_AHEAD):
        read.append(record)
        known |= dict.fromkeys(_paths(record))
        if known.keys() >= set(_names(text)):
            break
    # Without a record nobody knows the fields; then there is nothing to print, whatever they are called.
    fields = _named(text, list(known)) if known else _names(text)
    return render_fields(chain(read, coming), fields, fmt)


def render_fields(
    records: Iterable[Mapping[str, object]], fields: Sequence[str], fmt: Format
) -> Iterator[str]:
    """Yield these fields of each record as JSON, JSON lines or CSV; a field that a record lacks is null."""
    chosen = ({field: _value(record, field) for field in fields} for record in records)
    match fmt:
        case Format.JSON:
            return json_array(chosen)
        case Format.CSV:
            return csv_rows(fields, chosen)
        case _:
            return json_lines(chosen)


def hit_records(hits: Iterable[Hit | Miss], fmt: Format) -> Iterator[Mapping[str, object]]:
    """Return hits and misses as records whose fields can be chosen; in CSV by its columns too."""
    return (flat(hit) if fmt is Format.CSV else hit.to_dict() for hit in hits)


def _check_format(fmt: Format) -> None:
    if fmt not in (Format.JSON, Format.JSONL, Format.CSV):
        raise QueryError(
            "--fields goes with json, jsonl and csv", "add --format jsonl, or leave --fields out"
        )


def _names(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name.strip() for name in text.split(",")))


def _named(text: str, known: Sequence[str]) -> tuple[str, ...]:
    fields = _names(text)
    for field in fields:
        if field not in known:
            from kzsearch.suggestion import did_you_mean

            # A nested field is told by the one that holds it, so that the list stays short.
            names = ", ".join(name for name in known if "." not in name)
            nested = ", ".join([name for name in known if "." in name][:_EXAMPLES])
            raise QueryError(
                f"there is no field {field!r}",
                f"{did_you_mean(field, known)}--fields takes {names}"
                + (f"; a dot leads into a field: {nested}" if nested else ""),
            )
    return fields


def _paths(record: Mapping[str, object], before: str = "") -> Iterator[str]:
    for name, value in record.items():
        yield f"{before}{name}"
        if isinstance(value, Mapping):
            yield from _paths(value, f"{before}{name}.")


def _value(record: Mapping[str, object], field: str) -> object:
    """Return the value of a field, or None where the record lacks it."""
    if field in record:
        return record[field]
    column = field.replace(".", "_")
    if column in record:
        return record[column]
    value: object = record
    for name in field.split("."):
        value = value.get(name) if isinstance(value, Mapping) else None
    return value
