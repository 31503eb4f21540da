"""What the shell completes: values that stand in the index, and those that are the same everywhere.

Without an index, or with a damaged one, nothing is completed from it, and nothing is said: whatever completion printed
would stand in the middle of the user's line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

import click
from click.types import StringParamType

from kzsearch.types import Mode, Section

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from kzsearch.index import OpenIndex

Values = Callable[[click.Context, str], Iterable[str]]

_REPORT_ID = re.compile(r"\w+-\d{4}(?:-[a-z]+)*")
_RANGE = re.compile(r"(\d{4})(\.\.|-)\d*")


class CompletedText(StringParamType):
    """A text of which the shell completes the usual values.

    Args:
        values: Gives the values, of the command so far and of what is typed of the value.
    """

    def __init__(self, values: Values) -> None:
        self._values = values

    def shell_complete(
        self,
        ctx: click.Context,
        param: click.Parameter,  # noqa: ARG002  click's interface
        incomplete: str,
    ) -> list[CompletionItem]:
        """Return the values that begin as typed, in any case of letters."""
        from click.shell_completion import CompletionItem

        begun = incomplete.casefold()
        values: dict[str, None] = {}
        # A damaged index may fail in any way; what stands before its values stays.
        with suppress(Exception):
            values.update((value, None) for value in self._values(ctx, incomplete))
        return [CompletionItem(value) for value in values if value.casefold().startswith(begun)]


def _opened(ctx: click.Context) -> OpenIndex:
    from kzsearch.index import open_index
    from kzsearch.places import find_places

    return open_index(find_places(ctx.params.get("index")).index_folder)


def _sections(ctx: click.Context, incomplete: str) -> Iterator[str]:  # noqa: ARG001  as Values has it
    """Yield the sections, and the headings of other outlines that are one word."""
    yield from (section.value for section in Section)
    with _opened(ctx) as index:
        yield from (label for label in index.store.labels() if label.isalpha())


def _modes(ctx: click.Context, incomplete: str) -> Iterator[str]:  # noqa: ARG001  as Values has it
    return (mode.value for mode in Mode)


def _tiers(ctx: click.Context, incomplete: str) -> Iterable[str]:  # noqa: ARG001  as Values has it
    return ("1", "2", "2WL", "3", "special")


def _years(ctx: click.Context, incomplete: str) -> Iterator[str]:
    with _opened(ctx) as index:
        years = sorted({report.year for report in index.store.reports()})
    begun = _RANGE.fullmatch(incomplete)
    if begun is None:
        yield from map(str, years)
        return
    yield from (f"{begun[1]}{begun[2]}{year}" for year in years if year >= int(begun[1]))


def _countries(ctx: click.Context, incomplete: str) -> Iterator[str]:  # noqa: ARG001  as Values has it
    """Yield names, or codes for names of several words, which shells would take for several values."""
    with _opened(ctx) as index:
        countries = {report.country for report in index.store.reports()}
    for country in sorted(countries, key=lambda country: country.name):
        yield country.name if country.name.isalpha() else country.alpha3


def _series(ctx: click.Context, incomplete: str) -> Iterator[str]:  # noqa: ARG001  as Values has it
    with _opened(ctx) as index:
        yield from sorted({report.series for report in index.store.reports()})


def _report_ids(ctx: click.Context, incomplete: str) -> Iterator[str]:  # noqa: ARG001  as Values has it
    with _opened(ctx) as index:
        yield from (report.report_id for report in index.store.reports())


def _ids(ctx: click.Context, incomplete: str) -> Iterator[str]:
    """Yield the ids of reports, and of the report that is typed those of its sections and passages."""
    with _opened(ctx) as index:
        known = [report.report_id for report in index.store.reports()]
        yield from known
        begun = incomplete.casefold()
        typed = [report_id for report_id in known if f"{begun}-".startswith(f"{report_id}-")]
        if typed:
            held = index.store.report_passages(max(typed, key=len))
            yield from dict.fromkeys(f"{passage.report_id}-{passage.section}" for passage in held)
            yield from (passage.passage_id for passage in held)


def _saved(ctx: click.Context, incomplete: str) -> list[str]:  # noqa: ARG001  as Values has it
    from kzsearch.saving.folder import names

    return names()


def _changes(ctx: click.Context, incomplete: str) -> Iterator[str]:  # noqa: ARG001  as Values has it
    from kzsearch.types.comparison import Change

    return (change.value for change in Change)


COMPLETED: Mapping[str, Values] = {
    "section": _sections,
    "mode": _modes,
    "tier": _tiers,
    "year": _years,
    "country": _countries,
    "series": _series,
    "change": _changes,
    "report_ids": _report_ids,
    "name": _ids,
    "ids": _ids,
    "saved_name": _saved,
}
"""The values of each parameter, by its name; a command's parameter of this name is completed if it is a text."""
