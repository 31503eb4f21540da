r"""CSV, for spreadsheets.

The header is the same for every search, so that files can be joined.

Spreadsheets run a cell that begins with `=`, `+`, `-`, `@`, a tab or a carriage return as a formula, and a
report is a file from outside. Such text gets an apostrophe in front. Text that already begins with
apostrophes and one of those characters gets one more, so that the rule can be undone:
`re.sub(r"^'('*[=+\-@\t\r])", r"\1", cell)`. Numbers stay as they are, and offsets count in the text without
the apostrophe. Control characters become U+FFFD, one for one; `jsonl` keeps them.
"""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from kzsearch.render.fields import finite, hit_fields
from kzsearch.render.machine import json_text
from kzsearch.render.printable import cell_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kzsearch.types import Hit

HIT_COLUMNS = (
    "query",
    "rank",
    "score",
    "scores_lexical",
    "scores_dense",
    "scores_sentence",
    "passage_id",
    "report_id",
    "country",
    "year",
    "tier",
    "section",
    "section_label",
    "section_origin",
    "paragraph",
    "text",
    "highlights",
    "source",
    "span_start",
    "span_end",
    "line_first",
    "line_last",
    "page",
    "citation",
    "indexed_sha256",
    "best_sentence",
    "weak",
    "explanation",
    "before",
    "after",
    "also_in",
)


def csv_hits(hits: Iterable[Hit]) -> Iterator[str]:
    """Yield the header, then a row a hit; lists and nested fields are JSON in their cell."""
    return csv_rows(HIT_COLUMNS, (_flat(hit) for hit in hits))


def csv_rows(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> Iterator[str]:
    """Yield the header, then a row a record; a column that a record lacks is empty."""
    yield _row(columns)
    for row in rows:
        yield _row([row.get(column) for column in columns])


def _flat(hit: Hit) -> dict[str, object]:
    return hit_fields(hit) | {
        "scores_lexical": finite(hit.scores.lexical),
        "scores_dense": finite(hit.scores.dense),
        "scores_sentence": finite(hit.scores.sentence),
        "span_start": hit.passage.span.start,
        "span_end": hit.passage.span.end,
        "line_first": hit.passage.lines[0],
        "line_last": hit.passage.lines[1],
        "best_sentence": hit.best_sentence.text if hit.best_sentence else None,
    }


def _row(values: Iterable[object]) -> str:
    line = io.StringIO()
    # Python 3.11 quotes a carriage return only if the line terminator contains one, so the writer ends the line with
    # \r\n; the line is then given the \n that pipes expect.
    csv.writer(line, lineterminator="\r\n").writerow([_cell(value) for value in values])
    return f"{line.getvalue()[:-2]}\n"


def _cell(value: object) -> object:
    if isinstance(value, float):
        return finite(value)
    if value is None or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    text = value if isinstance(value, str) else json_text(value)
    return cell_text(re.sub(r"^(?='*[=+\-@\t\r])", "'", text))
