"""Options for programs that read the answer: which fields, one line a hit, a byte-order mark."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from kzsearch.cli.options import FormatOption, View
from kzsearch.errors import QueryError
from kzsearch.render import Format

if TYPE_CHECKING:
    from kzsearch.render import Folded
    from kzsearch.types import Hit, Miss

FieldsOption = Annotated[
    str | None,
    typer.Option(
        "--fields",
        help="With json, jsonl and csv: only these fields, such as passage_id,best_sentence.text.",
        metavar="A,B,C",
    ),
]
OnelineOption = Annotated[
    bool,
    typer.Option(
        "--oneline", help="One line a hit: score, passage id, citation, best sentence, parted by tabs."
    ),
]
BomOption = Annotated[
    bool,
    typer.Option(
        "--bom",
        help="With csv: a byte-order mark and CRLF, for Excel. Text that a spreadsheet would run as a formula "
        "always has an apostrophe in front.",
    ),
]


class Shape(NamedTuple):
    """How a program wants the answer.

    Attributes:
        view: How to print.
        fields: The fields to print; all where empty.
        bom: Whether CSV is for Excel.
    """

    view: View
    fields: tuple[str, ...] = ()
    bom: bool = False


def shape(
    output: FormatOption, how: View, *, fields: str | None = None, oneline: bool = False, bom: bool = False
) -> Shape:
    """Return how a program wants hits.

    Raises:
        QueryError: The options contradict each other, or there is no such field.
    """
    if oneline and output is not FormatOption.AUTO:
        raise QueryError("--oneline is a format of its own", "leave --format or --oneline out")
    if oneline:
        how["fmt"] = Format.ONELINE
    check_bom(how, bom=bom)
    if fields is None:
        return Shape(how, bom=bom)
    if oneline:
        raise QueryError("--oneline has fields of its own", "use --fields with --format jsonl or csv")
    from kzsearch.render.selection import hit_fields

    return Shape(how, hit_fields(fields, how["fmt"]), bom)


def hit_pieces(
    hits: Iterable[Hit | Miss | Folded],
    how: Shape,
    *,
    batch: bool = False,
    full: bool = False,
    links: str | None = None,
) -> Iterator[str]:
    """Yield hits as text."""
    from kzsearch.render import Folded, render_hits

    if how.fields:
        from kzsearch.render.selection import hit_records, render_fields

        fmt = how.view["fmt"]
        found = (hit for hit in hits if not isinstance(hit, Folded))
        return _for_excel(render_fields(hit_records(found, fmt), how.fields, fmt), wanted=how.bom)
    pieces = render_hits(hits, **how.view, batch=batch, full=full, links=links)
    return _for_excel(pieces, wanted=how.bom)


def record_pieces(
    records: Iterable[Mapping[str, object]], how: View, *, fields: str, bom: bool
) -> Iterator[str]:
    """Return chosen fields of records that are not hits, as text.

    Raises:
        QueryError: There is no such field, or the options contradict each other.
    """
    from kzsearch.render.selection import render_chosen

    check_bom(how, bom=bom)
    return _for_excel(render_chosen(records, fields, how["fmt"]), wanted=bom)


def with_bom(pieces: Iterator[str], how: View, *, bom: bool) -> Iterator[str]:
    """Return pieces, for Excel if that is wanted.

    Raises:
        QueryError: They are not CSV.
    """
    check_bom(how, bom=bom)
    return _for_excel(pieces, wanted=bom)


def check_bom(how: View, *, bom: bool) -> None:
    """Raise a `QueryError` where a byte-order mark is wanted for what is not CSV."""
    if bom and how["fmt"] is not Format.CSV:
        raise QueryError("--bom goes with csv", "add --format csv, or leave --bom out")


def _for_excel(pieces: Iterator[str], *, wanted: bool) -> Iterator[str]:
    from kzsearch.render.spreadsheet import for_excel

    return for_excel(pieces) if wanted else pieces
