r"""CSV, for spreadsheets.

The header is the same for every search, so that files can be joined. `best_sentence` is its text; `citation` cites it.

A query of a batch that has no hit gets a row too: its query, line and reason, and what came nearest.

Spreadsheets run a cell that begins with `=`, `+`, `-`, `@`, their full-width forms, a tab, a line feed or a carriage
return as a formula, and a report is a file from outside. Such text gets an apostrophe in front. Text that already
begins with apostrophes and one of those characters gets one more, so that the rule can be undone:
`re.sub(r"^'('*[=+\-@＝＋－＠\t\n\r])", r"\1", cell)`. Numbers stay as they are, and offsets count in the text
without the apostrophe. Control characters become U+FFFD, one for one; `jsonl` keeps them.

Lines end in a line feed, as pipes expect. For Excel, `for_excel` adds the byte-order mark, without which it takes
UTF-8 for another encoding, and ends lines as RFC 4180 has it; LibreOffice reads both.
"""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from kzsearch.render.machine import json_text
from kzsearch.render.printable import cell_text
from kzsearch.types.fields import finite

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kzsearch.types import Hit, Miss

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
    "best_sentence_span_start",
    "best_sentence_span_end",
    "best_sentence_score",
    "weak",
    "query_line",
    "explanation",
    "before",
    "after",
    "also_in",
    "hits",
    "reason",
    "nearest_passage_id",
    "nearest_citation",
    "nearest_text",
)
_ENDS = {
    "span": ("span_start", "span_end"),
    "lines": ("line_first", "line_last"),
    "best_sentence_span": ("best_sentence_span_start", "best_sentence_span_end"),
}


def csv_hits(hits: Iterable[Hit | Miss]) -> Iterator[str]:
    """Yield the header, then a row a hit or miss; lists and nested fields are JSON in their cell."""
    return csv_rows(HIT_COLUMNS, map(flat, hits))


def for_excel(lines: Iterable[str]) -> Iterator[str]:
    """Yield CSV with a byte-order mark in front, its lines ended by carriage return and line feed."""
    mark = "\ufeff"
    for line in lines:
        # A line feed inside a cell stays as it is: spreadsheets break the line there.
        yield f"{mark}{line[:-1]}\r\n"
        mark = ""


def csv_rows(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> Iterator[str]:
    """Yield the header, then a row a record; a column that a record lacks is empty."""
    yield _row(columns)
    for row in rows:
        yield _row([row.get(column) for column in columns])


def flat(hit: Hit | Miss) -> dict[str, object]:
    """Return a record by column."""
    fields = hit.to_dict()
    for name in ("scores", "best_sentence", "nearest"):
        if isinstance(nested := fields.get(name), dict):
            fields |= {f"{name}_{inner}": value for inner, value in nested.items()}
    fields["best_sentence"] = fields.get("best_sentence_text")
    for name, ends in _ENDS.items():
        if isinstance(pair := fields.get(name), list):
            fields |= dict(zip(ends, pair, strict=True))
    return fields


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
    return cell_text(re.sub(r"^(?='*[=+\-@＝＋－＠\t\n\r])", "'", text))
