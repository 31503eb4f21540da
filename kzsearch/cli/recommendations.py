"""`kzsearch recommendations`."""

from __future__ import annotations

from typing import Annotated

import typer

from kzsearch.cli.appearance import ColorOption, ColourOption, PagerOption, WidthOption
from kzsearch.cli.options import CorpusOption, FormatOption, IndexOption, OutputOption, view
from kzsearch.cli.pager import write_paged
from kzsearch.cli.shape import BomOption, with_bom
from kzsearch.cli.streams import FOUND, note

EXAMPLES = (
    "Examples: kzsearch recommendations · kzsearch recommendations --country Kazakhstan --format csv · "
    "kzsearch recommendations --year 2017..2023 --format md"
)


def recommendations(
    country: Annotated[str | None, typer.Option(help="Country.", metavar="C")] = None,
    year: Annotated[
        list[str] | None,
        typer.Option(
            help="Report year or range; repeatable. All years without it.", metavar="2017|2017..2023"
        ),
    ] = None,
    series: Annotated[
        str | None, typer.Option(help="Series: tip, hr or another's code.", metavar="S")
    ] = None,
    index: IndexOption = None,
    corpus: CorpusOption = None,
    output: OutputOption = FormatOption.AUTO,
    bom: BomOption = False,
    color: ColorOption = ColourOption.AUTO,
    width: WidthOption = None,
    no_pager: PagerOption = False,
) -> int:
    """Follow each recommendation over the years: first made, repeated, reworded, dropped, and what was said on it."""
    from kzsearch.analysis.recommendations import recommendations as follow
    from kzsearch.cli.opening import open_chosen
    from kzsearch.render.recommendations import render_recommendations
    from kzsearch.search.query import parse_filters

    how = view(output, color, width)
    with open_chosen(index, corpus) as opened:
        countries = () if country is None else (country,)
        found = follow(
            opened,
            parse_filters(year or (), (), countries, (), () if series is None else (series,)),
        )
        for line in found.notes:
            note(line)
        write_paged(with_bom(render_recommendations(found, **how), how, bom=bom), allowed=not no_pager)
    return FOUND
