"""Reports compared sentence by sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from kzsearch.analysis.compare.alignment import DEFAULT, Group, Method, align
from kzsearch.analysis.compare.choosing import check_section, chosen_reports, comparable
from kzsearch.analysis.compare.ordering import Places
from kzsearch.analysis.compare.units import Unit, units
from kzsearch.analysis.compare.wording import change, figures_changed, pieces
from kzsearch.errors import QueryError
from kzsearch.types import Filters, ReportRecord
from kzsearch.types.comparison import Aligned, Change, CitedSentence, Comparison

if TYPE_CHECKING:
    from kzsearch.index import OpenIndex

Progress = Callable[[str, int, int], None]

_ALL = Filters()


def compare(index: OpenIndex, filters: Filters = _ALL, method: Method = DEFAULT) -> list[Comparison]:
    """Compare each report of a country with the one before it.

    Args:
        index: An open index.
        filters: The country (needed where the index holds several), the years (all without any), the series, and the
            sections to compare.
        method: How sentences are aligned.

    Returns:
        A comparison for each two years that follow one another among those asked for.

    Raises:
        QueryError: There are not two reports to compare, or they have no such section; the hint says what there is.
        IndexFolderError: The index is damaged.
    """
    reports = chosen_reports(index, filters)
    notes = check_section(index, reports, filters)
    divided = [(report, units(index, report, filters)) for report in reports]
    return [
        _compared(earlier, later, method, [note for note in notes if _names(note, earlier[0], later[0])])
        for earlier, later in pairwise(divided)
    ]


def compare_all(
    index: OpenIndex, filters: Filters = _ALL, progress: Progress = lambda _what, _done, _all: None
) -> Iterator[Comparison]:
    """Return the comparisons of every country and series with two reports or more, one country after the other.

    No more than one country's reports are in memory at a time.

    Args:
        index: An open index.
        filters: Years, series and sections. A country without such a section is left out.
        progress: Is told the country, how many are done and how many there are.

    Raises:
        QueryError: There is no such country.
    """
    return _each_country(index, comparable(index, filters), progress)


def _each_country(index: OpenIndex, countries: Sequence[Filters], progress: Progress) -> Iterator[Comparison]:
    for done, of_country in enumerate(countries):
        progress(of_country.countries[0], done, len(countries))
        with suppress(QueryError):  # the country's reports have no such section
            yield from compare(index, of_country)
    progress("done", len(countries), len(countries))


def only(comparison: Comparison, kinds: Collection[Change]) -> Comparison:
    """Return a comparison with the rows of these kinds alone; its counts are still of all."""
    return replace(comparison, rows=tuple(row for row in comparison.rows if row.change in kinds))


def aligned(earlier: Sequence[Unit], later: Sequence[Unit], method: Method = DEFAULT) -> tuple[Aligned, ...]:
    """Return the rows of a comparison of two reports' units."""
    groups = align(earlier, later, method)
    taken = [{place for group in groups for place in group.of(side)} for side in (0, 1)]
    places = Places(earlier, later, groups)
    rows = [(places.of_later(group.later[0]), _row(earlier, later, group)) for group in groups]
    rows += [
        (places.of_later(place), _alone(unit, 1)) for place, unit in enumerate(later) if place not in taken[1]
    ]
    rows += [
        (places.of_dropped(place), _alone(unit, 0))
        for place, unit in enumerate(earlier)
        if place not in taken[0]
    ]
    return tuple(row for _, row in sorted(rows, key=lambda found: found[0]))


def _names(note: str, *reports: ReportRecord) -> bool:
    return any(str(report.year) in note for report in reports)


def _compared(
    earlier: tuple[ReportRecord, Sequence[Unit]],
    later: tuple[ReportRecord, Sequence[Unit]],
    method: Method,
    notes: Sequence[str],
) -> Comparison:
    (first, before), (second, after) = earlier, later
    rows = aligned(before, after, method)
    return Comparison(
        country=second.country.name,
        series=second.series,
        earlier=first.report_id,
        earlier_year=first.year,
        later=second.report_id,
        later_year=second.year,
        sections=_counted(rows),
        rows=rows,
        notes=tuple(notes),
    )


def _counted(rows: Sequence[Aligned]) -> tuple[tuple[str, Mapping[Change, int]], ...]:
    counts: dict[str, Counter[Change]] = {}
    for row in rows:
        counts.setdefault(row.section_name, Counter())[row.change] += 1
    return tuple((name, {change: counted[change] for change in Change}) for name, counted in counts.items())


def _row(earlier: Sequence[Unit], later: Sequence[Unit], group: Group) -> Aligned:
    first = tuple(earlier[place].cited for place in group.earlier)
    second = tuple(later[place].cited for place in group.later)
    before, after = (" ".join(sentence.text for sentence in side) for side in (first, second))
    became = change(before, after)
    return Aligned(
        change=became,
        section=second[0].section,
        section_label=second[0].section_label,
        earlier=first,
        later=second,
        similarity=round(group.likeness, 4),
        figures_changed=became is Change.FIGURES or figures_changed(before, after),
        moved=earlier[group.earlier[0]].section != later[group.later[0]].section,
        words=pieces(before, after),
    )


def _alone(unit: Unit, side: int) -> Aligned:
    cited: CitedSentence = unit.cited
    both: tuple[tuple[CitedSentence, ...], tuple[CitedSentence, ...]] = ((cited,), ())
    earlier, later = both if side == 0 else both[::-1]
    return Aligned(
        Change.DROPPED if side == 0 else Change.NEW, cited.section, cited.section_label, earlier, later
    )
