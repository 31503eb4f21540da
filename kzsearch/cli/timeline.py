"""`kzsearch timeline`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kzsearch.cli.filter_options import CountryOption, SectionOption, SeriesOption, TierOption, YearOption
from kzsearch.cli.options import CorpusOption, IndexOption, MinScoreOption
from kzsearch.cli.printing import Printing, with_printing
from kzsearch.cli.streams import FOUND, NOT_FOUND, note, tell
from kzsearch.errors import QueryError
from kzsearch.types import Mode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kzsearch.types import Filters, ReportRecord
    from kzsearch.types.timelines import PresenceYear, TierYear

EXAMPLES = (
    "Examples: kzsearch timeline --country Kazakhstan · "
    'kzsearch timeline "debt-based coercion" --country Kazakhstan · '
    "kzsearch timeline hotline --year 2017..2023 --plot hotline.svg"
)


@with_printing()
def timeline(
    concept: Annotated[
        list[str] | None,
        typer.Argument(
            help="A concept, whose presence is shown; without one, the tiers.", metavar="[CONCEPT]"
        ),
    ] = None,
    country: CountryOption = None,
    year: YearOption = None,
    section: SectionOption = None,
    tier: TierOption = None,
    series: SeriesOption = None,
    mode: Annotated[
        str, typer.Option(help="How a concept is looked for: hybrid, dense, lexical or exact.", metavar="M")
    ] = Mode.HYBRID.value,
    min_score: MinScoreOption = None,
    plot: Annotated[
        Path | None, typer.Option("--plot", help="Draw a picture, too: a file .svg or .png.", metavar="FILE")
    ] = None,
    index: IndexOption = None,
    corpus: CorpusOption = None,
    *,
    printing: Printing,
) -> int:
    """Show a country's tiers by year, or how much each report speaks of a concept."""
    from kzsearch.cli.opening import open_chosen
    from kzsearch.render.plot import suffix_of
    from kzsearch.render.timelines import timeline_views
    from kzsearch.search.query import check_query, parse_choice, parse_filters

    suffix = None if plot is None else suffix_of(plot.name)
    wanted_mode = parse_choice(mode, Mode, "--mode")
    text = None if concept is None else check_query(" ".join(concept))
    if text is None and (section or min_score is not None):
        option = "--section" if section else "--min-score"
        raise QueryError(f"{option} goes with a concept", f"name one, or leave {option} out")
    with open_chosen(index, corpus) as opened:
        filters = parse_filters(
            year or (), section or (), country or (), tier or (), series or (), opened.store.labels
        )
        found: Sequence[TierYear] | Sequence[PresenceYear]
        if text is None:
            from kzsearch.analysis.timeline.placements import tier_timeline

            found = tier_timeline(opened, filters)
        else:
            from kzsearch.analysis.timeline.presence import presence_timeline

            found = presence_timeline(opened, text, filters, mode=wanted_mode, min_score=min_score)
        notes = [*opened.notes, *_notes(found, filters, opened.store.reports(), text)]
    if plot is not None and suffix is not None and found:
        from kzsearch.render.timeline_plots import picture

        plot.write_bytes(picture(found, suffix))
        notes.append(f"drawn into {plot}")
    printing.write(timeline_views(found))
    for line in notes:
        note(line)
    return _code(found)


def _code(found: Sequence[TierYear] | Sequence[PresenceYear]) -> int:
    """Return 0 where a tier is stated or a report speaks of the concept."""
    from kzsearch.types.timelines import YearState

    some = any(one.state in (YearState.STATED, YearState.PRESENT) for one in found)
    return FOUND if some else NOT_FOUND


def _notes(
    found: Sequence[TierYear] | Sequence[PresenceYear],
    filters: Filters,
    reports: Sequence[ReportRecord],
    concept: str | None,
) -> list[str]:
    """Return what the reader should know of a timeline that shows little."""
    from kzsearch.analysis.timeline.notes import nothing_in_timeline, timeline_notes
    from kzsearch.search.query import kept_out

    if not any(one.report is not None for one in found):
        tell(f"nothing found: {nothing_in_timeline(concept)}")
        return kept_out(filters, reports)
    return timeline_notes(found, concept)
