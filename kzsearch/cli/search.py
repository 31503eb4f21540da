"""`kzsearch search`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from kzsearch.cli.appearance import ColorOption, ColourOption, PagerOption, WidthOption, links_to
from kzsearch.cli.filter_options import (
    CountryOption,
    SectionOption,
    SeriesOption,
    TierOption,
    YearOption,
)
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
    ModeOption,
    OutputOption,
    PerReportOption,
    TopKOption,
    view,
)
from kzsearch.cli.outcome import Outcome, print_answer
from kzsearch.cli.shape import BomOption, FieldsOption, OnelineOption, shape
from kzsearch.cli.streams import note, tell, write
from kzsearch.errors import QueryError
from kzsearch.types import Hit, Miss, Mode

if TYPE_CHECKING:
    from kzsearch.cli.profile import Clock
    from kzsearch.index import OpenIndex
    from kzsearch.render import Folded
    from kzsearch.search import Settings
    from kzsearch.search.parsed import ParsedQuery

EXAMPLES = (
    'Examples: kzsearch search "shelter funding for foreign victims" · '
    "kzsearch search convictions --year 2017..2023 --section prosecution --format jsonl · "
    'kzsearch search --mode exact "conciliation of parties" · '
    "kzsearch search - < queries.txt"
)


def search(
    query: Annotated[
        list[str],
        typer.Argument(
            help="What to look for; - reads one query a line from standard input.", metavar="QUERY"
        ),
    ],
    top_k: TopKOption = None,
    year: YearOption = None,
    section: SectionOption = None,
    country: CountryOption = None,
    tier: TierOption = None,
    series: SeriesOption = None,
    mode: ModeOption = Mode.HYBRID.value,
    min_score: MinScoreOption = None,
    per_report: PerReportOption = None,
    context: ContextOption = 0,
    all_years: AllYearsOption = False,
    by_year: Annotated[
        bool,
        typer.Option("--by-year", help="The best hit of each year's report, or with -k the best of each."),
    ] = False,
    rerank: Annotated[
        str | None,
        typer.Option(help="Cross-encoder that ranks the best hits again; takes seconds.", metavar="MODEL"),
    ] = None,
    explain: ExplainOption = False,
    save: Annotated[
        str | None,
        typer.Option(
            "--save", help="Keep the search under a name; kzsearch saved runs it again.", metavar="NAME"
        ),
    ] = None,
    profile: Annotated[
        bool, typer.Option("--profile", help="Show on standard error how long each phase took.")
    ] = False,
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
    """Find the passages that answer a query, each with its citation."""
    from kzsearch.cli.opening import open_chosen
    from kzsearch.search import Settings
    from kzsearch.search.asking import may_ask_of_years as may_ask
    from kzsearch.search.query import check_query, check_settings, parse_choice, parse_filters

    settings = check_settings(
        Settings(
            top_k=Settings().top_k if top_k is None else top_k,
            mode=parse_choice(mode, Mode, "--mode"),
            min_score=min_score,
            per_report=per_report,
            context=context,
            explain=explain,
            all_years=all_years,
            rerank=rerank,
        )
    )
    how = shape(output, view(output, color, width, references=True), fields=fields, oneline=oneline, bom=bom)
    clock = None
    if profile:
        from kzsearch.cli.profile import Clock

        clock = Clock()
    text = None if query == ["-"] else check_query(" ".join(query))
    if text is None and by_year:
        raise QueryError("--by-year answers one query", "give the query itself instead of -")
    if save is not None:
        from kzsearch.saving.folder import check_free

        if text is None or by_year:
            raise QueryError("--save keeps one query, searched as usual", "leave --by-year and - out")
        save = check_free(save)
    with _phase(clock, "opening the index"):
        opened = open_chosen(index, corpus)
    with opened:
        filters = parse_filters(
            year or (), section or (), country or (), tier or (), series or (), opened.store.labels
        )
        settings = replace(settings, filters=filters)
        if clock is not None:
            clock.watch(opened)
        looks = Looks(
            how,
            full=full or context > 0,
            all_of_them=top_k is not None,
            paged=not no_pager,
            links=links_to(opened.corpus, color),
        )
        code = None
        if save is not None and text is not None:
            from kzsearch.cli.saved import keep

            typed: dict[str, object] = {
                "k": top_k,
                "year": year,
                "section": section,
                "country": country,
                "tier": tier,
                "series": series,
                "mode": None if mode == Mode.HYBRID.value else mode,
                "min-score": min_score,
                "per-report": per_report,
                "all-years": all_years,
                "rerank": rerank,
            }
            keep(opened, save, text, settings, typed, corpus)
        elif text is not None and (by_year or (settings.mode is not Mode.EXACT and may_ask(text))):
            from kzsearch.cli.by_year import answered_by_year

            each = (top_k or 1) if by_year else None
            code = answered_by_year(opened, text, settings, looks, each=each)
        if code is None:
            code = (
                _batch(opened, settings, looks)
                if text is None
                else _single(opened, text, settings, looks, clock)
            )
    for line in clock.lines() if clock is not None else ():
        tell(line)
    return code


def _phase(clock: Clock | None, name: str) -> AbstractContextManager[None]:
    return nullcontext() if clock is None else clock.phase(name)


def _single(opened: OpenIndex, query: str, settings: Settings, looks: Looks, clock: Clock | None) -> int:
    """Answer one query."""
    from kzsearch.search import search as answer_query

    answer = answer_query(opened, query, settings)
    return print_answer(opened, answer, settings, looks, _phase(clock, "rendering"))


def _parsed(opened: OpenIndex, line: str, settings: Settings) -> ParsedQuery | QueryError:
    """Return a query, or what is wrong with it."""
    from kzsearch.search.parsing import parsed_for

    try:
        return parsed_for(opened.store, line, settings.mode)
    except QueryError as error:
        return error


def _batch(opened: OpenIndex, settings: Settings, looks: Looks) -> int:
    """Answer each line of standard input in order; lines that have arrived are answered together."""
    from kzsearch.cli.batch import answered, read_queries, refused
    from kzsearch.search import search_many

    outcome = Outcome(opened, settings.filters)
    if sys.stdin is None:
        raise QueryError(
            "standard input is closed", "give it one query a line: kzsearch search - < queries.txt"
        )
    groups = read_queries(sys.stdin.buffer)

    def records() -> Iterator[Hit | Miss | Folded]:
        for group in groups:
            checked = [(number, line, _parsed(opened, line, settings)) for number, line in group]
            queries = [query for _, _, query in checked if not isinstance(query, QueryError)]
            answers = search_many(opened, queries, settings)
            for number, line, query in checked:
                if isinstance(query, QueryError):
                    outcome.fail(query, number)
                    yield refused(line, number, query)
                    continue
                answer = next(answers)
                outcome.add(answer)
                yield from answered(answer, looks.shown(answer, settings), number)
                outcome.tell_missing(on_screen=looks.on_screen)

    write(looks.rendered(records(), batch=True))
    if not outcome.queries:
        note("standard input held no query")
    return outcome.code
