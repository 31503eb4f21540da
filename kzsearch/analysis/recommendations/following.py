"""Recommendations followed from report to report, with what later reports say on each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kzsearch.analysis.compare.alignment import align
from kzsearch.analysis.compare.choosing import chosen_reports
from kzsearch.analysis.compare.likeness import Likeness
from kzsearch.analysis.compare.units import Unit, units
from kzsearch.analysis.compare.wording import change, pieces
from kzsearch.domain.themes import themes
from kzsearch.errors import QueryError
from kzsearch.types import Filters, Section
from kzsearch.types.comparison import Change
from kzsearch.types.recommendations import Bearing, Recommendation, Recommendations, Telling

if TYPE_CHECKING:
    from kzsearch.index import OpenIndex

_ALL = Filters()
_WORDS = 0.5  # words and meaning weigh the same, as where reports are compared
# A statement rarely repeats the words of the recommendation that it answers, so that less is asked of it.
_BEARS = 0.4
_SHOWN = 3  # statements of a later report on a recommendation


@dataclass(slots=True)
class _Thread:
    """A recommendation as it is followed: of each year its units."""

    tellings: dict[int, list[Unit]] = field(default_factory=dict)

    @property
    def last(self) -> list[Unit]:
        return self.tellings[max(self.tellings)]


def recommendations(index: OpenIndex, filters: Filters = _ALL) -> Recommendations:
    """Return the recommendations to a country, one row for all years, by first year and place in the report.

    Args:
        index: An open index.
        filters: The country (needed where the index holds several), the years and the series.

    Raises:
        QueryError: There is no such report, or none of them has recommendations.
        IndexFolderError: The index is damaged.
    """
    reports = chosen_reports(index, filters, at_least=1)
    items: dict[int, list[Unit]] = {}
    statements: dict[int, list[Unit]] = {}
    for report in reports:
        for unit in units(index, report, _ALL):
            of_kind = items if unit.cited.section is Section.RECOMMENDATIONS else statements
            of_kind.setdefault(report.year, []).append(unit)
    if not items:
        raise QueryError(
            f"no report on {reports[0].country.name} has recommendations",
            f"kzsearch show {reports[-1].report_id} shows its sections",
        )
    years = [report.year for report in reports]
    threads: list[_Thread] = []
    for year in years:
        _follow(threads, year, items.get(year, []))
    telling_years = [year for year in years if year in items]
    return Recommendations(
        country=reports[-1].country.name,
        series=reports[-1].series,
        years=tuple(years),
        rows=tuple(_row(thread, telling_years, statements) for thread in threads),
        notes=tuple(f"the report of {year} has no recommendations" for year in years if year not in items),
    )


def _follow(threads: list[_Thread], year: int, new: Sequence[Unit]) -> None:
    """Add a report's items to the threads that they go on, the most recent threads first, else as new threads."""
    free = list(new)
    for last_year in sorted({max(thread.tellings) for thread in threads}, reverse=True):
        going = [
            (thread, unit) for thread in threads if max(thread.tellings) == last_year for unit in thread.last
        ]
        taken: set[int] = set()
        for group in align([unit for _, unit in going], free):
            taken |= set(group.later)
            owners = list({id(going[place][0]): going[place][0] for place in group.earlier}.values())
            thread = _joined(threads, owners)
            thread.tellings.setdefault(year, []).extend(free[place] for place in group.later)
        free = [unit for place, unit in enumerate(free) if place not in taken]
    threads += [_Thread({year: [unit]}) for unit in free]


def _joined(threads: list[_Thread], owners: Sequence[_Thread]) -> _Thread:
    """Return the first of some threads, with those of the others that a later report merges into it."""
    first, *others = owners
    for other in others:
        for year, told in other.tellings.items():
            first.tellings.setdefault(year, []).extend(told)
        threads[:] = [thread for thread in threads if thread is not other]
    return first


def _row(thread: _Thread, years: Sequence[int], statements: dict[int, list[Unit]]) -> Recommendation:
    tellings: list[Telling] = []
    for year in sorted(thread.tellings):
        cited = tuple(unit.cited for unit in thread.tellings[year])
        text = " ".join(sentence.text for sentence in cited)
        if tellings:
            before = tellings[-1].text
            tellings.append(Telling(year, cited, change(before, text), pieces(before, text)))
        else:
            tellings.append(Telling(year, cited, Change.NEW))
    later = [year for year in years if year > tellings[-1].year]
    return Recommendation(
        themes=themes(tellings[-1].text),
        tellings=tuple(tellings),
        dropped_in=later[0] if later else None,
        bearing=tuple(_bearing(thread, statements)),
    )


def _bearing(thread: _Thread, statements: dict[int, list[Unit]]) -> list[Bearing]:
    """Return what each report after the first telling says that is most like the recommendation as told before it."""
    found = []
    for year in sorted(year for year in statements if year > min(thread.tellings)):
        told = thread.tellings[max(before for before in thread.tellings if before < year)]
        likeness = Likeness(told, statements[year], _WORDS).matrix(
            range(len(told)), range(len(statements[year]))
        )
        best = likeness.max(axis=0)
        order = sorted(range(len(best)), key=lambda place: (-best[place], place))[:_SHOWN]
        found += [
            Bearing(statements[year][place].cited, round(float(best[place]), 4))
            for place in order
            if best[place] >= _BEARS
        ]
    return found
