"""`kzsearch show`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from kzsearch.cli.appearance import ColorOption, ColourOption, PagerOption, WidthOption, links_to
from kzsearch.cli.options import (
    ContextOption,
    CorpusOption,
    FormatOption,
    IndexOption,
    OutputOption,
    view,
)
from kzsearch.cli.pager import write_paged
from kzsearch.cli.shape import (
    BomOption,
    FieldsOption,
    OnelineOption,
    hit_pieces,
    record_pieces,
    shape,
    with_bom,
)
from kzsearch.cli.streams import FOUND, write_bytes
from kzsearch.errors import QueryError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kzsearch.cli.options import View
    from kzsearch.index import OpenIndex

EXAMPLES = (
    "Examples: kzsearch show kaz-2023-protection-03 --context 1 · kzsearch show kaz-2017 --section prosecution · "
    "kzsearch show kaz-2023 --format jsonl · kzsearch show kaz-2017-profile-01 --raw · "
    "kzsearch show kaz-2023-protection-04 --open · kzsearch show kaz-2023 --outline"
)


def show(
    name: Annotated[str, typer.Argument(help="A passage id, a report id, or report-section.", metavar="ID")],
    section: Annotated[str | None, typer.Option(help="Only this section of a report.", metavar="S")] = None,
    context: ContextOption = 0,
    raw: Annotated[
        bool, typer.Option("--raw", help="Print the bytes of the span in the source file instead.")
    ] = False,
    outline: Annotated[
        bool, typer.Option("--outline", help="Show the sections of a report instead of their text.")
    ] = False,
    index: IndexOption = None,
    corpus: CorpusOption = None,
    output: OutputOption = FormatOption.AUTO,
    in_editor: Annotated[
        bool,
        typer.Option(
            "--open", help="Open the source file at the passage's line in $VISUAL or $EDITOR instead."
        ),
    ] = False,
    color: ColorOption = ColourOption.AUTO,
    width: WidthOption = None,
    no_pager: PagerOption = False,
    fields: FieldsOption = None,
    oneline: OnelineOption = False,
    bom: BomOption = False,
) -> int:
    """Show a passage with its neighbours, a section, or a whole report."""
    from kzsearch.cli.opening import open_chosen
    from kzsearch.index.read.raw import source_bytes
    from kzsearch.search import show as find
    from kzsearch.search.query import check_context, parse_filters

    check_context(context)
    if outline:
        others = {"--section": section, "--context": context, "--raw": raw, "--open": in_editor}
        others["--oneline"] = oneline
        _check_alone([option for option, value in others.items() if value])
    how = shape(
        output,
        view(output, color, width, references=not outline),
        fields=None if outline else fields,
        oneline=oneline,
        bom=bom,
    )
    with open_chosen(index, corpus) as opened:
        if outline:
            pieces = _outline_pieces(opened, name, view(output, color, width), fields, bom=bom)
            write_paged(pieces, allowed=not no_pager)
            return FOUND
        within = parse_filters(sections=() if section is None else (section,), labels=opened.store.labels)
        hits = find(opened, name, within=within, context=context)
        if in_editor:
            from kzsearch.cli.editor import open_source

            named = next((hit for hit in hits if hit.passage.passage_id == name), hits[0])
            open_source(opened.corpus, named)
        elif raw:
            write_bytes(source_bytes(opened.corpus, hits))
        else:
            pieces = hit_pieces(hits, how, full=True, links=links_to(opened.corpus, color))
            write_paged(pieces, allowed=not no_pager)
    return FOUND


def _check_alone(others: list[str]) -> None:
    if others:
        raise QueryError(
            f"--outline shows whole reports, without {others[0]}", f"leave {others[0]} or --outline out"
        )


def _outline_pieces(
    opened: OpenIndex, name: str, how: View, fields: str | None, *, bom: bool
) -> Iterator[str]:
    from kzsearch.render.outline import render_outline
    from kzsearch.search.outline import outline

    sections = outline(opened, name)
    if fields is not None:
        return record_pieces([one.to_dict() for one in sections], how, fields=fields, bom=bom)
    return with_bom(render_outline(sections, **how), how, bom=bom)
