"""`kzsearch more`."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import typer

from kzsearch.cli.appearance import ColorOption, ColourOption, PagerOption, WidthOption, links_to
from kzsearch.cli.filter_options import CountryOption, SectionOption, SeriesOption, TierOption, YearOption
from kzsearch.cli.looks import Looks
from kzsearch.cli.options import (
    AllYearsOption,
    ContextOption,
    CorpusOption,
    ExplainOption,
    FormatOption,
    FullOption,
    IndexOption,
    MinScoreOption,
    OutputOption,
    PerReportOption,
    TopKOption,
    view,
)
from kzsearch.cli.outcome import print_answer
from kzsearch.cli.shape import BomOption, FieldsOption, OnelineOption, shape
from kzsearch.types import Mode

EXAMPLES = (
    "Examples: kzsearch more kaz-2023-protection-03 · kzsearch more kaz-2017-prosecution-02 --year 2023 · "
    "kzsearch more kaz-2023-protection-03 --all-years -k 20 --format jsonl"
)


def more(
    name: Annotated[str, typer.Argument(help="A passage id.", metavar="ID")],
    top_k: TopKOption = None,
    year: YearOption = None,
    section: SectionOption = None,
    country: CountryOption = None,
    tier: TierOption = None,
    series: SeriesOption = None,
    mode: Annotated[
        str, typer.Option("--mode", help="hybrid, dense or lexical.", metavar="M")
    ] = Mode.HYBRID.value,
    min_score: MinScoreOption = None,
    per_report: PerReportOption = None,
    context: ContextOption = 0,
    all_years: AllYearsOption = False,
    explain: ExplainOption = False,
    index: IndexOption = None,
    corpus: CorpusOption = None,
    output: OutputOption = FormatOption.AUTO,
    full: FullOption = False,
    color: ColorOption = ColourOption.AUTO,
    width: WidthOption = None,
    no_pager: PagerOption = False,
    fields: FieldsOption = None,
    oneline: OnelineOption = False,
    bom: BomOption = False,
) -> int:
    """Find passages like one, without it and without its copies in reports of other years."""
    from kzsearch.cli.opening import open_chosen
    from kzsearch.search import Settings
    from kzsearch.search.query import check_settings, parse_choice, parse_filters
    from kzsearch.search.similar import more_like

    settings = check_settings(
        Settings(
            top_k=Settings().top_k if top_k is None else top_k,
            mode=parse_choice(mode, Mode, "--mode"),
            min_score=min_score,
            per_report=per_report,
            context=context,
            explain=explain,
            all_years=all_years,
        )
    )
    how = shape(output, view(output, color, width, references=True), fields=fields, oneline=oneline, bom=bom)
    with open_chosen(index, corpus) as opened:
        filters = parse_filters(
            year or (), section or (), country or (), tier or (), series or (), opened.store.labels
        )
        settings = replace(settings, filters=filters)
        looks = Looks(
            how,
            full=full or context > 0,
            all_of_them=top_k is not None,
            paged=not no_pager,
            links=links_to(opened.corpus, color),
        )
        return print_answer(opened, more_like(opened, name, settings), settings, looks)
