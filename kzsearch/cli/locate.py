"""`kzsearch locate`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from kzsearch.cli.filter_options import CountryOption, SectionOption, SeriesOption, TierOption, YearOption
from kzsearch.cli.options import CorpusOption, IndexOption
from kzsearch.cli.printing import Printing, with_printing
from kzsearch.cli.streams import FOUND, NOT_FOUND, fail, note, tell
from kzsearch.errors import QueryError, one_line

if TYPE_CHECKING:
    from kzsearch.analysis.locate.locating import Locator
    from kzsearch.types.locating import Located

EXAMPLES = (
    'Examples: kzsearch locate "identified 24 trafficking victims" · '
    'kzsearch locate "conciliation of parties" --year 2017 --format json · '
    "kzsearch locate - < quotes.txt > places.jsonl"
)
_SHOWN_OF_A_LINE = 1_000  # characters of a line that is no quote; it may have millions


@with_printing(references=True)
def locate(
    quote: Annotated[
        list[str],
        typer.Argument(
            help="The words of a quote; - reads one quote a line from standard input.", metavar="QUOTE"
        ),
    ],
    year: YearOption = None,
    section: SectionOption = None,
    country: CountryOption = None,
    tier: TierOption = None,
    series: SeriesOption = None,
    index: IndexOption = None,
    corpus: CorpusOption = None,
    *,
    printing: Printing,
) -> int:
    """Find where a quote comes from, and say how it differs from the report's words."""
    from kzsearch.analysis.locate.locating import Locator, check_quote
    from kzsearch.cli.opening import open_chosen
    from kzsearch.render.located import located_views
    from kzsearch.search.query import kept_out, parse_filters

    batch = quote == ["-"]
    if not batch:
        check_quote(" ".join(quote))
    with open_chosen(index, corpus) as opened:
        filters = parse_filters(
            year or (), section or (), country or (), tier or (), series or (), opened.store.labels
        )
        outcome = _Outcome(Locator(opened, filters))
        located = outcome.of_lines() if batch else outcome.of_one(" ".join(quote))
        (printing.of_batch() if batch else printing).write(located_views(located, batch=batch))
        if filters and outcome.code == NOT_FOUND:
            for line in kept_out(filters, opened.store.reports()):
                note(line)
        for line in opened.notes:
            note(line)
    return outcome.code


class _Outcome:
    """Locates quotes, and keeps the exit code."""

    def __init__(self, locator: Locator) -> None:
        self.code = NOT_FOUND
        self._locator = locator

    def of_one(self, quote: str) -> Iterator[Located]:
        """Yield the outcome of one quote; standard error says what matters most of it."""
        located = self._locator.locate(quote)
        self._count(located)
        if not located.places:
            tell(f"not found: {one_line(located.reason)}")
        yield located

    def of_lines(self) -> Iterator[Located]:
        """Yield the outcome of each line of standard input, also of a line that is blank or no quote.

        Raises:
            QueryError: Standard input is closed.
        """
        from kzsearch.types.locating import Located, QuoteKind

        if sys.stdin is None:
            raise QueryError(
                "standard input is closed", "give it one quote a line: kzsearch locate - < quotes.txt"
            )
        count = 0
        for count, line in enumerate(sys.stdin.buffer, start=1):
            quote = line.decode("utf-8", "replace").lstrip("\ufeff").strip()
            if not quote:
                yield Located("", QuoteKind.NONE, (), "the line is blank", count)
                continue
            try:
                located = self._locator.locate(quote)
            except QueryError as error:
                self.code = fail(f"line {count}: {error.message}", error.hint)
                shown = quote if len(quote) <= _SHOWN_OF_A_LINE else f"{quote[:_SHOWN_OF_A_LINE]}…"
                yield Located(shown, QuoteKind.NONE, (), error.message, count)
                continue
            self._count(located)
            yield replace(located, quote_line=count)
        if not count:
            note("standard input held no quote")

    def _count(self, located: Located) -> None:
        if located.is_in_a_report and self.code == NOT_FOUND:
            self.code = FOUND
