"""`kzsearch show`."""

from __future__ import annotations

from typing import Annotated

import typer

from kzsearch.cli.options import (
    DEFAULT_INDEX,
    ContextOption,
    CorpusOption,
    FormatOption,
    IndexOption,
    OutputOption,
)
from kzsearch.cli.shape import BomOption, FieldsOption, OnelineOption, hit_pieces, shape
from kzsearch.cli.streams import FOUND, write, write_bytes

EXAMPLES = (
    "Examples: kzsearch show kaz-2023-protection-03 --context 1 · kzsearch show kaz-2017 --section prosecution · "
    "kzsearch show kaz-2023 --format jsonl · kzsearch show kaz-2017-profile-01 --raw"
)


def show(
    name: Annotated[str, typer.Argument(help="A passage id, a report id, or report-section.", metavar="ID")],
    section: Annotated[str | None, typer.Option(help="Only this section of a report.", metavar="S")] = None,
    context: ContextOption = 0,
    raw: Annotated[
        bool, typer.Option("--raw", help="Print the bytes of the span in the source file instead.")
    ] = False,
    index: IndexOption = DEFAULT_INDEX,
    corpus: CorpusOption = None,
    output: OutputOption = FormatOption.AUTO,
    fields: FieldsOption = None,
    oneline: OnelineOption = False,
    bom: BomOption = False,
) -> int:
    """Show a passage with its neighbours, a section, or a whole report."""
    from kzsearch.index import open_index
    from kzsearch.index.read.raw import source_bytes
    from kzsearch.search import show as find
    from kzsearch.search.query import check_context, parse_filters

    check_context(context)
    how = shape(output, fields=fields, oneline=oneline, bom=bom)
    with open_index(index, corpus) as opened:
        within = parse_filters(sections=() if section is None else (section,), labels=opened.store.labels)
        hits = find(opened, name, within=within, context=context)
        if raw:
            write_bytes(source_bytes(opened.corpus, hits))
        else:
            write(hit_pieces(hits, how))
    return FOUND
