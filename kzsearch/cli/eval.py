"""`kzsearch eval`."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kzsearch.cli.options import (
    CorpusOption,
    FormatOption,
    IndexOption,
    MinScoreOption,
    OutputOption,
    View,
    view,
)
from kzsearch.cli.progress import progress
from kzsearch.cli.streams import FOUND, note, write
from kzsearch.errors import QueryError
from kzsearch.types import Mode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kzsearch.evaluation import Task
    from kzsearch.evaluation.task import Fields, Progress
    from kzsearch.index import OpenIndex

EXAMPLES = (
    "Examples: kzsearch eval topics/dev.jsonl · "
    "kzsearch eval topics/dev.jsonl --baseline lexical --per-query · "
    "kzsearch eval topics/dev.jsonl --foreign topics/foreign.jsonl · "
    "kzsearch eval --collection cranfield --keep indexes/collections --mode hybrid --run hybrid.run"
)

_MODES = (Mode.HYBRID, Mode.DENSE, Mode.LEXICAL)
_FOR_PROGRAMS = ("json", "jsonl", "csv")
_NARROW = 100  # width of a list that people read, where there is no terminal


def evaluate(
    topics: Annotated[
        Path | None, typer.Argument(help="Topics with the quotes that answer them.", metavar="TOPICS")
    ] = None,
    collection: Annotated[
        Path | None,
        typer.Option(
            help="Instead of topics: a folder of corpus.jsonl, queries.jsonl and qrels.tsv.", metavar="DIR"
        ),
    ] = None,
    keep: Annotated[
        Path | None,
        typer.Option(help="Folder in which the collection's index stays for the next time.", metavar="DIR"),
    ] = None,
    mode: Annotated[
        list[str] | None,
        typer.Option(
            help="hybrid, dense, lexical or exact; repeatable. Without it, the first three.", metavar="M"
        ),
    ] = None,
    min_score: MinScoreOption = None,
    per_query: Annotated[
        bool, typer.Option("--per-query", help="List the queries that failed, and why.")
    ] = False,
    foreign: Annotated[
        Path | None,
        typer.Option(
            help="Queries that no report answers: show how many of them get an answer.", metavar="FILE"
        ),
    ] = None,
    run: Annotated[
        Path | None, typer.Option(help="Write the rankings as a TREC run.", metavar="FILE")
    ] = None,
    baseline: Annotated[
        str | None,
        typer.Option(help="Compare with a mode or a TREC run, by a paired test.", metavar="M|FILE[:TAG]"),
    ] = None,
    index: IndexOption = None,
    corpus: CorpusOption = None,
    output: OutputOption = FormatOption.AUTO,
) -> int:
    """Measure how well queries are answered: success@1, RR@10, recall, nDCG@10, with 95% intervals.

    The model of --index also encodes a collection.
    """
    from kzsearch.cli.opening import open_chosen
    from kzsearch.evaluation import experiment, read_foreign
    from kzsearch.evaluation.failures import failures
    from kzsearch.evaluation.measures import check_installed
    from kzsearch.evaluation.runs import settings_for, write_run
    from kzsearch.search import Settings
    from kzsearch.search.query import check_settings, parse_choice

    if (topics is None) == (collection is None):
        raise QueryError("name either topics or a collection", "kzsearch eval topics/dev.jsonl")
    if foreign is not None and topics is None:
        raise QueryError("--foreign goes with topics", "kzsearch eval topics/dev.jsonl --foreign FILE")
    modes = tuple(dict.fromkeys(parse_choice(name, Mode, "--mode") for name in mode or _MODES))
    check_settings(Settings(min_score=min_score))
    check_installed()
    queries = read_foreign(foreign) if foreign is not None else None
    with open_chosen(index, corpus) as own, progress() as told:  # noqa: SIM117  the bar stays longer than the task
        with _task(own, topics, collection, keep, told) as (opened, task):
            results = [experiment.try_mode(opened, task, mode, min_score, told) for mode in modes]
            against = next((result for result in results if result.system == baseline), None)
            if baseline and against is None:
                against = experiment.baseline(opened, task, baseline, min_score, told)
            if run is not None:
                write_run(run, ((result.system, result.run) for result in results))
            systems = []
            for result in results:
                system = experiment.system_row(task, result, against)
                if queries is not None:
                    errors, answered = experiment.error_rows(
                        opened, task, queries, Mode(result.system), min_score
                    )
                    system |= {"errors": errors, "answered": answered if per_query else None}
                if per_query:
                    settings = settings_for(task, Mode(result.system), min_score)
                    system["failures"] = list(failures(opened, task, result.run, settings))
                systems.append(system)
            notes = [*task.notes, *own.notes, *opened.notes]
    _show(systems, view(output), compared=against is not None)
    for line in dict.fromkeys(notes):
        note(line)
    return FOUND


@contextmanager
def _task(
    own: OpenIndex, topics: Path | None, collection: Path | None, keep: Path | None, told: Progress
) -> Iterator[tuple[OpenIndex, Task]]:
    """Give the index to search and the task."""
    from kzsearch.evaluation import judge_topics, open_collection, read_collection, read_topics

    if topics is not None:
        yield own, judge_topics(own, read_topics(topics), topics.stem)
    elif collection is not None:
        read = read_collection(collection)
        with open_collection(read, own, keep, told) as opened:
            yield opened, read.task


def _show(systems: list[Fields], shown: View, *, compared: bool) -> None:
    """Print one object a system for programs, and for people tables with blank lines between them."""
    from kzsearch.evaluation import summary
    from kzsearch.render import render_table

    if shown["fmt"].value in _FOR_PROGRAMS:
        write(render_table(summary.SYSTEM_FIELDS, systems, **shown))
        return
    columns, rows = summary.system_table(systems, compared=compared)
    write(render_table(columns, rows, **shown))
    for columns, rows in summary.nested_tables(systems):
        # A table that is too wide becomes blocks of lines, which suit the long texts of failures.
        if columns is summary.FAILURE_COLUMNS:
            shown["width"] = shown["width"] or _NARROW
        if rows:
            write(["\n"])
            write(render_table(columns, rows, **shown))
